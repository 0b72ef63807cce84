import * as v from 'valibot';
import { expect, test } from 'vitest';
import { questionForm } from './answer-form.schema.ts';

test('what a question’s form sends is read at the door', () => {
	const read = (fields: object) => v.safeParse(questionForm, fields).success;
	expect(read({ version: 'v1', item: 'a5-q1', try: '2' })).toBe(true);
	expect(read({ version: 'v1', item: 'a5-q1' })).toBe(true);
	for (const bad of [{ item: '../x' }, { item: 'a\u0000' }, { try: '0' }, { try: '1e9' }, { from: '//evil' }])
		expect(read({ version: 'v1', item: 'a5-q1', ...bad }), JSON.stringify(bad)).toBe(false);
});
