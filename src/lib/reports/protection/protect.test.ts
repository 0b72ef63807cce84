import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { GENDERS, type Gender } from '../indicators.ts';
import { protect, type Rules } from './protect.ts';
import { roundWith } from './round-cell.server.ts';
import type { Block, ByGender, Counts, Published } from './shapes.ts';

type Row = [woman: number, man: number, other: number, untold: number];
const four = (row: Row): ByGender =>
	Object.fromEntries(GENDERS.map((gender, n) => [gender, row[n]])) as ByGender;
const add = (rows: readonly Row[]): Row =>
	rows.reduce<Row>((sum, row) => sum.map((n, i) => n + row[i]!) as Row, [0, 0, 0, 0]);

const countsOf = (tables: Record<string, Record<string, Row>>): Counts => ({
	gender: four(add(Object.values(Object.values(tables)[0]!))),
	by: Object.fromEntries(
		Object.entries(tables).map(([table, rows]) => [
			table,
			Object.fromEntries(Object.entries(rows).map(([row, cells]) => [row, four(cells)]))
		])
	)
});

const rulesFor = (
	tables: Record<string, Record<string, Row>>,
	more: Partial<Omit<Rules, 'rows'>> = {}
): Rules => ({
	organisation: 'o',
	period: '2026-Q3',
	threshold: 10,
	round: roundWith('key'),
	rows: Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, Object.keys(rows)])),
	programmeOf: () => '',
	...more
});

/** Always down: a count that ends in 4 or 9 is then known to be no more than it is, and lends nothing to fall by. */
const down = (_: string, n: number) => n - (n % 5);

const KEY = 'reached ';
const shown = (
	tables: Record<string, Record<string, Row>>,
	more: Partial<Omit<Rules, 'rows'>> = {}
): Published =>
	protect([{ indicator: 'reached', part: '', counts: countsOf(tables) }], rulesFor(tables, more)).get(KEY)!;
const column = (published: Published, table: string, gender: Gender) =>
	Object.fromEntries(Object.entries(published.by[table]!).map(([row, cells]) => [row, cells.gender[gender]]));
const hiddenIn = (published: Published, table: string, gender: Gender) =>
	Object.entries(column(published, table, gender))
		.filter(([, n]) => n === null)
		.map(([row]) => row);

