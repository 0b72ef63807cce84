import { expect, test } from 'vitest';
import { HOUR } from '../platform/clock.ts';
import { isUnanswered, pausesShop } from './decide-answer.ts';

test('who waits is told after 48 hours, not before, and nobody who does not wait', () => {
	const now = Date.UTC(2026, 10, 25);
	expect(isUnanswered(now - 48 * HOUR + 1, now)).toBe(false);
	expect(isUnanswered(now - 48 * HOUR, now)).toBe(true);
	expect(isUnanswered(null, now)).toBe(false);
});

test('the third order without an answer closes the shop', () => {
	expect([0, 1, 2, 3, 4].map(pausesShop)).toEqual([false, false, false, true, true]);
});
