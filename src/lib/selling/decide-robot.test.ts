import { expect, test } from 'vitest';
import { DAY } from '../platform/clock.ts';
import { uuidv7, uuidv8 } from '../platform/ids.ts';
import { FILLED_IN, FORM_LASTS, formFault, keyTime } from './decide-robot.ts';

const now = Date.UTC(2026, 10, 27, 12);
const made = (at: number) => formFault({ key: uuidv7(at) }, now);

test('a key says when its form was made', () => {
	expect(keyTime(uuidv7(now))).toBe(now);
	for (const key of ['', 'x', 'A'.repeat(36), uuidv8(new Uint8Array(16))]) expect(keyTime(key)).toBeNull();
});

test('filled in at once, by the hidden field, or with a key of its own', () => {
	expect(made(now)).toBe('too-fast');
	expect(made(now - FILLED_IN + 1)).toBe('too-fast');
	expect(made(now - FILLED_IN)).toBeNull();
	expect(made(now - FORM_LASTS)).toBeNull();
	expect(made(now - FORM_LASTS - 1)).toBe('old-form');
	expect(made(now + DAY)).toBe('old-form');
	expect(formFault({ key: 'abcdefghijklmnop' }, now)).toBe('old-form');
	expect(formFault({ key: uuidv7(now - DAY), website: 'http://x' }, now)).toBe('trap');
});
