/** What the address of a report asks for: a quarter that there is not is not found; any other choice that is none counts as not made. */
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';
import { monthText } from '#lib/ui/date.ts';
import { DIMENSIONS, FUNNEL, GENDERS, type Dimension, type FunnelKey, type Who } from '#lib/reports/index.ts';
import type { Report } from '#lib/reports/index.server.ts';

export interface Asked {
	period?: string;
	by: Dimension;
	who?: Who;
	rankedBy?: FunnelKey;
}

export const WHO: readonly Who[] = ['everybody', ...GENDERS];

export function readReportQuery(params: URLSearchParams): Asked {
	const period = params.get('quarter') ?? '';
	const who = WHO.find((one) => one === params.get('who'));
	const rankedBy = FUNNEL.find((one) => one === params.get('rank'));
	return {
		...(period && { period }),
		by: DIMENSIONS.find((one) => one === params.get('by')) ?? 'district',
		...(who && { who }),
		...(rankedBy && { rankedBy })
	};
}

/** The same view again: what was not chosen is not in it. */
export function reportQuery({ period, by, who, rankedBy }: Asked): string {
	const params = new URLSearchParams({ by });
	for (const [name, chosen] of Object.entries({ quarter: period, who, rank: rankedBy }))
		if (chosen !== undefined) params.set(name, chosen);
	return `?${params.toString()}`;
}

/** What a report that is shown was asked with, every choice said. */
export const askedOf = ({
	edition,
	by,
	who,
	rankedBy
}: Pick<Report, 'edition' | 'by' | 'who' | 'rankedBy'>): Asked => ({
	period: edition.period,
	by,
	who,
	rankedBy
});

/** "July to September 2026". */
export function spanText(period: string, lang: Locale): string {
	const first = (Number(period.slice(-1)) - 1) * 3 + 1;
	return m.reports_span(
		{ from: monthText(first, lang), to: monthText(first + 2, lang), year: period.slice(0, 4) },
		{ locale: lang }
	);
}
