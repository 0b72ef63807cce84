import { expect, test } from 'vitest';
import { below, bothFrom, dirOf, inBoth, langOf, otherOf, wordsIn } from './lang.ts';

test('an address is of the language that it begins with, and of none else', () => {
	expect(['/ur', '/ur/sell', '/en/', '/', '/urdu', '/api/en', '/de/sell'].map(langOf)).toEqual([
		'ur',
		'ur',
		'en',
		undefined,
		undefined,
		undefined,
		undefined
	]);
});

test('below a language: both, and nothing that only looks like one', () => {
	const shop = below(/\/sell(?:\/|$)/);
	expect(['/ur/sell', '/en/sell/open'].every((path) => shop.test(path))).toBe(true);
	expect(['/de/sell', '/x/ur/sell', '/ur/sells', '/ursell'].some((path) => shop.test(path))).toBe(false);
});

test('the other one, both from this one on, and their directions', () => {
	expect([otherOf('ur'), otherOf('en')]).toEqual(['en', 'ur']);
	expect([bothFrom('ur'), bothFrom('en')]).toEqual([
		['ur', 'en'],
		['en', 'ur']
	]);
	expect([dirOf('ur'), dirOf('en')]).toEqual(['rtl', 'ltr']);
	expect(inBoth((lang) => lang)).toEqual({ ur: 'ur', en: 'en' });
});

test('words that a language does not have are English', () =>
	expect([wordsIn({ ur: 'ہاں', en: 'yes' }, 'ur'), wordsIn({ ur: 'ہاں', en: 'yes' }, 'zx')]).toEqual([
		'ہاں',
		'yes'
	]));
