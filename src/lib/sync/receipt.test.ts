import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hold, nothingHeld } from './receipt.ts';

test('S10 a receipt names the highest contiguous number and what is held beyond a gap', () => {
	expect(hold(nothingHeld, [1, 2, 4, 7])).toEqual({ heldTo: 2, beyond: [4, 7] });
	expect(hold({ heldTo: 2, beyond: [4, 7] }, [3])).toEqual({ heldTo: 4, beyond: [7] });
});

test('S10 a receipt never claims a number that did not come, in whatever order and batches they come', () => {
	fc.assert(
		fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 30 }))), (batches) => {
			const held = batches.reduce(hold, nothingHeld);
			const came = new Set(batches.flat());
			for (let n = 1; n <= held.heldTo; n++) expect(came.has(n)).toBe(true);
			for (const n of held.beyond) expect(came.has(n)).toBe(true);
			expect(came.has(held.heldTo + 1)).toBe(false);
		}),
		{ seed: 20261122, numRuns: 500 }
	);
});
