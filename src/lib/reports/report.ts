/** A report as officers see it, made of what an edition publishes and of nothing else. Pure. */
import { rank, shareOf as publishedShare, toDate } from './protection/derive.ts';
import {
	ALL,
	orderedKeys,
	rowAt,
	type Edition,
	type Shown,
	type ShownRow,
	type ShownTable
} from './edition.ts';
import { FUNNEL, GENDERS, indicatorOf, type Dimension, type FunnelKey, type Gender } from './indicators.ts';
import { isPeriod, weeksOf } from './period.ts';
import { baseKey, splitKey, tallyKey } from './tally.ts';

/** Whose numbers: everybody's, or one gender's. */
export type Who = Gender | 'everybody';

export interface ReportQuery {
	/** The newest closed quarter, when left out. */
	period?: string;
	by: Dimension;
	/** Left out: everybody, or, where a quarter has no totals, the gender with the most people. */
	who?: Who;
	/** A step of the funnel: rows are ranked by it. */
	rankedBy?: FunnelKey;
}

export interface FunnelStep {
	key: string;
	/** All published quarters up to this one together; null: none of them is published. */
	people: number | null;
	/** A quarter was hidden: at least so many. */
	atLeast: boolean;
	/** Of those enrolled, percent; where there are at least so many people, at least so much. Null: not told. */
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
	/** By the number that rows are ranked by; equals share it. Null: hidden. */
	rank: number | null;
	/** For each column; null: hidden; undefined: nothing was counted there. */
	cells: (number | null | undefined)[];
}

export interface Report {
	edition: Edition;
	/** Every closed quarter that there is, the newest first. */
	quarters: Edition[];
	who: Who;
	by: Dimension;
	rankedBy: FunnelKey;
	funnel: FunnelStep[];
	/** The funnel a quarter ago. */
	before: FunnelStep[] | undefined;
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

/** R3. Of what is published alone; null: withheld. */
export const shareOf = (part: number | null | undefined, of: number | null | undefined): number | null =>
	publishedShare(part ?? null, of ?? null);

export const numberOf = (row: ShownRow | undefined, who: Who): Shown | undefined =>
	who === 'everybody' ? row?.everybody : row?.gender[who];

export const peopleOf = (row: ShownRow | undefined, who: Who): number | null | undefined =>
	numberOf(row, who)?.people;

const total = (table: ShownTable, key: string, who: Who) => peopleOf(table[key]?.[ALL], who);

/** Everybody; without a total, all those of a gender that is shown: so many there are at least. */
function leastOf({ everybody, gender }: ShownRow): number | null {
	if (everybody) return everybody.people;
	const shown = Object.values(gender).flatMap(({ people }) => people ?? []);
	return shown.length ? shown.reduce((sum, n) => sum + n, 0) : null;
}

/** @param tables `all` of every quarter up to this one, the oldest first */
function funnelOf(tables: readonly ShownTable[], who: Who): FunnelStep[] {
	const steps = FUNNEL.map((key) => {
		const rows = tables.flatMap((table) => rowAt(table, key, ALL) ?? []);
		const sum = toDate(
			rows.map((row) => (who === 'everybody' ? leastOf(row) : (peopleOf(row, who) ?? null)))
		);
		// Of everybody, where a quarter shows no totals, those are told whose gender is shown.
		const some = who === 'everybody' && rows.some(({ everybody }) => everybody === undefined);
		return { key, people: sum?.sum ?? null, atLeast: sum !== null && (sum.atLeast || some) };
	});
	const base = steps[0];
	return steps.map((step) => ({
		...step,
		share:
			step === base || !base || base.atLeast
				? null
				: publishedShare(step.people, base.people, step.atLeast ? Math.floor : Math.round)
	}));
}

/** Whose numbers are shown when nobody chose. @param row of the table; of `all` there is one */
export function whoToShow(table: ShownTable, row = ALL): Who {
	const first = rowAt(table, FUNNEL[0], row);
	if (!first || first.everybody) return 'everybody';
	const known = GENDERS.filter((gender) => first.gender[gender]);
	return known.sort((a, b) => (peopleOf(first, b) ?? 0) - (peopleOf(first, a) ?? 0))[0] ?? 'everybody';
}

export function makeReport(
	{ edition, quarters, all, rows, earlier, before }: ReportSources,
	{ by, who = whoToShow(all), rankedBy = FUNNEL[0] }: Pick<ReportQuery, 'by' | 'who' | 'rankedBy'>
): Report {
	return {
		edition,
		quarters,
		who,
		by,
		rankedBy,
		funnel: funnelOf([...earlier, all], who),
		before: earlier.length ? funnelOf(earlier, who) : undefined,
		weeks: (isPeriod(edition.period) ? weeksOf(edition.period) : []).map((monday) => ({
			monday,
			people: total(all, tallyKey(WEEK, monday), 'everybody') ?? null
		})),
		columns: [...FUNNEL],
		rows: rowsOf(rows, who, rankedBy),
		foot: FUNNEL.map((key) => total(all, key, who)),
		lines: linesOf(all, before, who)
	};
}

/** The funnel's numbers of this quarter by a dimension, ranked; hidden ones stand at the end by name. */
function rowsOf(table: ShownTable, who: Who, rankedBy: FunnelKey): TableRow[] {
	const names = [...new Set(FUNNEL.flatMap((key) => Object.keys(table[key] ?? {})))].sort();
	const of = (key: string, row: string) => peopleOf(table[key]?.[row], who);
	return rank(names, (row) => of(rankedBy, row) ?? null).map(({ row, rank: place }) => ({
		row,
		rank: place,
		cells: FUNNEL.map((key) => of(key, row))
	}));
}

function linesOf(all: ShownTable, before: ShownTable | undefined, who: Who): ReportLine[] {
	return orderedKeys(Object.keys(all)).flatMap((key) => {
		const { indicator } = splitKey(key);
		const row = rowAt(all, key, ALL);
		const definition = indicatorOf(indicator);
		if (!row || !definition || indicator === WEEK) return [];
		const base = baseKey(key);
		return [
			{
				key,
				row,
				...(base !== undefined && { share: shareOf(peopleOf(row, who), total(all, base, who)) }),
				// Of a mean the number would be how many it is of, which is no earlier mean.
				...(before && definition.kind !== 'mean' && { before: total(before, key, who) ?? null })
			}
		];
	});
}
