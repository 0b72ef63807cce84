import { describe, expect, test } from 'vitest';
import { isEmpty, readChoice } from './read-choice.ts';

const options = ['a', 'b', 'c'].map((letter) => ({ letter }));

describe('readChoice', () => {
	test('a pick or a spot is one of its letters', () => {
		expect(readChoice({ type: 'pick', options }, { choice: 'b' })).toEqual({ ok: true, choice: 'b' });
		for (const choice of ['', 'd', 'ab', 'constructor'])
			expect(readChoice({ type: 'spot', options }, { choice })).toEqual({ ok: false, typed: choice });
		expect(readChoice({ type: 'pick', options }, {})).toEqual({ ok: false, typed: '' });
	});

	test('a sort gives every line one place; what was given is kept for mending', () => {
		const sort = (a: string, b: string, c: string) =>
			readChoice({ type: 'sort', options }, { 'choice-a': a, 'choice-b': b, 'choice-c': c });
		expect(sort('3', '1', '2')).toEqual({ ok: true, choice: 'bca' });
		expect(sort('1', '1', '2')).toMatchObject({ ok: false });
		expect(sort('', '1', '')).toEqual({ ok: false, typed: 'b' });
		expect(sort('x', '-1', '9')).toMatchObject({ ok: false });
	});

	test('K2 an amount may be typed with Urdu and Arabic digits, commas and a minus', () => {
		const amount = (choice: string) => readChoice({ type: 'amount', options: [] }, { choice });
		expect(amount('۱٬۵۰۰')).toEqual({ ok: true, choice: '1500' });
		expect(amount('−٣٠')).toEqual({ ok: true, choice: '-30' });
		expect(amount('1,500 روپے')).toEqual({ ok: false, typed: '1,500 روپے' });
	});

	test('an empty line of a check is no fault', () => {
		expect(isEmpty({ type: 'pick', options }, {}, 'c1')).toBe(true);
		expect(isEmpty({ type: 'amount', options: [] }, { c1: ' ' }, 'c1')).toBe(true);
		expect(isEmpty({ type: 'sort', options }, { 'c1-a': '' }, 'c1')).toBe(true);
		expect(isEmpty({ type: 'sort', options }, { 'c1-a': '1' }, 'c1')).toBe(false);
	});
});
