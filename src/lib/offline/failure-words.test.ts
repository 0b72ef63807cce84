import { expect, test } from 'vitest';
import { failureWords } from './failure-words.ts';

/** As kit writes `fail(400, { values: { handle }, free: [], faults: { handle } })` for a script. */
const FAULTS =
	'[{"values":1,"free":3,"faults":4},{"handle":2},"shabana",[],{"handle":5},"یہ لنک کسی اور دکان کا ہے"]';

test('the sentences of a refusal: of its fields, or one for the whole form', () => {
	expect(failureWords(FAULTS)).toBe('یہ لنک کسی اور دکان کا ہے');
	expect(failureWords('[{"message":1,"again":-1},"This order has moved on."]')).toBe(
		'This order has moved on.'
	);
	expect(
		failureWords('[{"faults":1,"message":4},{"title":2,"price":3},"Write it.","In numbers.","Look below."]')
	).toBe('Look below.\nWrite it.\nIn numbers.');
});

test('no code, no field that holds something else, and no failure of its own', () => {
	expect(failureWords('[{"message":1},"no-shop"]')).toBe('');
	expect(failureWords('[{"faults":1},[2],"a1-q3"]')).toBe('');
	for (const odd of [undefined, '', '-1', 'nonsense', '[]', '[null]', '{}'])
		expect(failureWords(odd)).toBe('');
});