describe('R3 what is shown and what is not', () => {
	it('three men do not hide the women: the women are shown, and no total that would give the men away', () => {
		const published = shown({
			district: { Multan: [120, 2, 0, 0], Lahore: [85, 1, 0, 0], Swat: [40, 0, 0, 0] }
		});
		expect(hiddenIn(published, 'district', 'woman')).toEqual([]);
		expect(published.gender).toMatchObject({ man: null, other: null, untold: null });
		expect(published.totals).toBe(false);
		expect(published.total).toBe(null);
		for (const row of Object.values(published.by['district']!)) expect(row.total).toBe(null);
	});

	it('one small district takes the smallest shown one along, and nobody else', () => {
		const tables: Record<string, Record<string, Row>> = {
			district: { Multan: [124, 0, 0, 0], Lahore: [89, 0, 0, 0], Swat: [44, 0, 0, 0], Gilgit: [3, 0, 0, 0] }
		};
		expect(hiddenIn(shown(tables, { round: down }), 'district', 'woman')).toEqual(['Swat', 'Gilgit']);
	});

	it('nobody is hidden like few', () => {
		const published = shown({
			district: { Multan: [120, 0, 0, 0], Lahore: [0, 0, 0, 0], Swat: [40, 0, 0, 0], Gilgit: [9, 0, 0, 0] }
		});
		expect(hiddenIn(published, 'district', 'woman')).toContain('Lahore');
		expect(hiddenIn(published, 'district', 'woman')).toContain('Gilgit');
	});

	it('where rounding alone leaves room enough, nothing else is hidden', () => {
		const tables: Record<string, Record<string, Row>> = {
			district: { Multan: [120, 0, 0, 0], Lahore: [85, 0, 0, 0], Swat: [40, 0, 0, 0], Gilgit: [3, 0, 0, 0] }
		};
		expect(hiddenIn(shown(tables, { round: down }), 'district', 'woman')).toEqual(['Gilgit']);
	});

	it('where all genders are shown, totals of rows are given up before numbers of women', () => {
		const tables: Record<string, Record<string, Row>> = {
			district: {
				Multan: [124, 84, 34, 24],
				Lahore: [84, 64, 24, 34],
				Swat: [44, 34, 3, 14],
				Quetta: [64, 44, 24, 19],
				Gilgit: [44, 34, 14, 24]
			}
		};
		const published = shown(tables, { round: down });
		expect(published.totals).toBe(true);
		expect(hiddenIn(published, 'district', 'other')).toEqual(['Swat', 'Gilgit']);
		expect(hiddenIn(published, 'district', 'woman')).toEqual([]);
		expect(published.by['district']!['Swat']!.total).toBe(null);
		expect(published.by['district']!['Multan']!.total).not.toBe(null);
	});

	it('one district only: its row is the gender column, in the same numbers', () => {
		for (const n of [11, 12, 13, 14]) {
			const published = shown({
				district: { Multan: [n, 10 + n, 20 + n, 30 + n] },
				age: { a: [n, 10 + n, 20 + n, 30 + n] }
			});
			for (const table of ['district', 'age']) {
				const [row] = Object.values(published.by[table]!);
				expect(row!.gender).toEqual(published.gender);
				expect(row!.total).toBe(published.total);
			}
		}
	});

	it('a class alone in its programme is the programme, in the same numbers', () => {
		const tables: Record<string, Record<string, Row>> = {
			programme: { p: [31, 0, 0, 0], q: [88, 0, 0, 0] },
			cohort: { a: [31, 0, 0, 0], b: [57, 0, 0, 0], c: [31, 0, 0, 0] }
		};
		const published = shown(tables, { programmeOf: (cohort) => (cohort === 'a' ? 'p' : 'q') });
		expect(published.by['cohort']!['a']!.gender).toEqual(published.by['programme']!['p']!.gender);
	});

	it('a small class hides another of the same programme, whose total would tell it', () => {
		const tables: Record<string, Record<string, Row>> = {
			programme: { p: [64, 0, 0, 0], q: [124, 0, 0, 0] },
			cohort: { a: [5, 0, 0, 0], b: [59, 0, 0, 0], c: [54, 0, 0, 0], d: [70, 0, 0, 0] }
		};
		const programmeOf = (cohort: string) => ('ab'.includes(cohort) ? 'p' : 'q');
		const published = shown(tables, { round: down, programmeOf });
		expect(hiddenIn(published, 'cohort', 'woman')).toEqual(['a', 'b']);
		expect(hiddenIn(published, 'programme', 'woman')).toEqual([]);
	});

	it('bands are a table beside the others', () => {
		const rows = { district: ['Multan', 'Lahore'] };
		const counts = countsOf({
			band: { none: [60, 0, 0, 0], to_5000: [30, 0, 0, 0], to_20000: [2, 0, 0, 0] },
			district: { Multan: [50, 0, 0, 0], Lahore: [42, 0, 0, 0] }
		});
		const published = protect([{ indicator: 'sales', part: '', counts }], { ...rulesFor({}), rows }).get(
			'sales '
		)!;
		expect(hiddenIn(published, 'band', 'woman')).toContain('to_20000');
		expect(hiddenIn(published, 'band', 'woman')).not.toContain('none');
		expect(hiddenIn(published, 'district', 'woman')).toEqual([]);
	});

	it('what is hidden of a base is hidden of its share', () => {
		const block = (indicator: string, rows: Record<string, Row>): Block => ({
			indicator,
			part: '',
			counts: countsOf({ district: rows })
		});
		const all: Record<string, Row> = {
			a: [94, 0, 0, 0],
			b: [44, 0, 0, 0],
			c: [5, 0, 0, 0],
			d: [74, 0, 0, 0]
		};
		const some: Record<string, Row> = {
			a: [80, 0, 0, 0],
			b: [38, 0, 0, 0],
			c: [1, 0, 0, 0],
			d: [12, 0, 0, 0]
		};
		const published = protect(
			[block('activated', some), block('enrolled', all)],
			rulesFor({ district: all }, { round: down })
		);
		const base = hiddenIn(published.get('enrolled ')!, 'district', 'woman');
		expect(base).toEqual(['b', 'c']);
		expect(hiddenIn(published.get('activated ')!, 'district', 'woman')).toEqual(expect.arrayContaining(base));
	});

	it('one number is shown or not; more in a week than all who are shown would tell of the others', () => {
		const counts = countsOf({ district: { a: [20, 4, 0, 0], b: [20, 2, 0, 0] } });
		const rows = { district: ['a', 'b'] };
		const week = (n: number) =>
			protect(
				[
					{ indicator: 'active', part: '', counts },
					{ indicator: 'active_week', part: '2026-07-06', counts: n }
				],
				{ ...rulesFor({}), rows }
			).get('active_week 2026-07-06')!.total;
		expect(week(9)).toBe(null);
		expect(week(35)).toBe(35);
		expect(week(40)).toBe(40);
		expect(week(45)).toBe(null);
	});
});

