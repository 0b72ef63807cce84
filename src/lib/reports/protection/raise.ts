/**
 * Whoever is in a group is in the larger one that holds it, and rounding may turn their numbers round: 65 women who finished a
 * course, of 60 who were active. Then the larger number is raised to the smaller. It stays its count to ±4 (the smaller count
 * is no more than the larger, and its number no more than 4 above it); and as it is made of nothing but numbers that would
 * stand there otherwise, it tells no more than they would: who can read them knows already that the larger is no less.
 */
import { GENDERS } from '../indicators.ts';
import type { Links } from './links.ts';
import type { Published, PublishedRow } from './shapes.ts';

const PROGRAMME = 'programme';
const COHORT = 'cohort';

/** @param published by key; its numbers are changed in place. Hidden ones neither raise nor are raised. Number by number, so that others have their turn. */
export function* raise(
	published: ReadonlyMap<string, Published>,
	{ inside }: Pick<Links, 'inside'>,
	programmeOf: (cohort: string) => string
): Generator<undefined, void, undefined> {
	let again = true;
	const up = (large: PublishedRow | undefined, small: PublishedRow | undefined): void => {
		if (!large || !small) return;
		for (const gender of GENDERS)
			if (isLess(large.gender[gender], small.gender[gender])) {
				large.gender[gender] = small.gender[gender];
				again = true;
			}
		for (const one of [small.total, ...GENDERS.map((gender) => large.gender[gender])])
			if (isLess(large.total, one)) {
				large.total = one;
				again = true;
			}
	};
	while (again) {
		again = false;
		for (const number of published.values()) {
			yield;
			for (const [cohort, row] of Object.entries(number.by[COHORT] ?? {}))
				up(number.by[PROGRAMME]?.[programmeOf(cohort)], row);
			for (const rows of Object.values(number.by))
				for (const row of Object.values(rows)) {
					up(row, row);
					up(number, row);
				}
			up(number, number);
		}
		for (const { small, large } of inside) {
			const [a, b] = [published.get(small), published.get(large)];
			if (!a || !b) continue;
			yield;
			up(b, a);
			for (const [table, rows] of Object.entries(a.by))
				for (const [row, cells] of Object.entries(rows)) up(b.by[table]?.[row], cells);
		}
	}
}

const isLess = (large: number | null, small: number | null): boolean =>
	large !== null && small !== null && large < small;
