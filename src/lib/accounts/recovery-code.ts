import { latinDigits } from '../platform/digits.ts';

/** Without 0, 1, I, L, O and U: to be copied by hand from paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** @param digest 64 hex digits that nobody can guess; 49 bits of them are kept */
export function recoveryCode(digest: string): string {
	let rest = BigInt(`0x${digest}`);
	let code = '';
	for (let i = 0; i < LENGTH; i++) {
		code += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
		rest /= BigInt(ALPHABET.length);
	}
	return code;
}

/** As shown: two halves. */
export const groupRecovery = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** As stored, however it is typed; nothing when it cannot be one. */
export function readRecovery(typed: string): string | undefined {
	const code = latinDigits(typed.normalize('NFKC')).toUpperCase().replace(/[\s-]/g, '');
	return code.length === LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : undefined;
}
