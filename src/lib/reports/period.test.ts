import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
	boundsOf,
	closesAt,
	LATE_WORK,
	nextPeriod,
	periodOf,
	periodOfWeek,
	periodsBetween,
	previousPeriod,
	weekOf,
	weeksOf
} from './period.ts';

const KARACHI = 'Asia/Karachi';

describe('quarters of a zone', () => {
	test('begin at midnight there, not at midnight in Greenwich', () => {
		expect(periodOf(Date.parse('2026-06-30T18:59:59Z'), KARACHI)).toBe('2026-Q2');
		expect(periodOf(Date.parse('2026-06-30T19:00:00Z'), KARACHI)).toBe('2026-Q3');
		expect(boundsOf('2026-Q3', KARACHI)).toEqual({
			from: Date.parse('2026-06-30T19:00:00Z'),
			to: Date.parse('2026-09-30T19:00:00Z')
		});
		expect(closesAt('2026-Q3', KARACHI) - boundsOf('2026-Q3', KARACHI).to).toBe(LATE_WORK);
	});

	test('where the clock changes: the bounds are midnights by the clock on the wall', () => {
		expect(boundsOf('2026-Q2', 'Europe/Berlin')).toEqual({
			from: Date.parse('2026-03-31T22:00:00Z'),
			to: Date.parse('2026-06-30T22:00:00Z')
		});
		expect(boundsOf('2026-Q1', 'Europe/Berlin').from).toBe(Date.parse('2025-12-31T23:00:00Z'));
		// Cairo's day of the change has no midnight; no quarter begins there, but every instant has one quarter.
		expect(periodOf(Date.parse('2026-04-23T22:30:00Z'), 'Africa/Cairo')).toBe('2026-Q2');
	});

	test('every instant lies in the bounds of its quarter, and quarters follow each other', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2060, 0) }),
				fc.constantFrom(KARACHI, 'UTC', 'America/New_York', 'Asia/Kathmandu'),
				(at, zone) => {
					const period = periodOf(at, zone);
					const { from, to } = boundsOf(period, zone);
					expect(from <= at && at < to).toBe(true);
					expect(boundsOf(nextPeriod(period), zone).from).toBe(to);
					expect(previousPeriod(nextPeriod(period))).toBe(period);
				}
			)
		);
	});

	test('all from one to another, over the turn of the year', () => {
		const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
		expect(periodsBetween(at('2025-11-05'), at('2026-04-01'), KARACHI)).toEqual([
			'2025-Q4',
			'2026-Q1',
			'2026-Q2'
		]);
	});
});

describe('weeks', () => {
	test('begin on Monday there', () => {
		expect(weekOf(Date.parse('2026-09-27T18:59:00Z'), KARACHI)).toBe('2026-09-21');
		expect(weekOf(Date.parse('2026-09-27T19:00:00Z'), KARACHI)).toBe('2026-09-28');
	});

	test('each belongs to the quarter of its Monday: thirteen, or now and then fourteen', () => {
		expect(weeksOf('2026-Q3')).toHaveLength(13);
		expect(weeksOf('2026-Q3')[0]).toBe('2026-07-06');
		expect(weeksOf('2026-Q3').at(-1)).toBe('2026-09-28');
		fc.assert(
			fc.property(fc.integer({ min: 2020, max: 2060 }), fc.constantFrom(1, 2, 3, 4), (year, n) => {
				const weeks = weeksOf(`${year}-Q${n as 1}`);
				expect([12, 13, 14]).toContain(weeks.length);
				for (const week of weeks) {
					expect(new Date(week).getUTCDay()).toBe(1);
					expect(periodOfWeek(week)).toBe(`${year}-Q${n}`);
				}
			})
		);
	});
});
