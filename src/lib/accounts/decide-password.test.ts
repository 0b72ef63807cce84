import { describe, expect, it } from 'vitest';
import { decidePassword } from './decide-password.ts';

describe('staff password', () => {
	it('K2 takes twelve characters or more, of any script', () => {
		expect(decidePassword('twelve chars', 'a@b.pk').ok).toBe(true);
		expect(decidePassword('قدم قدم پر چائے', 'a@b.pk').ok).toBe(true);
		expect(decidePassword('four cups of chai', 'a@b.pk').ok).toBe(true);
		expect(decidePassword('aB3$'.repeat(50), 'a@b.pk').ok).toBe(false);
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
		['پاکستان123456', 'password_common'],
		// Of a list of what has leaked, and what is made of it.
		['sonyericsson', 'password_common'],
		['leavemealone', 'password_common'],
		['1qaz2wsx3edc', 'password_common'],
		['123qweasdzxc', 'password_common'],
		['monkeydragon12', 'password_common'],
		['Iloveyou12345', 'password_common'],
		['p@55w0rdp@55w0rd', 'password_common'],
		['qadamtrainer1', 'password_common'],
		['somebody12345', 'password_common']
	])('K2 refuses %s', (password, tag) => {
		const decided = decidePassword(password, 'somebody@example.pk');
		expect(!decided.ok && decided.refusal.tag).toBe(tag);
	});
});
