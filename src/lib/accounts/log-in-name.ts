import * as v from 'valibot';
import { ok, refuse, type Result } from '../platform/result.ts';
import { cleanLine } from './clean-line.ts';
import { readContactPhone } from './contact-phone.ts';

const emailAddress = v.pipe(v.string(), v.toLowerCase(), v.maxLength(200), v.email());

/**
 * K2. What somebody of staff logs in with, as it is stored: an e-mail address in lower case, or a phone number in E.164,
 * however it was typed (0300 1234567, ۰۳۰۰…, +92…).
 */
export function readLogInName(typed: string): Result<string, { tag: 'login' }> {
	const line = cleanLine(typed);
	if (!line.includes('@')) {
		const phone = readContactPhone(line);
		return phone.ok ? phone : refuse({ tag: 'login' });
	}
	const email = v.safeParse(emailAddress, line);
	return email.success ? ok(email.output) : refuse({ tag: 'login' });
}

/** For logging in: what cannot be a name is looked for all the same, and found to be nobody's. */
export function logInName(typed: string): string {
	const read = readLogInName(typed);
	return read.ok ? read.value : cleanLine(typed).toLowerCase();
}
