import { latinDigits } from '../platform/digits.ts';

/**
 * K2. A learner code: eight random symbols (40 bits) and a check symbol, shown as ABC-DEF-GHJ. The alphabet is
 * Crockford's base 32: no I, L, O or U, so that what is read aloud or from a creased card is one thing only.
 * Source: https://www.crockford.com/base32.html (its check symbols are not used: they need a shift key).
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA = 8;

/** Multiplication by the generator of GF(32), x^5 + x^2 + 1: every power below 31 differs, so swaps are seen. */
const times = (c: number): number => (c & 16 ? (c << 1) ^ 0b100101 : c << 1);

const checkSymbol = (values: readonly number[]): string =>
	ALPHABET[values.reduce((c, v) => times(c ^ v), 0)]!;

/** @param bytes at least five random ones; the first forty bits are used */
export function learnerCode(bytes: Uint8Array): string {
	const bits = [...bytes.slice(0, 5)].map((b) => b.toString(2).padStart(8, '0')).join('');
	const values = Array.from({ length: DATA }, (_, i) => Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2));
	return values.map((v) => ALPHABET[v]).join('') + checkSymbol(values);
}

/** @returns the nine symbols as stored, or nothing when they cannot be a code: one wrong or two swapped are always seen */
export function readLearnerCode(typed: string): string | undefined {
	const code = latinDigits(typed.normalize('NFKC'))
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	if (code.length !== DATA + 1 || /[^0-9A-HJKMNP-TV-Z]/.test(code)) return undefined;
	const values = [...code.slice(0, DATA)].map((s) => ALPHABET.indexOf(s));
	return checkSymbol(values) === code[DATA] ? code : undefined;
}

/** As on the card: three groups of three. */
export const groupCode = (code: string): string => code.replace(/(.{3})(?=.)/g, '$1-');
