import { expect, test } from 'vitest';
import { byName, nameKey, sortByName } from './name-order.ts';

test('a name is found however the keyboard wrote it', () => {
	expect(nameKey('فاطمة')).toBe(nameKey('فاطمہ'));
	expect(nameKey('علي')).toBe(nameKey('علی'));
	expect(nameKey('كلثوم')).toBe(nameKey('کلثوم'));
	expect(nameKey('آمنہ')).toBe(nameKey('امنہ'));
	expect(nameKey('ثَمِينه')).toBe(nameKey('ثمینہ'));
	expect(nameKey('  SANA  Bibi ')).toBe('sana bibi');
});

test('names stand in the order of the Urdu alphabet, Latin ones after them, whoever typed them how', () => {
	const order = [
		'آمنہ',
		'اَنیلہ',
		'پروین',
		'ٹینا',
		'ثنا',
		'رابعہ',
		'زینب',
		'شازیہ',
		'كلثوم',
		'گلناز',
		'ہاجرہ',
		'یاسمین',
		'amna',
		'Sana'
	];
	const people = order.toSorted().map((name) => ({ name }));
	expect(people.map(({ name }) => name)).not.toEqual(order);
	expect(sortByName(people).map(({ name }) => name)).toEqual(order);
	expect(people.toSorted(byName).map(({ name }) => name)).toEqual(order);
});
