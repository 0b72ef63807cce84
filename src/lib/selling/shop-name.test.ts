import { expect, test } from 'vitest';
import { openShopForm } from './shop.schema.ts';
import { parseForm } from './form.ts';
import { isLatin, latinName, shopName } from './shop-name.ts';

test('each language has its own name; without a second one the first is for both', () => {
	const both = { name: 'شبانہ شالز', nameEn: 'Shabana Shawls' };
	expect([shopName(both, 'ur'), shopName(both, 'en')]).toEqual(['شبانہ شالز', 'Shabana Shawls']);
	expect(shopName({ ...both, nameEn: '' }, 'en')).toBe('شبانہ شالز');
});

test('an English name to begin with is how the Urdu one sounds', () => {
	expect(latinName('شبانہ شالز')).toBe('Shabana Shalz');
	expect(latinName('Multan Khussa')).toBe('Multan Khussa');
	expect(latinName('')).toBe('');
});

test.each(['شبانہ', 'Shabanа', 'Ѕhabana', 'Ωmega'])('%s is not in English letters', (name) => {
	expect(isLatin(name)).toBe(false);
	const sign = { name: 'ش', category: 'shoes', city: 'م', delivery_fee: '0', returns: 'ن', name_en: name };
	expect(parseForm(openShopForm, sign)).toEqual({ ok: false, faults: { name_en: 'latin' } });
});

test.each(["Café 24 — Zari's", 'A & B', ''])('"%s" is', (name) => expect(isLatin(name)).toBe(true));
