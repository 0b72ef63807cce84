import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { GENDERS, type Gender } from '../indicators.ts';
import { protectMeans, type Mean, type MeanRules, type TrueMeans } from './protect-means.ts';
import { protect } from './protect.ts';
import { roundWith } from './round-cell.server.ts';
import type { ByGender, Counts } from './shapes.ts';

/** table → row → days of each woman; classes named `p.a` belong to programme `p`. */
type Days = Record<string, Record<string, number[]>>;
const programmeOf = (cohort: string) => cohort.split('.')[0]!;

const women = <T>(woman: T, none: T) =>
	Object.fromEntries(GENDERS.map((gender) => [gender, gender === 'woman' ? woman : none])) as Record<
		Gender,
		T
	>;
const meanOf = (days: readonly number[]): Mean | null =>
	days.length ? { mean: days.reduce((a, b) => a + b, 0) / days.length, half: 0.26 } : null;
const everyone = (days: Days) => Object.values(Object.values(days)[0]!).flat();

function countsOf(days: Days): Counts {
	const by: Record<string, Record<string, ByGender>> = {};
	for (const [table, rows] of Object.entries(days))
		by[table] = Object.fromEntries(Object.entries(rows).map(([row, list]) => [row, women(list.length, 0)]));
	return { gender: women(everyone(days).length, 0), by };
}

function meansOf(days: Days): TrueMeans {
	const by: TrueMeans['by'] = {};
	for (const [table, rows] of Object.entries(days))
		by[table] = Object.fromEntries(
			Object.entries(rows).map(([row, list]) => [row, women(meanOf(list), null)])
		);
	return { gender: women(meanOf(everyone(days)), null), by };
}

function shown(days: Days, more: Partial<MeanRules> = {}) {
	const counts = countsOf(days);
	const rules = { threshold: 10, programmeOf };
	const published = protect([{ indicator: 'gain', part: 'a', counts }], {
		...rules,
		organisation: 'o',
		period: '2026-Q3',
		round: roundWith('key'),
		rows: Object.fromEntries(Object.entries(days).map(([table, rows]) => [table, Object.keys(rows)]))
	}).get('gain a')!;
	return {
		published,
		means: protectMeans(meansOf(days), counts, published, { ...rules, decimals: 0, ...more })
	};
}

const same = (n: number, days: number) => Array.from({ length: n }, () => days);

describe('R3 means', () => {
	it('are shown where the count is, rounded to what their unit bears', () => {
		const { means } = shown({ district: { a: [...same(20, 12), ...same(20, 13)], b: same(30, 7) } });
		expect(means.gender.woman).toEqual({ mean: 10, half: 0 });
		expect(means.by['district']!['a']!.woman).toEqual({ mean: 13, half: 0 });
		expect(means.by['district']!['b']!.woman).toEqual({ mean: 7, half: 0 });
		expect(means.gender.man).toBe(null);
	});

	it('a mean of all, less the others, would be that of four women: the smallest of the others is withheld too', () => {
		const days = {
			district: { a: same(60, 10), b: same(50, 12), c: same(40, 9), d: same(4, 80), e: same(45, 8) }
		};
		const { means, published } = shown(days);
		const without = Object.entries(means.by['district']!)
			.filter(([, cells]) => cells.woman === null)
			.map(([row]) => row);
		expect(published.by['district']!['d']!.gender.woman).toBe(null);
		expect(without).toEqual(['c', 'd']);
	});

	it('so it is inside a programme', () => {
		const days = {
			programme: { p: same(64, 10), q: same(80, 12) },
			cohort: { 'p.a': same(4, 10), 'p.b': same(60, 10), 'q.a': same(40, 12), 'q.b': same(40, 12) }
		};
		const { means } = shown(days);
		expect(means.by['cohort']!['p.b']!.woman).toBe(null);
		expect(means.by['programme']!['p']!.woman).not.toBe(null);
		expect(means.by['cohort']!['q.a']!.woman).not.toBe(null);
	});

	it('in a later edition a mean that fewer than the threshold have changed is repeated', () => {
		const before = shown({ district: { a: same(20, 12), b: same(30, 7) } }).means;
		const later = { district: { a: [...same(19, 12), 99], b: same(30, 20) } };
		const changed = (_: string, row: string) => ({ a: 1, b: 30 })[row] ?? 31;
		const { means } = shown(later, { previous: { means: before, changed } });
		expect(means.by['district']!['a']!.woman).toEqual(before.by['district']!['a']!.woman);
		expect(means.by['district']!['b']!.woman).toEqual({ mean: 20, half: 0 });
	});

	test('who is left over by what is shown is nobody, or as many as the threshold', () => {
		const sizes = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(fc.array(sizes, { minLength: 1, maxLength: 4 }), sizes, (programmes, districts) => {
				const cohort: Record<string, number[]> = {};
				const programme: Record<string, number[]> = {};
				programmes.forEach((classes, p) => {
					classes.forEach((n, c) => (cohort[`p${p}.${c}`] = same(n, 10)));
					programme[`p${p}`] = same(
						classes.reduce((a, b) => a + b),
						10
					);
				});
				const all = Object.values(programme).flat().length;
				const left = districts.reduce((rest, n) => Math.max(0, rest - n), all);
				let rest = all;
				const district = Object.fromEntries(
					[...districts, left].map((n, d) => {
						const here = Math.min(n, rest);
						rest -= here;
						return [`d${d}`, same(here, 10)];
					})
				);
				const { means } = shown({ programme, cohort, district });
				const has = (table: string, row: string) => means.by[table]![row]!.woman !== null;
				const fair = (n: number) => expect(n === 0 || n >= 10).toBe(true);
				if (means.gender.woman === null) return;
				const sum = (table: string, rows: Record<string, number[]>) =>
					Object.entries(rows).reduce((n, [row, list]) => n + (has(table, row) ? 0 : list.length), 0);
				fair(sum('district', district));
				let unknown = 0;
				for (const [p, list] of Object.entries(programme)) {
					const classes = Object.fromEntries(Object.entries(cohort).filter(([c]) => programmeOf(c) === p));
					if (has('programme', p)) fair(sum('cohort', classes));
					else unknown += sum('cohort', classes);
					expect(list.length).toBe(Object.values(classes).flat().length);
				}
				fair(unknown);
			}),
			{ numRuns: 1000 }
		);
	});
});
