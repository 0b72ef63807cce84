/** How a buyer abroad is reached. Pure. */
import { DAY } from '../platform/clock.ts';
import { PHONE } from '../platform/country/made/country.ts';
import { isMobile } from '../platform/country/phone.ts';
import { latinDigits } from './private-text.ts';

/** How long an enquiry is kept: who has not answered by then will not. */
export const ENQUIRY_LASTS = 30 * DAY;

export type ContactFault = 'missing' | 'not-a-contact' | 'at-home';

/** Nothing in it that a mail program takes for more than an address, and no mark that is not seen. */
const EMAIL = /^[^\s@<>"?&#%\p{C}]+@[^\s@<>"?&#%\p{C}]+\.[^\s@<>"?&#%.\p{C}]{2,}$/u;
/** International, with its country: `+` or `00`, then eight to fifteen digits (E.164). */
const ABROAD = /^(?:\+|00)([1-9]\d{7,14})$/;

/**
 * An e-mail address, or a phone number with its country. A number of this country orders as everybody here does.
 * @returns the number with `+`, or the address as it was typed
 */
export function readContact(
	text: string
): { ok: true; contact: string } | { ok: false; fault: ContactFault } {
	const typed = latinDigits(text).trim();
	if (typed === '') return { ok: false, fault: 'missing' };
	if (EMAIL.test(typed)) return { ok: true, contact: typed };
	const plain = typed.replace(/[\s().\-–]/g, '');
	if (isOfHere(plain)) return { ok: false, fault: 'at-home' };
	const number = ABROAD.exec(plain);
	return number ? { ok: true, contact: `+${number[1]}` } : { ok: false, fault: 'not-a-contact' };
}

const isOfHere = (plain: string): boolean =>
	plain.startsWith(`+${PHONE.country}`) ||
	plain.startsWith(`00${PHONE.country}`) ||
	isMobile(plain.startsWith(PHONE.trunk) ? plain.slice(PHONE.trunk.length) : plain);
