/** R3. What is protected, and what is left of it to be read. Numbers are persons. */
import type { Gender } from '../indicators.ts';

/** Persons of each gender: all four are named, zeros too. */
export type ByGender = Record<Gender, number>;

/**
 * True counts of one indicator and part in one quarter: by gender, and by one breakdown more with gender. The rows of every
 * table add up to `gender`. Tables are named by their dimension; one of `bands` has the table {@link BANDS} besides.
 */
export interface Counts {
	gender: ByGender;
	/** table → row → persons. A row that is not named counts nobody. */
	by: Readonly<Record<string, Readonly<Record<string, ByGender>>>>;
}

/** Table of an indicator in bands: its rows are the bands. No other table of it is broken down by band. */
export const BANDS = 'band';

/** The programme of a class that belongs to none: a row of the table `programme`. */
export const NO_PROGRAMME = '';

/** One indicator and part; `counts` is one number where the indicator is `whole`. */
export interface Block {
	indicator: string;
	/** '' where the indicator has no parts. */
	part: string;
	counts: Counts | number;
}

/** `null`: hidden. Else a multiple of 5. */
export type Shown = number | null;
export type ShownByGender = Record<Gender, Shown>;

export interface PublishedRow {
	/** Of all genders. */
	total: Shown;
	gender: ShownByGender;
}

export interface Published {
	/** Of all genders; of a `whole` indicator its one number. */
	total: Shown;
	gender: ShownByGender;
	/**
	 * False: no total is published, neither here nor in a row, because some gender is too few to be shown and would be known
	 * by taking the others away. Those that are shown are shown.
	 */
	totals: boolean;
	by: Record<string, Record<string, PublishedRow>>;
}

/** Of a block in a record: no indicator and no part holds a blank. */
export const keyOf = ({ indicator, part }: Pick<Block, 'indicator' | 'part'>): string =>
	`${indicator} ${part}`;
