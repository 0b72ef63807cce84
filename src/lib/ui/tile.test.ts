import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { tile, tileFile, tilePair } from './tile.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

// The tile is part of what a learner owns: these six may never change (their drawings stand in the design).
test.each([
	[23864108, 'c89933be12428833'],
	[4165615, '2ac9703f85120063'],
	[21130722, '76d4159a3905320b'],
	[1865948, 'd4c7422e8434afef'],
	[25730056, '1fc47e8c29067727'],
	[2798922, '018b65b456d06876']
])('the same seed is the same tile for ever: %i', (seed, expected) => {
	expect(sha(tileFile(seed))).toBe(expected);
});

test('a tile in a page takes its colours from the theme and has the same figures', () => {
	const shapes = (svg: string) => [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]);
	for (const paint of ['theme', 'painted'] as const) {
		expect(shapes(tile(23864108, paint))).toEqual(shapes(tile(23864108, 'file')));
		expect(tile(23864108, paint)).not.toMatch(/#|style=|id=/);
	}
});

test('ground and field tell two tiles apart', () => {
	expect(tilePair(23864108)).toBe('tc');
	expect(tilePair(2798922)).toBe('wd');
});