describe('R3 what is refused', () => {
	const tables: Record<string, Record<string, Row>> = { district: { a: [20, 0, 0, 0], b: [20, 0, 0, 0] } };
	it.each([4, 0, -1, Number.NaN, 7.5])('a threshold of %s', (threshold) => {
		expect(() => shown(tables, { threshold })).toThrow('hides nobody');
	});
	it('counts that do not add up, and rows that are none', () => {
		const counts = countsOf(tables);
		const wrong = { ...counts, gender: { ...counts.gender, woman: 41 } };
		const block = (c: Counts): Block[] => [{ indicator: 'reached', part: '', counts: c }];
		expect(() => protect(block(wrong), rulesFor(tables))).toThrow('does not add up (woman)');
		expect(() => protect(block(counts), { ...rulesFor(tables), rows: { district: ['a'] } })).toThrow(
			'no row b'
		);
	});
	it('classes that do not make their programme', () => {
		const nested: Record<string, Record<string, Row>> = {
			programme: { p: [30, 0, 0, 0], q: [10, 0, 0, 0] },
			cohort: { a: [20, 0, 0, 0], b: [20, 0, 0, 0] }
		};
		expect(() => shown(nested, { programmeOf: (c) => (c === 'a' ? 'p' : 'q') })).toThrow(
			'add up to their programme'
		);
	});
});

/** Sparse and full, women alone and all four, one row and many, many of the counts exact multiples of 5. */
const table = fc
	.tuple(
		fc.constantFrom(1, 3, 12, 60, 400),
		fc.constantFrom<Row>([1, 0, 0, 0], [1, 0.05, 0, 0], [1, 0.6, 0, 0.1], [1, 1, 1, 1]),
		fc.boolean()
	)
	.chain(([size, mix, fives]) =>
		fc
			.array(fc.tuple(fc.nat(size), fc.nat(size), fc.nat(size), fc.nat(size)), {
				minLength: 1,
				maxLength: 14
			})
			.map((rows) =>
				Object.fromEntries(
					rows.map((row, n): [string, Row] => [
						`r${n}`,
						row.map((k, i) => (fives ? 5 : 1) * Math.floor(k * mix[i]!)) as Row
					])
				)
			)
	);
const threshold = fc.constantFrom(5, 10);

