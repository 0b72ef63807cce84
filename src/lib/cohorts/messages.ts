/** What a trainer sends by her own phone (T6): it names no lesson, money or shop, since others read that phone. */
import { CURRENCY } from '../platform/country/made/country.ts';
import { latinDigits } from '../platform/digits.ts';

export const MESSAGE_MOST = 300;
export const PLACEHOLDERS = ['{name}', '{day}'] as const;

/** Words that tell what she learns, sells or has. Beginnings of words: their plurals and cases are meant too. */
const PRIVATE = [
	...['سبق', 'کورس', 'پرچہ', 'پرچے', 'امتحان', 'بیج', 'بَیج', 'سرٹیفکیٹ', 'مشق', 'سیکھ'],
	...[
		'پیس',
		'رقم',
		'روپ',
		'قیمت',
		'ادھار',
		'قرض',
		'والٹ',
		'بینک',
		'اکاؤنٹ',
		'کمائ',
		'آمدن',
		'ایزی پیسہ',
		'جاز کیش'
	],
	...['دکان', 'آرڈر', 'گاہک', 'بیچ', 'پارسل', 'دراز', 'قدم'],
	...['lesson', 'course', 'exam', 'badge', 'certificate', 'practical', 'learn'],
	...[
		'money',
		'rs',
		...CURRENCY.words,
		CURRENCY.code.toLowerCase(),
		'price',
		'loan',
		'wallet',
		'bank',
		'account',
		'income',
		'earn',
		'pay',
		'easypaisa'
	],
	...['shop', 'store', 'order', 'customer', 'sell', 'sale', 'parcel', 'daraz', 'qadam']
];
/** Of these only the whole word: as a beginning they are in harmless ones. */
const WHOLE = new Set([
	'rs',
	CURRENCY.code.toLowerCase(),
	'pay',
	'sale',
	'order',
	'store',
	'learn',
	'earn',
	'بیچ',
	'رقم'
]);

const wordsOf = (text: string): string =>
	` ${latinDigits(text.normalize('NFC'))
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')} `;

export type MessageFault =
	| { tag: 'empty' }
	| { tag: 'long'; most: number }
	/** A number of three digits or more reads as an amount or a phone. */
	| { tag: 'number'; found: string }
	| { tag: 'private'; found: string }
	| { tag: 'placeholder'; found: string }
	| { tag: 'link' };

/** T6. What is wrong with an organisation's own message; undefined when it may be kept. */
export function messageFault(text: string): MessageFault | undefined {
	if (!text) return { tag: 'empty' };
	if (text.length > MESSAGE_MOST) return { tag: 'long', most: MESSAGE_MOST };
	const unknown = [...text.matchAll(/\{[^}]*\}?/g)].find(
		([p]) => !(PLACEHOLDERS as readonly string[]).includes(p)
	);
	if (unknown) return { tag: 'placeholder', found: unknown[0] };
	if (/https?:|www\.|\w\.(?:com|pk|org|net)\b/i.test(text)) return { tag: 'link' };
	const plain = text.replace(/\{(?:name|day)\}/g, ' ');
	const amount = /\d(?:[\s,.٬-]?\d){2,}/.exec(latinDigits(plain));
	if (amount) return { tag: 'number', found: amount[0] };
	const words = wordsOf(plain);
	const found = PRIVATE.find((word) => words.includes(WHOLE.has(word) ? ` ${word} ` : ` ${word}`));
	return found === undefined ? undefined : { tag: 'private', found };
}

/** U+2068 … U+2069: SMS and WhatsApp have no markup, so names and days carry their own direction. */
const isolated = (text: string): string => `\u2068${text}\u2069`;
const DIGITS = /[+\d](?:[\d\s:/,.+-]*\d)?/g;

/** The text as it is sent. Where she has no name, the mark and the space after it fall away. */
export function buildMessage(text: string, { name, day }: { name: string; day: string }): string {
	return text
		.replace(DIGITS, (run) => `\u2066${run}\u2069`)
		.replace(/\{name\}[ ]?/g, name ? `${isolated(name)} ` : '')
		.replace(/\{day\}/g, day && isolated(day))
		.replace(/ +([،,.۔!؟])/g, '$1')
		.trim();
}

/** Marks of direction are for our own pages: a phone that does not know them shows a box for each. */
const withoutMarks = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');

/** @param e164 +92… */
export const whatsappAddress = (e164: string, text: string): string =>
	`https://wa.me/${e164.replace(/\D/g, '')}?text=${encodeURIComponent(withoutMarks(text))}`;
export const smsAddress = (e164: string, text: string): string =>
	`sms:${e164}?body=${encodeURIComponent(withoutMarks(text))}`;
