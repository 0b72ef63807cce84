/** A report in one language: what a page shows, with names for ids. */
import type { Locale } from '../platform/i18n/paraglide/runtime.js';
import { indicatorOf, type Indicator } from './indicators.ts';
import type { Report, ReportLine } from './read-report.server.ts';
import { splitKey } from './tally.ts';
import { indicatorName, rowName, type Names } from './words.ts';

export interface NamedLine extends ReportLine {
	name: string;
	level: Indicator['level'];
}

export interface NamedReport extends Omit<Report, 'lines' | 'rows' | 'columns' | 'funnel'> {
	funnel: (Report['funnel'][number] & { name: string })[];
	columns: { key: string; name: string }[];
	rows: (Report['rows'][number] & { name: string })[];
	lines: NamedLine[];
}

export function wordsOfReport(report: Report, names: Names, locale: Locale): NamedReport {
	const name = (key: string) => indicatorName(key, names, locale);
	return {
		...report,
		funnel: report.funnel.map((step) => ({ ...step, name: name(step.key) })),
		columns: report.columns.map((key) => ({ key, name: name(key) })),
		rows: report.rows.map((row) => ({ ...row, name: rowName(report.by, row.row, names, locale) })),
		lines: report.lines.map((line) => ({
			...line,
			name: name(line.key),
			level: indicatorOf(splitKey(line.key).indicator)!.level
		}))
	};
}
