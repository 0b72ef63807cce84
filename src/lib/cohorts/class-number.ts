import { latinDigits } from '#lib/accounts/index.ts';
import type { Random } from '../platform/ids.ts';

/**
 * The number a learner types to join a class: eight symbols without 0, 1, I, L, O, U and without look-alike pairs, so that
 * it can be read aloud in a noisy room. Whoever throws her cookie away is a new phone at every guess, and a village behind
 * one address must not wait for her (K3): the length is what holds guessers. Of 30^8 numbers 1,000 are open in a large
 * installation; a thousand guesses a second find one in a week.
 */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

export function classNumber(random: Random): string {
	// Bytes beyond the last full round of the alphabet would favour its first symbols: they are drawn again.
	const fair = 256 - (256 % ALPHABET.length);
	let number = '';
	while (number.length < LENGTH)
		for (const byte of random(LENGTH))
			if (byte < fair && number.length < LENGTH) number += ALPHABET[byte % ALPHABET.length];
	return number;
}

/** As shown: two halves, to be read aloud and copied. */
export const groupClassNumber = (number: string): string => `${number.slice(0, 4)} ${number.slice(4)}`;

/** As stored: capitals, no spaces or hyphens. Nothing when it cannot be a class number. */
export function readClassNumber(typed: string): string | undefined {
	const number = latinDigits(typed.normalize('NFKC')).toUpperCase().replace(/[\s-]/g, '');
	return number.length === LENGTH && [...number].every((s) => ALPHABET.includes(s)) ? number : undefined;
}
