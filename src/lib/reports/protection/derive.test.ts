import { describe, expect, it } from 'vitest';
import { compare, compareMeans, funnel, rank, shareOf, toDate } from './derive.ts';

describe('R3 shares', () => {
	it('of what is shown alone, to what rounding can bear', () => {
		expect(shareOf(50, 200)).toBe(25);
		expect(shareOf(10, 30)).toBe(35);
		expect(shareOf(null, 200)).toBe(null);
		expect(shareOf(50, null)).toBe(null);
		expect(shareOf(10, 0)).toBe(null);
	});
	it('nobody and everybody are withheld, also where rounding alone makes it so', () => {
		expect(shareOf(0, 200)).toBe(null);
		expect(shareOf(200, 200)).toBe(null);
		expect(shareOf(205, 200)).toBe(null);
		expect(shareOf(1995, 2000)).toBe(null);
		expect(shareOf(5, 2000)).toBe(null);
		expect(shareOf(1980, 2000)).toBe(99);
	});
});

describe('R3 comparisons', () => {
	it('say whether rounding alone may have made the difference', () => {
		expect(compare(120, 100)).toEqual({ difference: 20, sure: true });
		expect(compare(105, 100)).toEqual({ difference: 5, sure: false });
		expect(compare(90, 100)).toEqual({ difference: -10, sure: true });
	});
	it('of means are sure where their intervals have nothing in common', () => {
		const mean = (of: number) => ({ mean: of, low: of - 2, high: of + 2 });
		expect(compareMeans(mean(31.5), mean(14))).toEqual({ difference: 17.5, sure: true });
		expect(compareMeans(mean(14), mean(18.1))).toEqual({ difference: -4.1, sure: true });
		expect(compareMeans(mean(18), mean(14))).toEqual({ difference: 4, sure: false });
		expect(compareMeans(mean(14), null)).toBe(null);
		expect(compareMeans(undefined, mean(14))).toBe(null);
	});
	it('with what is hidden there is none', () => {
		expect(compare(null, 100)).toBe(null);
		expect(compare(100, null)).toBe(null);
	});
});

describe('R3 ranks', () => {
	const rows = (values: [string, number | null][]) =>
		rank(values, ([, value]) => value).map(({ row, rank }) => [row[0], rank]);
	it('equals share one, hidden ones stand last in the order given', () => {
		expect(
			rows([
				['Multan', null],
				['Lahore', 40],
				['Quetta', 55],
				['Swat', 40],
				['Gilgit', null],
				['Thatta', 15]
			])
		).toEqual([
			['Quetta', 1],
			['Lahore', 2],
			['Swat', 2],
			['Thatta', 4],
			['Multan', null],
			['Gilgit', null]
		]);
	});
	it('of nothing there is none', () => expect(rows([])).toEqual([]));
});

describe('R3 to date', () => {
	it('adds what is shown, and says where something is not in it', () => {
		expect(toDate([100, 55, 20])).toEqual({ sum: 175, atLeast: false });
		expect(toDate([100, null, 20])).toEqual({ sum: 120, atLeast: true });
		expect(toDate([null, null])).toBe(null);
		expect(toDate([])).toBe(null);
	});
});

it('R3 a funnel has shares of its first step, where both are shown', () => {
	expect(funnel([200, 150, null, 40])).toEqual([
		{ shown: 200, share: null },
		{ shown: 150, share: 75 },
		{ shown: null, share: null },
		{ shown: 40, share: 20 }
	]);
	expect(funnel([null, 150])[1]!.share).toBe(null);
});
