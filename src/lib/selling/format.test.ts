import { expect, test } from 'vitest';
import { dayName, dayOf, rupeeParts, rupeeText, timeName } from './format.ts';

test.each([
	[0, ['0']],
	[950, ['950']],
	[1600, ['1,600']],
	[99_999, ['99,999']],
	[100_000, ['1', 'لاکھ']],
	[125_000, ['1', 'لاکھ', '25', 'ہزار']],
	[105_450, ['1', 'لاکھ', '5', 'ہزار', '450']]
])('%i rupees in Urdu', (n, parts) => expect(rupeeParts(n, 'ur')).toEqual(parts));

test('English groups by thousands', () => expect(rupeeParts(1_250_000, 'en')).toEqual(['1,250,000']));

test('a line without markup isolates its digits in Urdu', () => {
	expect(rupeeText(1600, 'ur')).toBe('\u20661,600\u2069 روپے');
	expect(rupeeText(1600, 'en')).toBe('Rs 1,600');
});

test('days are those of Pakistan, not of the server', () => {
	const lateEvening = Date.UTC(2026, 10, 22, 20, 30); // 01:30 on the 23rd in Multan
	expect(dayOf(lateEvening)).toBe('2026-11-23');
	expect(dayOf(lateEvening, 8)).toBe('2026-12-01');
	expect(dayName('2026-11-23', 'ur')).toBe('پیر، 23 نومبر');
	expect(dayName('2026-11-23', 'en')).toBe('Monday, 23 November');
	expect(timeName(lateEvening, 'ur')).toBe('پیر، 23 نومبر، 01:30');
});
