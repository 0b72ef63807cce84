/** What an edition of a quarter publishes: the only numbers that screen, files, interface and print know. */
import { GENDERS, INDICATORS, type Gender } from './indicators.ts';
import { splitKey, type TableName } from './tally.ts';

/** A number of persons, rounded to 5, and what is said of them. */
export interface Shown {
	/** Null: hidden (R3). */
	people: number | null;
	/** Of a `mean` indicator; null: hidden. */
	mean?: { mean: number; low: number; high: number } | null;
}

/** A row of a table. A gender that nobody of the organisation is of has no column. */
export interface ShownRow {
	/** Absent: totals are not published beside the genders, because they would give away a hidden one. */
	everybody?: Shown;
	gender: Partial<Record<Gender, Shown>>;
}

/** `all`: one row, ''. */
export type ShownTableName = 'all' | TableName;

/** Indicator and part (tally.ts) → row → numbers. */
export type ShownTable = Record<string, Record<string, ShownRow>>;

export interface Edition {
	organisationId: string;
	period: string;
	/** 1, 2, 3 … of the quarter. */
	edition: number;
	/** UTC ms: until when what came in is counted. */
	madeAt: number;
	threshold: number;
}

export const ALL = '';

/** @param row as somebody's address may say it: what every object has (`constructor`) is no row */
export const rowAt = (table: ShownTable, key: string, row: string): ShownRow | undefined => {
	const rows = table[key];
	return rows && Object.hasOwn(rows, row) ? rows[row] : undefined;
};

/** One number with its place: what every door renders, in this order. */
export interface Figure {
	key: string;
	table: ShownTableName;
	row: string;
	gender: Gender | 'everybody';
	people: number | null;
	mean?: { mean: number; low: number; high: number } | null;
}

/** Every number of a table, in the order of its rows. */
export function figuresOf(table: ShownTableName, shown: ShownTable): Figure[] {
	const figures: Figure[] = [];
	for (const [key, rows] of Object.entries(shown))
		for (const [row, { everybody, gender }] of Object.entries(rows)) {
			if (everybody) figures.push({ key, table, row, gender: 'everybody', ...everybody });
			for (const one of GENDERS)
				if (gender[one]) figures.push({ key, table, row, gender: one, ...gender[one] });
		}
	return figures;
}

const RANK = new Map(INDICATORS.map(({ id }, n) => [id, n]));

/** As a report shows them: by indicator, and parts by name. */
export const orderedKeys = (keys: readonly string[]): string[] =>
	keys
		.map((key) => ({ key, ...splitKey(key) }))
		.sort(
			(a, b) =>
				(RANK.get(a.indicator) ?? RANK.size) - (RANK.get(b.indicator) ?? RANK.size) ||
				(a.part < b.part ? -1 : a.part > b.part ? 1 : 0)
		)
		.map(({ key }) => key);
