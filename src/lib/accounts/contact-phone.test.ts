import { describe, expect, it } from 'vitest';
import { readContactPhone } from './contact-phone.ts';

describe('contact phone', () => {
	it.each([
		'0300 1234567',
		'03001234567',
		'۰۳۰۰ ۱۲۳۴۵۶۷',
		'٠٣٠٠١٢٣٤٥٦٧',
		'+92 300 1234567',
		'0092-300-1234567',
		'(0300) 123-4567'
	])('K2 reads %s', (typed) => {
		expect(readContactPhone(typed)).toEqual({ ok: true, value: '+923001234567' });
	});

	it('K2 keeps a number of another country', () => {
		expect(readContactPhone('+971 50 123 4567')).toEqual({ ok: true, value: '+971501234567' });
	});

	it.each(['', '0300', '0300123456', '12345678901234567890', 'فون', '\u0000'])('refuses %j', (typed) => {
		expect(readContactPhone(typed).ok).toBe(false);
	});
});
