/** What the address of a report asks for; anything else in it counts as not asked. */
import { DIMENSIONS, GENDERS, isPeriod, type Dimension, type Who } from '#lib/reports/index.ts';

export interface Asked {
	period?: string;
	by: Dimension;
	who: Who;
}

export const WHO: readonly Who[] = ['everybody', ...GENDERS];

export function readReportQuery(params: URLSearchParams): Asked {
	const period = params.get('quarter') ?? '';
	return {
		...(isPeriod(period) && { period }),
		by: DIMENSIONS.find((one) => one === params.get('by')) ?? 'district',
		who: WHO.find((one) => one === params.get('who')) ?? 'everybody'
	};
}

export const reportQuery = ({ period, by, who }: Required<Asked>): string =>
	`?${new URLSearchParams({ quarter: period, by, who }).toString()}`;
