import { expect, test } from 'vitest';
import { readDraft } from './draft.ts';

const row = (part: string, value: unknown) => ({ part, body: JSON.stringify(value) });

test('lessons build the shop: parts made and missing, in the order of the lessons', () => {
	const draft = readDraft([row('listing', { what: 'نیلی شال' }), row('photo', { light: true })]);
	expect(draft.parts.map((p) => `${p.part} ${p.made}`)).toEqual([
		'profile false',
		'photo true',
		'listing true',
		'price false',
		'policy false'
	]);
});

test('listing and price become the first product', () => {
	const draft = readDraft([
		row('listing', {
			what: ' نیلی شال ',
			made_of: 'اون',
			size: '',
			colour: 'نیلا',
			time: 'تین دن',
			returns: '3 دن'
		}),
		row('price', { price: 2450 }),
		row('profile', { name: 'شبانہ شالز', city: 'ملتان' })
	]);
	expect(draft.product).toEqual({ title: 'نیلی شال', details: 'اون\nنیلا\nتین دن', price: 2450 });
	expect(draft).toMatchObject({ name: 'شبانہ شالز', city: 'ملتان', returns: '3 دن' });
});

test('a part of another app is passed over, not refused', () => {
	const draft = readDraft([row('listing', null), row('price', { price: '2450' }), row('profile', ['x'])]);
	expect(draft.product).toBeNull();
	expect(draft.name).toBe('');
});

test('the line of the policy lesson wins over the line of the listing', () =>
	expect(
		readDraft([row('listing', { what: 'x', returns: 'پہلے' }), row('policy', { text: 'بعد' })]).returns
	).toBe('بعد'));
