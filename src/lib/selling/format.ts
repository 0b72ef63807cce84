/** Numbers and days as the product writes them (digits 0–9, Gregorian with Urdu month names). */
import type { Lang } from '../catalog/index.ts';

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * A price as pieces to set: digits stand alone so that each can be isolated in a line of Urdu.
 * From one lakh up it is said in words: 1 لاکھ 25 ہزار.
 */
export function rupeeParts(amount: number, lang: Lang): (number | string)[] {
	if (lang === 'en' || amount < 100_000) return [grouped(amount)];
	const lakh = Math.floor(amount / 100_000);
	const thousand = Math.floor((amount % 100_000) / 1000);
	const rest = amount % 1000;
	return [
		...[String(lakh), 'لاکھ'],
		...(thousand ? [String(thousand), 'ہزار'] : []),
		...(rest ? [String(rest)] : [])
	];
}

/** For lines sent by WhatsApp or read by a screen reader: no markup, digits isolated by U+2066…U+2069 in Urdu. */
export function rupeeText(amount: number, lang: Lang): string {
	if (lang === 'en') return `Rs ${grouped(amount)}`;
	const parts = rupeeParts(amount, lang).map((p) => (/\d/.test(String(p)) ? isolate(String(p)) : p));
	return `${parts.join(' ')} روپے`;
}

/** A left-to-right run inside a text without markup. */
export const isolate = (text: string): string => `\u2066${text}\u2069`;

const DAYS = {
	ur: ['اتوار', 'پیر', 'منگل', 'بدھ', 'جمعرات', 'جمعہ', 'ہفتے کا دن'],
	en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
};
const MONTHS = {
	ur: 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر'.split(' '),
	en: 'January February March April May June July August September October November December'.split(' ')
};

/** Pakistan's clock, where the parcels travel: UTC+5 without summer time. */
const OFFSET = 5 * 60 * 60 * 1000;

/** The calendar day (YYYY-MM-DD) in Pakistan at a time in UTC milliseconds, some days on. */
export const dayOf = (at: number, daysOn = 0): string =>
	new Date(at + OFFSET + daysOn * 86_400_000).toISOString().slice(0, 10);

/** @param day YYYY-MM-DD */
export function dayName(day: string, lang: Lang): string {
	const date = new Date(`${day}T00:00:00Z`);
	const weekday = DAYS[lang][date.getUTCDay()]!;
	return `${weekday}${lang === 'ur' ? '،' : ','} ${date.getUTCDate()} ${MONTHS[lang][date.getUTCMonth()]!}`;
}

/** A day and hour for lists: پیر، 23 نومبر، 14:05 */
export function timeName(at: number, lang: Lang): string {
	const clock = new Date(at + OFFSET).toISOString().slice(11, 16);
	return `${dayName(dayOf(at), lang)}${lang === 'ur' ? '،' : ','} ${clock}`;
}