describe('R3 thousands of tables', () => {
	test(
		'what is shown is the count to ±4 in fives and never of fewer than the threshold',
		{ timeout: 120_000 },
		() => {
			fc.assert(
				fc.property(table, threshold, (rows, threshold) => {
					const published = shown({ district: rows }, { threshold });
					const near = (n: number | null, count: number) => {
						if (n === null) return;
						expect(count).toBeGreaterThanOrEqual(threshold);
						expect(n % 5).toBe(0);
						expect(Math.abs(n - count)).toBeLessThanOrEqual(4);
					};
					const counts = countsOf({ district: rows });
					for (const gender of GENDERS) {
						near(published.gender[gender], counts.gender[gender]);
						// A column is given up as a whole or not at all.
						expect(published.gender[gender] === null).toBe(counts.gender[gender] < threshold);
					}
					expect(published.totals).toBe(GENDERS.every((gender) => published.gender[gender] !== null));
					for (const [row, cells] of Object.entries(published.by['district']!)) {
						near(
							cells.total,
							rows[row]!.reduce((a, b) => a + b)
						);
						if (!published.totals) expect(cells.total).toBe(null);
						GENDERS.forEach((gender, n) => near(cells.gender[gender], rows[row]![n]!));
					}
				}),
				{ numRuns: 2000 }
			);
		}
	);

	test('without totals each column stands alone: a hidden cell has room in it', { timeout: 120_000 }, () => {
		fc.assert(
			fc.property(table, threshold, (rows, threshold) => {
				const published = shown({ district: rows }, { threshold });
				if (published.totals) return;
				GENDERS.forEach((gender, n) => {
					if (published.gender[gender] === null) return;
					const cells = Object.entries(column(published, 'district', gender));
					const all = Object.values(rows).reduce((sum, row) => sum + row[n]!, 0);
					for (const [row, number] of cells) {
						if (number !== null) continue;
						const others = cells.filter(([other]) => other !== row);
						const least = others.reduce(
							(sum, [, m]) => sum + (m === null ? 0 : Math.max(threshold, m - 4)),
							0
						);
						const most = others.reduce((sum, [, m]) => sum + (m === null ? Infinity : m + 4), 0);
						expect(all - least - Math.max(0, all - most) + 1).toBeGreaterThanOrEqual(threshold);
					}
				});
			}),
			{ numRuns: 2000 }
		);
	});

	test(
		'a later edition repeats what has not changed, and what was hidden stays hidden',
		{ timeout: 120_000 },
		() => {
			fc.assert(
				fc.property(table, threshold, fc.infiniteStream(fc.nat(6)), (rows, threshold, chance) => {
					const first = shown({ district: rows }, { threshold });
					expect(shown({ district: rows }, { threshold, previous: [new Map([[KEY, first]])] })).toEqual(
						first
					);
					const later = Object.fromEntries(
						Object.entries(rows).map(([row, cells]): [string, Row] => [
							row,
							cells.map((n) => Math.max(0, n + (chance.next().value as number) - 3)) as Row
						])
					);
					const second = shown({ district: later }, { threshold, previous: [new Map([[KEY, first]])] });
					if (!first.totals) expect(second.totals).toBe(false);
					for (const gender of GENDERS) {
						if (first.gender[gender] === null) expect(second.gender[gender]).toBe(null);
						expect(hiddenIn(second, 'district', gender)).toEqual(
							expect.arrayContaining(hiddenIn(first, 'district', gender))
						);
					}
				}),
				{ numRuns: 500 }
			);
		}
	);
});

test('150 districts and four genders take well under a second of one processor', () => {
	const chance = (n: number) => ((n * 7919) % 104_729) / 104_729;
	const district = Object.fromEntries(
		Array.from({ length: 150 }, (_, n): [string, Row] => {
			const size = 40 * chance(n) ** 3;
			return [`d${n}`, [Math.floor(5 * size), Math.floor(size), n % 6 ? 0 : 1, n % 5 ? 0 : 1]];
		})
	);
	const before = process.cpuUsage();
	const published = shown({ district });
	expect(published.totals).toBe(true);
	expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
});
