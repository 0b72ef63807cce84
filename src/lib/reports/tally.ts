/** Counts of one organisation and quarter, before they are protected: seen by no officer. Pure. */
import {
	DIMENSIONS,
	GENDERS,
	indicatorOf,
	INDICATORS,
	type Dimension,
	type Fact,
	type Gender,
	type Groups,
	type Indicator
} from './indicators.ts';

/** A breakdown besides gender: a dimension, or the indicator's own bands. */
export type TableName = Dimension | 'band';

/** Persons of one cell; with the sums that a mean and its interval take. */
export interface Cell {
	people: number;
	sum: number;
	squares: number;
}
export type ByGender = Record<Gender, Cell>;

/** One indicator and part. Every table's columns add up to `gender`. */
export interface Tally {
	gender: ByGender;
	tables: Partial<Record<TableName, Map<string, ByGender>>>;
}

/** By {@link tallyKey}. */
export type Tallies = Map<string, Tally>;

/** `completed/selling-online`, or `enrolled`. */
export const tallyKey = (indicator: string, part: string): string =>
	part === '' ? indicator : `${indicator}/${part}`;

export const splitKey = (key: string): { indicator: string; part: string } => {
	const at = key.indexOf('/');
	return at < 0 ? { indicator: key, part: '' } : { indicator: key.slice(0, at), part: key.slice(at + 1) };
};

/** Of whom a number's share is, of the same part where that has parts; undefined: it has no share. */
export function baseKey(key: string): string | undefined {
	const { indicator, part } = splitKey(key);
	const of = indicatorOf(indicator)?.of;
	return of === undefined ? undefined : tallyKey(of, indicatorOf(of)?.parts ? part : '');
}

export const emptyByGender = (): ByGender =>
	Object.fromEntries(GENDERS.map((gender) => [gender, { people: 0, sum: 0, squares: 0 }])) as ByGender;

const add = (cell: Cell, value: number | null): void => {
	cell.people++;
	cell.sum += value ?? 0;
	cell.squares += (value ?? 0) ** 2;
};

const rowOf = (table: TableName, fact: Fact, groups: Groups): string =>
	table === 'programme'
		? fact.programmeId
		: table === 'cohort'
			? fact.cohortId
			: table === 'band'
				? fact.band
				: groups[table];

/** A breakdown by all that an indicator is broken down by. */
const tablesOf = ({ kind, whole }: Indicator): TableName[] =>
	whole ? [] : kind === 'bands' ? [...DIMENSIONS, 'band'] : [...DIMENSIONS];

const tallyAt = (tallies: Tallies, key: string, indicator: Indicator): Tally => {
	let tally = tallies.get(key);
	if (!tally) {
		const tables = tablesOf(indicator).map((table) => [table, new Map<string, ByGender>()] as const);
		tallies.set(key, (tally = { gender: emptyByGender(), tables: Object.fromEntries(tables) }));
	}
	return tally;
};

/**
 * R3. Nobody is a number like few, and is hidden like them: what nobody did stands in a report too, or its absence would say so.
 * @param partsOf the parts that an organisation can have done anything in, in the quarter
 */
export function addNobody(
	tallies: Tallies,
	partsOf: (kind: NonNullable<Indicator['parts']>) => Iterable<string>
): void {
	for (const indicator of INDICATORS)
		for (const part of indicator.parts ? partsOf(indicator.parts) : [''])
			tallyAt(tallies, tallyKey(indicator.id, part), indicator);
}

/** Adds one fact of one person. A fact of an indicator that this version does not know counts nowhere. */
export function addFact(tallies: Tallies, fact: Fact, groups: Groups): void {
	const indicator = indicatorOf(fact.indicator);
	if (!indicator) return;
	const tally = tallyAt(tallies, tallyKey(fact.indicator, fact.part), indicator);
	// Broken down by nothing, not by gender either.
	const gender = indicator.whole ? 'untold' : groups.gender;
	add(tally.gender[gender], fact.value);
	for (const table of tablesOf(indicator)) {
		const rows = tally.tables[table]!;
		const row = rowOf(table, fact, groups);
		let cells = rows.get(row);
		if (!cells) rows.set(row, (cells = emptyByGender()));
		add(cells[gender], fact.value);
	}
}

/** Of a number that is of nobody in particular. */
export function wholeTally(n: number): Tally {
	const gender = emptyByGender();
	gender.untold.people = n;
	return { gender, tables: {} };
}

/** Of the normal distribution, for 95 % in the middle. */
const Z = 1.959964;

/** Student's quantile for 95 % in the middle, by the expansion of Fisher and Cornish; within 1 % from four degrees on. */
export const studentQuantile = (degrees: number): number =>
	Z + (Z ** 3 + Z) / (4 * degrees) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * degrees ** 2);

/** Mean and its 95 % interval. @param cell of two people at least */
export function meanOf({ people, sum, squares }: Cell): { mean: number; low: number; high: number } {
	const mean = sum / people;
	const variance = Math.max(0, (squares - people * mean ** 2) / (people - 1));
	const half = studentQuantile(people - 1) * Math.sqrt(variance / people);
	return { mean, low: mean - half, high: mean + half };
}
