import { describe, expect, it } from 'vitest';
import { decidePassword } from './decide-password.ts';

describe('staff password', () => {
	it('K2 takes twelve characters or more, of any script', () => {
		expect(decidePassword('twelve chars', 'a@b.pk').ok).toBe(true);
		expect(decidePassword('قدم قدم پر چائے', 'a@b.pk').ok).toBe(true);
	});

	it.each([
		['elevenchars', 'password_short'],
		['x'.repeat(201), 'password_long'],
		['Somebody@Example.pk', 'password_is_email'],
		['aaaaaaaaaaaa', 'password_common'],
		['123123123123', 'password_common'],
		['123456789012', 'password_common'],
		['abcdefghijklm', 'password_common'],
		['Password12345!', 'password_common'],
		['پاکستان123456', 'password_common']
	])('K2 refuses %s', (password, tag) => {
		const decided = decidePassword(password, 'somebody@example.pk');
		expect(!decided.ok && decided.refusal.tag).toBe(tag);
	});
});
