import { expect, test } from 'vitest';
import { readContact } from './decide-enquiry.ts';

test.each([
	['+44 20 7946 0958', '+442079460958'],
	['00971 (50) 123-4567', '+971501234567'],
	['+۱ ۲۰۲ ۵۵۵ ۰۱۴۳', '+12025550143'],
	[' sana@example.org ', 'sana@example.org']
])('%s is reached', (typed, contact) => {
	expect(readContact(typed)).toEqual({ ok: true, contact });
});

test.each([
	['', 'missing'],
	['0300 1234567', 'at-home'],
	['+92 300 1234567', 'at-home'],
	['0092 61 1234567', 'at-home'],
	['12345', 'not-a-contact'],
	['+12', 'not-a-contact'],
	['=cmd@x', 'not-a-contact'],
	['<b>@x.org', 'not-a-contact']
])('%s is not', (typed, fault) => {
	expect(readContact(typed)).toEqual({ ok: false, fault });
});
