import { expect, test } from 'vitest';
import { dayName, dayOf, isolateNumbers, rupees, timeName } from './format.ts';

test.each([
	[0, '0'],
	[950, '950'],
	[1600, '1,600'],
	[99_999, '99,999'],
	[100_000, '1 لاکھ'],
	[125_000, '1 لاکھ 25 ہزار'],
	[105_450, '1 لاکھ 5 ہزار 450']
])('%i rupees in Urdu', (n, words) => expect(rupees(n, 'ur')).toBe(words));

test('English groups by thousands', () => expect(rupees(1_250_000, 'en')).toBe('1,250,000'));

test('a line without markup isolates each run of digits', () =>
	expect(isolateNumbers('کل 1,600 روپے، نمبر 0300 1234567۔')).toBe(
		'کل \u20661,600\u2069 روپے، نمبر \u20660300 1234567\u2069۔'
	));

test('an address in such a line stays what it is, whatever numbers it holds', () => {
	const link = 'https://qadam.example:8443/ur/shop/shop-1/01a22016-432a-7173-a598-00895f233b14';
	expect(isolateNumbers(`2 چیزیں: ${link} 3`)).toBe(`\u20662\u2069 چیزیں: ${link} \u20663\u2069`);
});

test('days are those of Pakistan, not of the server', () => {
	const lateEvening = Date.UTC(2026, 10, 22, 20, 30); // 01:30 on the 23rd in Multan
	expect(dayOf(lateEvening)).toBe('2026-11-23');
	expect(dayOf(lateEvening, 8)).toBe('2026-12-01');
	expect(dayName('2026-11-23', 'ur')).toBe('پیر، 23 نومبر');
	expect(dayName('2026-11-23', 'en')).toBe('Monday, 23 November');
	expect(timeName(lateEvening, 'ur')).toBe('پیر، 23 نومبر، رات 1:30 بجے');
});
