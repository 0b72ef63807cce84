/** M8. What a seller must not put into a public text by accident: a phone number, an identity number, an e-mail address. */

import { IDENTITY, PHONE } from '../platform/country/made/country.ts';

const GAP = '[\\s().\\-–]*';
const digitsApart = (count: number): string => `(?:\\d${GAP}){${count - 1}}\\d`;

const { country, trunk } = PHONE;
const { starts, digits } = PHONE.mobile;

/** What it begins with, and so many digits more. */
const apart = (begin: string, more: number): RegExp =>
	new RegExp(`(?<!\\d)${begin}${GAP}${digitsApart(more)}(?!\\d)`);

const PRIVATE = [
	// Mobile numbers of this country: 03XX XXXXXXX, +92 3XX XXXXXXX, 0092…, also with gaps between single digits.
	...starts.map((first) => apart([...(trunk + first)].join(GAP), digits - first.length)),
	apart(`(?:\\+|00)${GAP}${[...country].join(GAP)}`, digits),
	...starts.map((first) => new RegExp(`(?<!\\d)(?:${country})?${first}\\d{${digits - first.length}}(?!\\d)`)),
	// Landline: 061 1234567
	new RegExp(`(?<!\\d)${trunk || '0'}[2-9]\\d{1,2}[\\s-]?\\d{6,8}(?!\\d)`),
	// Identity number: 12345-1234567-1
	...(IDENTITY.length
		? [new RegExp(`(?<!\\d)${IDENTITY.map((n) => `\\d{${n}}`).join('[\\s-]?')}(?!\\d)`)]
		: []),
	/[^\s@]+@[^\s@]+\.[a-z]{2,}/i
];

/** ۰–۹ and ٠–٩ as 0–9: people type what their keyboard gives. */
export const latinDigits = (text: string): string =>
	text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) & 0xf));

export const holdsPrivateNumber = (text: string): boolean => {
	const plain = latinDigits(text);
	return PRIVATE.some((p) => p.test(plain));
};
