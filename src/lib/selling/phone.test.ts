import { expect, test } from 'vitest';
import { localPhone, readMobile } from './phone.server.ts';

test.each([
	'0300 1234567',
	'03001234567',
	'0300-123-4567',
	'3001234567',
	'+92 300 1234567',
	'+923001234567',
	'923001234567',
	'0092 300 1234567',
	'۰۳۰۰ ۱۲۳۴۵۶۷',
	'٠٣٠٠١٢٣٤٥٦٧',
	'(0300) 1234567'
])('K2 read in every local form: %s', (text) =>
	expect(readMobile(text)).toEqual({ ok: true, e164: '+923001234567' })
);

test.each([
	['0300 12345', { tag: 'digits-missing', count: 2 }],
	['+92 300 123456', { tag: 'digits-missing', count: 1 }],
	['0300 12345678', { tag: 'digits-extra', count: 1 }],
	['061 4512345', { tag: 'not-a-phone' }],
	['عائشہ', { tag: 'not-a-phone' }],
	['', { tag: 'not-a-phone' }],
	['+44 7911 123456', { tag: 'not-a-phone' }]
])('the fault says what is wrong: %s', (text, fault) =>
	expect(readMobile(text)).toEqual({ ok: false, fault })
);

test('shown as it is dialled here', () => {
	expect(localPhone('+923001234567')).toBe('0300 1234567');
	expect(localPhone('+97150123456')).toBe('+97150123456');
});
