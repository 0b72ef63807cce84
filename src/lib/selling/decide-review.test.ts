import { expect, test } from 'vitest';
import { reviewDoor, sumReviews } from './decide-review.ts';

test("M12 only the buyer's own word opens a review, and never from the shop's own number", () => {
	expect(reviewDoor({ deliveredBy: 'buyer' }, false)).toBe('open');
	expect(reviewDoor({ deliveredBy: 'seller' }, false)).toBe('not-confirmed');
	expect(reviewDoor({ deliveredBy: null }, false)).toBe('not-confirmed');
	expect(reviewDoor({ deliveredBy: 'buyer' }, true)).toBe('own-shop');
});

test('a shop page says how many, and what of', () => {
	expect(sumReviews([])).toMatchObject({ count: 0, verdicts: { 'as-shown': 0 } });
	expect(
		sumReviews([
			{ verdict: 'as-shown', ticks: ['on-time', 'packed-well'] },
			{ verdict: 'not-as-shown', ticks: ['on-time'] }
		])
	).toEqual({
		count: 2,
		verdicts: { 'as-shown': 1, nearly: 0, 'not-as-shown': 1 },
		ticks: { 'packed-well': 1, 'on-time': 2, 'spoke-well': 0 }
	});
});
