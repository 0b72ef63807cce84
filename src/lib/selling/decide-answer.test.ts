import { expect, test } from 'vitest';
import { HOUR } from '../platform/clock.ts';
import { confirmBy, isUnanswered, pausesShop } from './decide-answer.ts';

test('who waits is told after 48 hours, not before, and nobody who does not wait', () => {
	const now = Date.UTC(2026, 10, 25);
	expect(isUnanswered(now - 48 * HOUR + 1, now)).toBe(false);
	expect(isUnanswered(now - 48 * HOUR, now)).toBe(true);
	expect(isUnanswered(null, now)).toBe(false);
});

test('the third order without an answer closes the shop', () => {
	expect([0, 1, 2, 3, 4].map(pausesShop)).toEqual([false, false, false, true, true]);
});

test('a new order names the hour that counts next: the telling after 48 hours, then the erasing after 72', () => {
	const came = Date.UTC(2026, 10, 25, 6, 15);
	const told = { at: came + 48 * HOUR, then: 'told' };
	const erased = { at: came + 72 * HOUR, then: 'erased' };
	expect(confirmBy(came, came, came)).toEqual(told);
	expect(confirmBy(came, came, came + 48 * HOUR - 1)).toEqual(told);
	expect(confirmBy(came, came, came + 48 * HOUR)).toEqual(erased);
	// She wrote: nobody waits, and yet an order that is not confirmed goes.
	expect(confirmBy(came, null, came + HOUR)).toEqual(erased);
	// Asked again a day later: the order goes before it counts.
	expect(confirmBy(came, came + 30 * HOUR, came + 31 * HOUR)).toEqual(erased);
});
