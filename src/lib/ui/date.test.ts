import { expect, test } from 'vitest';
import { dayText, momentText, timeText } from './date.ts';

const at = Date.UTC(2026, 10, 22, 20, 30); // 01:30 on the 23rd in Pakistan

test('a day is the day of the place, with months in its language', () => {
	expect(dayText(at, 'ur')).toBe('23 نومبر 2026');
	expect(dayText(at, 'en', 'UTC')).toBe('22 November 2026');
});

test.each([
	[0, 'صبح 5 بجے', '5 am'],
	[4.5, 'صبح 9:30 بجے', '9:30 am'],
	[7, 'دوپہر 12 بجے', '12 pm'],
	[12, 'شام 5 بجے', '5 pm'],
	[16, 'رات 9 بجے', '9 pm'],
	[19, 'رات 12 بجے', '12 am']
])('a time as it is said: %f hours UTC', (hours, ur, en) => {
	const moment = Date.UTC(2026, 10, 22) + hours * 3_600_000;
	expect(timeText(moment, 'ur')).toBe(ur);
	expect(timeText(moment, 'en')).toBe(en);
});

test('day and time with the comma of the language', () => {
	const at = Date.UTC(2026, 10, 22, 12);
	expect(momentText(at, 'ur')).toBe('22 نومبر 2026، شام 5 بجے');
	expect(momentText(at, 'en')).toBe('22 November 2026, 5 pm');
});
