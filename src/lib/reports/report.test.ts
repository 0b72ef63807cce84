import { describe, expect, it } from 'vitest';
import { makeComparison, type Side } from './comparison.ts';
import type { Edition, ShownTable } from './edition.ts';
import { makeReport, whoToShow } from './report.ts';

const edition = (period: string): Edition => ({
	organisationId: 'o',
	period,
	edition: 1,
	madeAt: 0,
	threshold: 10
});
const people = (n: number | null) => ({ people: n });
/** One row for all, with totals. */
const all = (numbers: Record<string, number | null>): ShownTable =>
	Object.fromEntries(
		Object.entries(numbers).map(([key, n]) => [
			key,
			{ '': { everybody: people(n), gender: { woman: people(n) } } }
		])
	);
/** Men are too few: no totals stand beside the women. */
const women = (numbers: Record<string, number | null>): ShownTable =>
	Object.fromEntries(
		Object.entries(numbers).map(([key, n]) => [key, { '': { gender: { woman: people(n) } } }])
	);

const made = (sources: { now: ShownTable; earlier?: ShownTable[]; rows?: ShownTable }, asked = {}) =>
	makeReport(
		{
			edition: edition('2026-Q3'),
			quarters: [edition('2026-Q3')],
			all: sources.now,
			rows: sources.rows ?? {},
			earlier: sources.earlier ?? [],
			before: sources.earlier?.at(-1)
		},
		{ by: 'district', ...asked }
	);
const step = (report: ReturnType<typeof made>, key: string) => report.funnel.find((one) => one.key === key);

describe('whose numbers a report shows when nobody chose', () => {
	it('everybody’s, where totals are published', () =>
		expect(whoToShow(all({ enrolled: 40 }))).toBe('everybody'));
	it('the greatest gender’s, where they are not', () => {
		const both = { enrolled: { '': { gender: { man: people(15), woman: people(40) } } } };
		expect(whoToShow(both)).toBe('woman');
		expect(made({ now: women({ enrolled: 40 }) }).who).toBe('woman');
	});
	it('what was chosen stays chosen', () =>
		expect(made({ now: women({ enrolled: 40 }) }, { who: 'man' }).who).toBe('man'));
});

describe('the funnel', () => {
	it('adds up the quarters that are published', () => {
		const report = made({ now: all({ enrolled: 40, badge_any: 20 }), earlier: [all({ enrolled: 60 })] });
		expect(step(report, 'enrolled')).toMatchObject({ people: 100, atLeast: false, share: null });
		expect(step(report, 'badge_any')).toMatchObject({ people: 20, atLeast: false, share: 20 });
	});
	it('says "at least" where a quarter is hidden, and so of the share; of a base that is at least so many there is none', () => {
		const report = made({
			now: all({ enrolled: 60, activated: 30, badge_any: 35 }),
			earlier: [all({ enrolled: 45, activated: 30, badge_any: null })]
		});
		expect(step(report, 'badge_any')).toMatchObject({ people: 35, atLeast: true, share: 33 });
		expect(step(report, 'activated')).toMatchObject({ people: 60, atLeast: false, share: 57 });
		const few = made({
			now: all({ enrolled: 60, badge_any: 35 }),
			earlier: [all({ enrolled: null, badge_any: null })]
		});
		expect(step(few, 'badge_any')).toMatchObject({ people: 35, atLeast: true, share: null });
	});
	it('of everybody is at least those whose gender is shown, in quarters without totals', () => {
		const report = made(
			{ now: all({ enrolled: 65, badge_any: 20 }), earlier: [women({ enrolled: 85, badge_any: null })] },
			{ who: 'everybody' }
		);
		expect(step(report, 'enrolled')).toMatchObject({ people: 150, atLeast: true });
		expect(step(report, 'badge_any')).toMatchObject({ people: 20, atLeast: true });
		expect(step(made({ now: women({ enrolled: null }) }, { who: 'everybody' }), 'enrolled')).toMatchObject({
			people: null,
			atLeast: false
		});
	});
	it.each([
		[200, 200],
		[200, 0],
		[80, 80]
	])('of %i, %i is a share of all or of none: withheld', (base, part) =>
		expect(step(made({ now: all({ enrolled: base, badge_any: part }) }), 'badge_any')?.share).toBeNull()
	);
	it('of fewer than a hundred, a share is told to five', () =>
		expect(step(made({ now: all({ enrolled: 45, badge_any: 20 }) }), 'badge_any')?.share).toBe(45));
});

