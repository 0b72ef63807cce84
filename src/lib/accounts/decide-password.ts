import { ok, refuse, type Result } from '../platform/result.ts';

export type PasswordRefusal =
	{ tag: 'password_short'; least: number } | { tag: 'password_long' } | { tag: 'password_is_email' };

const LEAST = 12;
/** Long enough for any sentence, short enough that hashing it costs nothing extra. */
const MOST = 200;

/** Staff passwords: length over rules about letters (NIST SP 800-63B 5.1.1), and never the e-mail address. */
export function decidePassword(password: string, email: string): Result<string, PasswordRefusal> {
	if ([...password].length < LEAST) return refuse({ tag: 'password_short', least: LEAST });
	if (password.length > MOST) return refuse({ tag: 'password_long' });
	if (password.trim().toLowerCase() === email.trim().toLowerCase())
		return refuse({ tag: 'password_is_email' });
	return ok(password);
}
