import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellName } from './cell-name.ts';
import { roundWith } from './round-cell.server.ts';

const name = fc.array(fc.string(), { minLength: 7, maxLength: 7 }).map((parts) => cellName(...parts));

test('R3 a count becomes a multiple of 5 at most 4 away; nobody stays nobody, and multiples of 5 stay', () => {
	const round = roundWith('key');
	fc.assert(
		fc.property(name, fc.nat(1_000_000), (cell, n) => {
			const rounded = round(cell, n);
			expect(rounded % 5).toBe(0);
			expect(Math.abs(rounded - n)).toBeLessThanOrEqual(4);
			expect(round(cell, 5 * n)).toBe(5 * n);
			expect(round(cell, n + 1)).toBeGreaterThanOrEqual(rounded);
			expect(round(cell, n)).toBe(rounded);
		})
	);
});

test('R3 the cell and the key decide whether up or down, not the count: five ways, about equally often', () => {
	const ways = new Map<string, number>();
	for (let n = 0; n < 5000; n++) {
		const cell = cellName('o', '2026-Q3', 'reached', '', 'district', `d${n}`, 'woman');
		const round = roundWith('key');
		const way = [11, 12, 13, 14].map((count) => round(cell, count)).join();
		ways.set(way, (ways.get(way) ?? 0) + 1);
	}
	expect([...ways.keys()].sort()).toEqual([
		'10,10,10,10',
		'10,10,10,15',
		'10,10,15,15',
		'10,15,15,15',
		'15,15,15,15'
	]);
	for (const often of ways.values()) expect(Math.abs(often - 1000)).toBeLessThan(150);
	const cells = Array.from({ length: 50 }, (_, n) => cellName('o', `${n}`));
	const rounded = (key: string) => cells.map((cell) => roundWith(key)(cell, 12));
	expect(rounded('key')).not.toEqual(rounded('another key'));
});

test('no two cells share a name', () => {
	expect(cellName('a/b', 'c')).not.toBe(cellName('a', 'b/c'));
	expect(cellName('a', '', 'b')).not.toBe(cellName('a', 'b', ''));
});
