/** A report as officers see it, made of what an edition publishes and of nothing else. Pure. */
import { ALL, type Edition, type ShownRow, type ShownTable } from './edition.ts';
import { FUNNEL, indicatorOf, type Dimension, type Gender } from './indicators.ts';
import { isPeriod, weeksOf } from './period.ts';
import { splitKey, tallyKey } from './tally.ts';

/** Whose numbers: everybody's, or one gender's. */
export type Who = Gender | 'everybody';

export interface ReportQuery {
	/** The newest closed quarter, when left out. */
	period?: string;
	by: Dimension;
	who: Who;
}

export interface FunnelStep {
	key: string;
	/** All published quarters up to this one together. */
	people: number;
	/** A quarter was hidden: at least so many. */
	atLeast: boolean;
	/** Of those enrolled, percent; null: withheld. */
	share: number | null;
}

export interface Week {
	/** Its Monday. */
	monday: string;
	people: number | null;
}

export interface ReportLine {
	key: string;
	/** Null where nothing was counted; its genders and everybody. */
	row: ShownRow;
	/** Percent of `of`, for whom this report is; null: withheld; undefined: no share. */
	share?: number | null;
	/** The quarter before, for whom this report is; undefined: there is none. */
	before?: number | null;
}

export interface TableRow {
	row: string;
	/** For each column; null: hidden; undefined: nothing was counted there. */
	cells: (number | null | undefined)[];
}

export interface Report {
	edition: Edition;
	/** Every closed quarter that there is, the newest first. */
	quarters: Edition[];
	who: Who;
	by: Dimension;
	funnel: FunnelStep[];
	/** Shares of the funnel a quarter ago. */
	before: (number | null)[] | undefined;
	weeks: Week[];
	columns: string[];
	rows: TableRow[];
	/** The same columns for all rows together. */
	foot: (number | null | undefined)[];
	lines: ReportLine[];
}

/** What a report is made of. */
export interface ReportSources {
	edition: Edition;
	/** Every closed quarter, the newest first. */
	quarters: Edition[];
	all: ShownTable;
	/** The table of the dimension, at least of the funnel's steps. */
	rows: ShownTable;
	/** `all` of the quarters before this one, at least of the funnel's steps, the oldest first. */
	earlier: readonly ShownTable[];
	/** `all` of the quarter before this one. */
	before: ShownTable | undefined;
}

const WEEK = 'active_week';

/** R3. Percent that tell of a whole group that all of it or nobody did something are withheld, and so is what was hidden. */
export function shareOf(part: number | null | undefined, of: number | null | undefined): number | null {
	if (typeof part !== 'number' || typeof of !== 'number' || of <= 0) return null;
	const percent = Math.round((100 * part) / of);
	return percent <= 0 || percent >= 100 ? null : percent;
}

export const peopleOf = (row: ShownRow | undefined, who: Who): number | null | undefined =>
	(who === 'everybody' ? row?.everybody : row?.gender[who])?.people;

const total = (table: ShownTable, key: string, who: Who) => peopleOf(table[key]?.[ALL], who);

/** @param tables `all` of every quarter up to this one, the oldest first */
function funnelOf(tables: readonly ShownTable[], who: Who): FunnelStep[] {
	const steps = FUNNEL.map((key) => {
		const numbers = tables.map((table) => total(table, key, who)).filter((n) => n !== undefined);
		return {
			key,
			people: numbers.reduce<number>((sum, n) => sum + (n ?? 0), 0),
			atLeast: numbers.includes(null)
		};
	});
	const base = steps[0];
	return steps.map((step) => ({
		...step,
		share: step === base || step.atLeast || base?.atLeast ? null : shareOf(step.people, base?.people)
	}));
}

export const makeReport = (
	{ edition, quarters, all, rows, earlier, before }: ReportSources,
	{ by, who }: Pick<ReportQuery, 'by' | 'who'>
): Report => ({
	edition,
	quarters,
	who,
	by,
	funnel: funnelOf([...earlier, all], who),
	before: earlier.length ? funnelOf(earlier, who).map(({ share }) => share) : undefined,
	weeks: (isPeriod(edition.period) ? weeksOf(edition.period) : []).map((monday) => ({
		monday,
		people: total(all, tallyKey(WEEK, monday), 'everybody') ?? null
	})),
	columns: [...FUNNEL],
	...tableOf(rows, all, who),
	lines: linesOf(all, before, who)
});

/** The funnel's numbers of this quarter by a dimension: the largest first column first, hidden ones at the end. */
function tableOf(table: ShownTable, all: ShownTable, who: Who): Pick<Report, 'rows' | 'foot'> {
	const names = [...new Set(FUNNEL.flatMap((key) => Object.keys(table[key] ?? {})))];
	const rows = names.map((row) => ({
		row,
		cells: FUNNEL.map((key) => peopleOf(table[key]?.[row], who))
	}));
	const rank = ({ cells }: TableRow) => cells[0] ?? -1;
	return {
		rows: rows.sort((a, b) => rank(b) - rank(a) || (a.row < b.row ? -1 : 1)),
		foot: FUNNEL.map((key) => total(all, key, who))
	};
}

function linesOf(all: ShownTable, before: ShownTable | undefined, who: Who): ReportLine[] {
	return Object.entries(all).flatMap(([key, rows]) => {
		const { indicator, part } = splitKey(key);
		const row = rows[ALL];
		const definition = indicatorOf(indicator);
		if (!row || !definition || indicator === WEEK) return [];
		const base =
			definition.of === undefined
				? undefined
				: tallyKey(definition.of, indicatorOf(definition.of)?.parts ? part : '');
		return [
			{
				key,
				row,
				...(base !== undefined && { share: shareOf(peopleOf(row, who), total(all, base, who)) }),
				...(before && { before: total(before, key, who) ?? null })
			}
		];
	});
}
