/** M8. What a seller must not put into a public text by accident: a phone number, an identity number, an e-mail address. */

const GAP = '[\\s().\\-–]*';
const digitsApart = (count: number): string => `(?:\\d${GAP}){${count - 1}}\\d`;

const PRIVATE = [
	// Pakistani mobile numbers: 03XX XXXXXXX, +92 3XX XXXXXXX, 0092…, also with gaps between single digits.
	new RegExp(`(?<!\\d)0${GAP}3${GAP}${digitsApart(9)}(?!\\d)`),
	new RegExp(`(?<!\\d)(?:\\+|00)${GAP}9${GAP}2${GAP}${digitsApart(10)}(?!\\d)`),
	/(?<!\d)(?:92)?3\d{9}(?!\d)/,
	// Landline: 061 1234567
	/(?<!\d)0[2-9]\d{1,2}[\s-]?\d{6,8}(?!\d)/,
	// Identity number: 12345-1234567-1
	/(?<!\d)\d{5}[\s-]?\d{7}[\s-]?\d(?!\d)/,
	/[^\s@]+@[^\s@]+\.[a-z]{2,}/i
];

/** ۰–۹ and ٠–٩ as 0–9: people type what their keyboard gives. */
export const latinDigits = (text: string): string =>
	text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) & 0xf));

export const holdsPrivateNumber = (text: string): boolean => {
	const plain = latinDigits(text);
	return PRIVATE.some((p) => p.test(plain));
};
