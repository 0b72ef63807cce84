import { describe, expect, it } from 'vitest';
import { logInName, readLogInName } from './log-in-name.ts';

describe('log-in name', () => {
	it.each([
		[' Sana@Example.PK ', 'sana@example.pk'],
		['0300 1234567', '+923001234567'],
		['۰۳۰۰-۱۲۳۴۵۶۷', '+923001234567'],
		['٠٣٠٠١٢٣٤٥٦٧', '+923001234567'],
		['+92 300 1234567', '+923001234567']
	])('K2 %j is %j', (typed, stored) => {
		expect(readLogInName(typed)).toEqual({ ok: true, value: stored });
		expect(logInName(typed)).toBe(stored);
	});

	it.each(['', 'sana', 'sana@', '12345', '@', '\u0000', '0300 12345678901234'])('%j is no name', (typed) => {
		expect(readLogInName(typed)).toEqual({ ok: false, refusal: { tag: 'login' } });
		expect(typeof logInName(typed)).toBe('string');
	});
});
