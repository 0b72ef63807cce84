/** A report in one language: what a page shows, with names for ids. */
import type { Locale } from '../platform/i18n/paraglide/runtime.js';
import { indicatorOf, type Indicator } from './indicators.ts';
import type { Report, ReportLine } from './report.ts';
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

export interface Naming {
	indicator(key: string): string;
	/** Of the report's dimension. */
	row(row: string): string;
}

export const nameReport = (report: Report, { indicator, row }: Naming): NamedReport => ({
	...report,
	funnel: report.funnel.map((step) => ({ ...step, name: indicator(step.key) })),
	columns: report.columns.map((key) => ({ key, name: indicator(key) })),
	rows: report.rows.map((line) => ({ ...line, name: row(line.row) })),
	lines: report.lines.map((line) => ({
		...line,
		name: indicator(line.key),
		level: indicatorOf(splitKey(line.key).indicator)!.level
	}))
});

/** With what things are called now. */
export const wordsOfReport = (report: Report, names: Names, locale: Locale): NamedReport =>
	nameReport(report, {
		indicator: (key) => indicatorName(key, names, locale),
		row: (row) => rowName(report.by, row, names, locale)
	});
