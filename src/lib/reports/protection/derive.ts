/**
 * R3. What is said of published numbers beside themselves. Only what anybody with the published table could work out is
 * worked out here: it tells nothing more. Every published count may be {@link ERROR} more or less than the truth.
 */
import type { Shown } from './shapes.ts';

/** Rounding to 5, up or down. */
export const ERROR = 4;
/** From so many on, a share is known to a percent; below, to five. */
const FINE_FROM = 100;

/**
 * @param part persons who are all of `base` too
 * @param round `Math.floor` where there are at least so many of them
 * @returns whole percent, to 5 where the base is under 100; `null`: withheld, since one of the two is hidden, or since it
 * would be 0 or 100 %: of a group nothing is said that holds for all of it or for nobody
 */
export function shareOf(part: Shown, base: Shown, round: (n: number) => number = Math.round): number | null {
	if (part === null || base === null || base <= 0) return null;
	const step = base < FINE_FROM ? 5 : 1;
	const percent = round((100 * part) / base / step) * step;
	return percent <= 0 || percent >= 100 ? null : percent;
}

export interface Comparison {
	difference: number;
	/** False: rounding alone, or of means chance, may have made the difference. */
	sure: boolean;
}

/** Two quarters, rows or classes. @returns `null` where one of them is hidden */
export function compare(now: Shown, before: Shown): Comparison | null {
	if (now === null || before === null || before <= 0) return null;
	const difference = now - before;
	return { difference, sure: Math.abs(difference) > 2 * ERROR };
}

interface WithInterval {
	mean: number;
	low: number;
	high: number;
}

/** Two means, as {@link compare}: sure where their intervals have nothing in common. To a tenth, as they are published. */
export function compareMeans(
	now: WithInterval | null | undefined,
	before: WithInterval | null | undefined
): Comparison | null {
	if (!now || !before) return null;
	return {
		difference: Math.round(10 * (now.mean - before.mean)) / 10,
		sure: now.low > before.high || now.high < before.low
	};
}

/**
 * Greatest first. Equals share a rank, and the next one counts them (1, 1, 3): between equals the order given stands. Hidden
 * ones stand at the end without a rank, in the order given, so that where they stand says nothing of them.
 */
export function rank<T>(
	rows: readonly T[],
	valueOf: (row: T) => number | null
): { row: T; rank: number | null }[] {
	const ranked: { row: T; value: number }[] = [];
	const hidden: T[] = [];
	for (const row of rows) {
		const value = valueOf(row);
		if (value === null) hidden.push(row);
		else ranked.push({ row, value });
	}
	ranked.sort((a, b) => b.value - a.value);
	return [
		...ranked.map(({ row, value }) => ({
			row,
			rank: 1 + ranked.findIndex((other) => other.value === value)
		})),
		...hidden.map((row) => ({ row, rank: null }))
	];
}

export interface ToDate {
	sum: number;
	/** Some quarter is hidden and not in it: to be read as "at least". */
	atLeast: boolean;
}

/**
 * Over quarters, of milestones that a person reaches once. A hidden quarter adds nothing: what it may hold is nobody's to guess.
 * @returns `null` where every quarter is hidden
 */
export function toDate(quarters: readonly Shown[]): ToDate | null {
	const shown = quarters.filter((n) => n !== null);
	if (!shown.length) return null;
	return { sum: shown.reduce((sum, n) => sum + n, 0), atLeast: shown.length < quarters.length };
}

/** Each step with its share of the first; no step needs to be part of the one before in the same quarter. */
export const funnel = (steps: readonly Shown[]): { shown: Shown; share: number | null }[] =>
	steps.map((shown, n) => ({ shown, share: n ? shareOf(shown, steps[0]!) : null }));
