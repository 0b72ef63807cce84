import { expect, test } from 'vitest';
import { happenedAt, isLate } from './event-time.ts';

const DAY = 86_400_000;
const now = 1_795_000_000_000;

test('S7 a right clock is believed', () => {
	expect(happenedAt(now - DAY, now, 800)).toBe(now - DAY);
});

test('S7 a clock a day behind is corrected by its measured skew', () => {
	expect(happenedAt(now - 2 * DAY, now, DAY)).toBe(now - DAY);
});

test('S7 a clock in the future never puts an event after its receipt', () => {
	expect(happenedAt(now + 400 * DAY, now, 0)).toBe(now);
});

test('S7 a clock before 1970 after correction stays at the beginning', () => {
	expect(happenedAt(5, now, -DAY)).toBe(0);
});

test('S11 what comes more than a week later is late, and counted all the same', () => {
	expect(isLate(now - 8 * DAY, now)).toBe(true);
	expect(isLate(now - 6 * DAY, now)).toBe(false);
});
