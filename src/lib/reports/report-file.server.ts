/** R1, R6. An edition as files: the numbers of the screen, all tables of them, and what they mean. */
import { isRtl } from '#lib/platform/country/lang.ts';
import { writeBook, writeCsv, type BookCell, type BookSheet } from '#lib/cohorts/index.server.ts';
import { m } from '../platform/i18n/paraglide/messages.js';
import type { Locale } from '../platform/i18n/paraglide/runtime.js';
import { figuresOf, type Edition, type Figure, type ShownTable, type ShownTableName } from './edition.ts';
import { DIMENSIONS, GENDERS, indicatorOf } from './indicators.ts';
import { baseKey, splitKey } from './tally.ts';
import {
	genderName,
	indicatorDefinition,
	indicatorName,
	knownName,
	rowName,
	tableName,
	unitName,
	type Names
} from './words.ts';

/** What stands with the numbers of a quarter in every file. */
export interface About {
	edition: Edition;
	organisation: string;
	/** As people say it: "July to September 2026". */
	span: string;
	/** When it was counted, as people say it. */
	counted: string;
}

export interface WholeReport extends About {
	tables: Partial<Record<ShownTableName, ShownTable>>;
}

/** In the order of a file's sheets. */
export const SHOWN_TABLES: readonly ShownTableName[] = ['all', ...DIMENSIONS, 'band'];

const WHO = ['everybody', ...GENDERS] as const;

/** Everything that the edition publishes, in order: what a program reads, and what the other forms are made of. */
export const allFigures = ({ tables }: Pick<WholeReport, 'tables'>): Figure[] =>
	SHOWN_TABLES.flatMap((name) => figuresOf(name, tables[name] ?? {}));

const place = ({ key, table, row }: Figure) => `${table}\n${key}\n${row}`;

const rounded = (n: number, key: string): number => {
	const scale = 10 ** (indicatorOf(splitKey(key).indicator)?.decimals ?? 0);
	return Math.round(n * scale) / scale;
};

/** A sheet for each table, a line for each row: one column for everybody and for each gender. */
export function reportBook(report: WholeReport, names: Names, locale: Locale): BookSheet[] {
	const hidden = m.reports_hidden({}, { locale });
	const cell = (figure: Figure | undefined): BookCell =>
		figure === undefined ? null : (figure.people ?? hidden);
	const sheets: BookSheet[] = [];
	for (const name of SHOWN_TABLES) {
		const figures = figuresOf(name, report.tables[name] ?? {});
		if (!figures.length) continue;
		const lines = Map.groupBy(figures, place);
		const means = figures.some(({ mean }) => mean !== undefined);
		sheets.push({
			name: name === 'all' ? m.reports_everybody({}, { locale }) : tableName(name, locale),
			headings: [
				m.reports_line({}, { locale }),
				...(name === 'all' ? [] : [tableName(name, locale)]),
				...WHO.map((who) => genderName(who, locale)),
				...(means ? WHO.map((who) => `${m.reports_mean({}, { locale })}: ${genderName(who, locale)}`) : [])
			],
			rows: [...lines.values()].map((line) => {
				const { key, row } = line[0]!;
				const of = (who: Figure['gender']) => line.find(({ gender }) => gender === who);
				return [
					indicatorName(key, names, locale),
					...(name === 'all' ? [] : [rowName(name, row, names, locale)]),
					...WHO.map((who) => cell(of(who))),
					...(means
						? WHO.map((who) => {
								const mean = of(who)?.mean;
								return mean ? rounded(mean.mean, key) : mean === null ? hidden : null;
							})
						: [])
				];
			}),
			widths: [44, ...(name === 'all' ? [] : [24])]
		});
	}
	return [...sheets, definitionsSheet(Object.keys(report.tables.all ?? {}), report, names, locale)];
}

/** R4. What every number is, of whom, and when it was counted. */
export function definitionsSheet(
	keys: readonly string[],
	report: About,
	names: Names,
	locale: Locale
): BookSheet {
	return {
		name: m.reports_definitions({}, { locale }),
		headings: [
			m.reports_line({}, { locale }),
			m.reports_definition({}, { locale }),
			m.reports_denominator({}, { locale }),
			m.reports_unit({}, { locale }),
			m.reports_source({}, { locale })
		],
		rows: [
			...keys.map((key) => {
				const definition = indicatorOf(splitKey(key).indicator);
				const base = baseKey(key);
				return [
					indicatorName(key, names, locale),
					indicatorDefinition(key, names, locale),
					base === undefined ? null : indicatorName(base, names, locale),
					definition ? unitName(definition.unit, locale) : null,
					knownName(key, locale)
				];
			}),
			[null, null, null, null, null],
			[m.reports_organisation({}, { locale }), report.organisation, null, null, null],
			[m.reports_choose_period({}, { locale }), report.span, null, null, null],
			[
				m.reports_how_fresh({}, { locale }),
				m.reports_how_fresh_text({ when: report.counted, edition: report.edition.edition }, { locale }),
				null,
				null,
				null
			],
			[
				m.reports_how_hidden({}, { locale }),
				m.reports_how_hidden_text({ threshold: report.edition.threshold }, { locale }),
				null,
				null,
				null
			]
		],
		widths: [44, 90, 40, 18, 10]
	};
}

/** Headings of the CSV: names that programs keep. */
const CSV_HEADINGS = [
	'quarter',
	'edition',
	'indicator',
	'part',
	'name',
	'table',
	'row',
	'row_name',
	'who',
	'people',
	'hidden',
	'mean',
	'mean_low',
	'mean_high'
] as const;

/** One line a number, for programs that count further. */
export const reportCsv = (report: WholeReport, names: Names, locale: Locale): Buffer =>
	writeCsv(
		CSV_HEADINGS,
		allFigures(report).map(({ key, table, row, gender, people, mean }) => [
			report.edition.period,
			report.edition.edition,
			splitKey(key).indicator,
			splitKey(key).part,
			indicatorName(key, names, locale),
			table,
			row,
			table === 'all' ? '' : rowName(table, row, names, locale),
			gender,
			people,
			people === null ? 'yes' : 'no',
			mean ? rounded(mean.mean, key) : null,
			mean ? rounded(mean.low, key) : null,
			mean ? rounded(mean.high, key) : null
		])
	);

export const reportXlsx = (report: WholeReport, names: Names, locale: Locale): Promise<Buffer> =>
	writeBook(reportBook(report, names, locale), isRtl(locale));

export interface ApiFigure {
	indicator: string;
	part: string;
	table: ShownTableName;
	row: string;
	who: Figure['gender'];
	/** Null: hidden. */
	people: number | null;
	mean?: { mean: number; low: number; high: number } | null;
}

export const apiFigures = (report: Pick<WholeReport, 'tables'>): ApiFigure[] =>
	allFigures(report).map(({ key, table, row, gender, people, mean }) => ({
		...splitKey(key),
		table,
		row,
		who: gender,
		people,
		...(mean !== undefined && {
			mean: mean && {
				mean: rounded(mean.mean, key),
				low: rounded(mean.low, key),
				high: rounded(mean.high, key)
			}
		})
	}));
