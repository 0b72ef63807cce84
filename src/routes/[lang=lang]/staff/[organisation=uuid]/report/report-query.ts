/** What the address of a report asks for; anything else in it counts as not asked. */
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';
import { monthText } from '#lib/ui/date.ts';
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

/** "July to September 2026". */
export function spanText(period: string, lang: Locale): string {
	const first = (Number(period.slice(-1)) - 1) * 3 + 1;
	return m.reports_span(
		{ from: monthText(first, lang), to: monthText(first + 2, lang), year: period.slice(0, 4) },
		{ locale: lang }
	);
}
