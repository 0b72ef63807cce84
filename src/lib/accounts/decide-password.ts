import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { ok, refuse, type Result } from '../platform/result.ts';

export type PasswordRefusal =
	| { tag: 'password_short'; least: number }
	| { tag: 'password_long' | 'password_is_email' | 'password_common' };

const LEAST = 12;
/** Long enough for any sentence, short enough that hashing it costs nothing extra. */
const MOST = 200;

/** Words of this place, which guessers try here first. */
const OURS = ['qadam', 'pakistan', 'lahore', 'karachi', 'learner', 'trainer', 'officer'];
/** Power of ten of the tries that a guesser needs at least who knows all lists: beyond what a slow hash lets anybody do. */
const FEWEST_GUESSES = 9;
/** So much of it is looked at: the work grows with the square, and whoever has no account may ask for it. */
const LOOKED_AT = 32;
/** Ways to read one with signs for letters (p@ssw0rd). */
const SPELLINGS = 8;

let lists: ZxcvbnFactory | undefined;
/** Fifty thousand passwords that have leaked, and what people make of them: doubled, turned, with figures behind. */
function isGuessed(password: string, email: string): boolean {
	lists ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, l33tMaxSubstitutions: SPELLINGS });
	return (
		lists.check(password.slice(0, LOOKED_AT), [...OURS, ...email.split(/[@.]/)]).guessesLog10 < FEWEST_GUESSES
	);
}

/** What guessers try first, whatever figures and signs follow it. */
const COMMON =
	/^(?:(?:password|passw0rd|pakistan|qwerty|qwertyuiop|asdfghjkl|admin|administrator|welcome|iloveyou|letmein|qadam|قدم|پاکستان)[^\p{L}]*)+$/iu;
const FEW = 5;

/** Few signs again and again, or a row of the keyboard or the alphabet. */
function isPattern(password: string): boolean {
	const codes = [...password].map((sign) => sign.codePointAt(0)!);
	if (new Set(codes).size < FEW) return true;
	const steps = codes.slice(1).filter((code, i) => Math.abs(code - codes[i]!) === 1).length;
	return steps > (codes.length * 2) / 3;
}

/**
 * Staff passwords: length over rules about letters, none that is guessed first or has leaked (NIST SP 800-63B 5.1.1), and never
 * the e-mail address.
 */
export function decidePassword(password: string, email: string): Result<string, PasswordRefusal> {
	if ([...password].length < LEAST) return refuse({ tag: 'password_short', least: LEAST });
	if (password.length > MOST) return refuse({ tag: 'password_long' });
	if (password.trim().toLowerCase() === email.trim().toLowerCase())
		return refuse({ tag: 'password_is_email' });
	if (isPattern(password) || COMMON.test(password) || isGuessed(password, email))
		return refuse({ tag: 'password_common' });
	return ok(password);
}
