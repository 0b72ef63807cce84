import { expect, test } from 'vitest';
import { shopDraft } from './draft.ts';

const made = (parts: Record<string, unknown>) =>
	Object.fromEntries(
		Object.entries(parts).map(([part, value]) => [
			part,
			{ value: value as Record<string, unknown>, at: 1, eventId: part }
		])
	);

test('lessons build the shop: parts made and missing, in the order of the lessons', () => {
	const draft = shopDraft(made({ listing: { what: 'نیلی شال' }, photo: { light: true } }));
	expect(draft.parts.map((p) => `${p.part} ${p.made}`)).toEqual([
		'profile false',
		'photo true',
		'listing true',
		'price false',
		'policy false'
	]);
});

test('listing and price become the first product', () => {
	const draft = shopDraft(
		made({
			listing: {
				what: ' نیلی شال ',
				made_of: 'اون',
				size: '',
				colour: 'نیلا',
				time: 'تین دن',
				returns: '3 دن'
			},
			price: { price: 2450 },
			profile: { name: 'شبانہ شالز', city: 'ملتان' }
		})
	);
	expect(draft.product).toEqual({ title: 'نیلی شال', details: 'اون\nنیلا\nتین دن', price: 2450 });
	expect(draft).toMatchObject({ name: 'شبانہ شالز', city: 'ملتان', returns: '3 دن' });
});

test('a part of another app is passed over, not refused', () => {
	const draft = shopDraft(made({ listing: null, price: { price: '2450' }, profile: ['x'] }));
	expect(draft.product).toBeNull();
	expect(draft.name).toBe('');
});

test('the line of the policy lesson wins over the line of the listing', () =>
	expect(shopDraft(made({ listing: { what: 'x', returns: 'پہلے' }, policy: { text: 'بعد' } })).returns).toBe(
		'بعد'
	));

test('a finished lesson makes the parts that leave no words; listing and price need theirs', () => {
	const draft = shopDraft(made({}), new Set(['profile', 'photo', 'listing', 'price'] as const));
	expect(draft.parts.filter((p) => p.made).map((p) => p.part)).toEqual(['profile', 'photo']);
});