describe('the rows', () => {
	const row = (n: number | null) => ({ everybody: people(n), gender: { woman: people(n) } });
	const rows: ShownTable = {
		enrolled: { a: row(20), b: row(30), c: row(null), d: row(30) },
		badge_any: { a: row(15), b: row(10) }
	};
	it('are ranked by the number that was chosen; equals share a rank, hidden ones have none', () => {
		const ranks = (asked: object) =>
			made({ now: all({ enrolled: 95 }), rows }, asked).rows.map(({ row: name, rank }) => [name, rank]);
		expect(ranks({})).toEqual([
			['b', 1],
			['d', 1],
			['a', 3],
			['c', null]
		]);
		expect(ranks({ rankedBy: 'badge_any' }).slice(0, 2)).toEqual([
			['a', 1],
			['b', 2]
		]);
	});
});

describe('a comparison', () => {
	const side = (shown: ShownTable, row = ''): Side => ({
		edition: edition('2026-Q3'),
		table: 'all',
		row,
		shown
	});
	const line = (left: ShownTable, right: ShownTable, key: string) =>
		makeComparison(side(left), side(right), undefined).lines.find((one) => one.key === key);
	it('says what changed, and whether rounding alone may have changed it', () => {
		expect(line(all({ enrolled: 40 }), all({ enrolled: 60 }), 'enrolled')?.change).toEqual({
			difference: 20,
			sure: true
		});
		expect(line(all({ enrolled: 40 }), all({ enrolled: 45 }), 'enrolled')?.change?.sure).toBe(false);
	});
	it('of a mean compares means, and never how many they are of; where intervals meet it may be chance', () => {
		const days = (mean: number, n: number): ShownTable => ({
			'days_to_complete/c': {
				'': { gender: { woman: { people: n, mean: { mean, low: mean - 2, high: mean + 2 } } } }
			}
		});
		const of = (left: ShownTable, right: ShownTable) =>
			makeComparison(side(left), side(right), 'woman').lines[0];
		expect(of(days(14, 20), days(31.5, 55))).toMatchObject({
			mean: true,
			left: { people: 20 },
			change: { difference: 17.5, sure: true }
		});
		expect(of(days(14, 20), days(17, 90))?.change).toMatchObject({ difference: 3, sure: false });
		const without: ShownTable = { 'days_to_complete/c': { '': { gender: { woman: people(90) } } } };
		expect(of(days(14, 20), without)?.change).toBeNull();
	});
	it('is of those whom both sides show, where one shows no totals', () => {
		const [then, now] = [all({ enrolled: 40 }), women({ enrolled: 60 })];
		for (const sides of [
			[then, now],
			[now, then]
		] as const)
			expect(makeComparison(side(sides[0]), side(sides[1]), undefined)).toMatchObject({
				who: 'woman',
				lines: [{ left: { people: expect.any(Number) }, right: { people: expect.any(Number) } }]
			});
	});
	it.each(['__proto__', 'constructor'])('of a row that only an address has (%s) is empty', (row) =>
		expect(
			makeComparison(side(all({ enrolled: 40 }), row), side(all({ enrolled: 60 }), row), undefined).lines
		).toEqual([])
	);
	it('of what is hidden on one side says nothing', () =>
		expect(line(all({ enrolled: null }), all({ enrolled: 60 }), 'enrolled')).toMatchObject({
			left: { people: null },
			change: null
		}));
	it('has a line for what one side alone has, shares of the same row, and no weeks', () => {
		const right = all({ enrolled: 60, activated: 45, 'active_week/2026-07-06': 30 });
		const { lines } = makeComparison(side(all({ enrolled: 40 })), side(right), undefined);
		expect(lines.map(({ key }) => key)).toEqual(['enrolled', 'activated']);
		expect(lines[1]).toMatchObject({ left: { people: undefined }, right: { people: 45, share: 75 } });
	});
});
