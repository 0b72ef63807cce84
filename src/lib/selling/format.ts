/** Numbers and days as the product writes them (digits 0–9, Gregorian with Urdu month names). */
import type { Lang } from '../catalog/index.ts';
import { dayText, timeText } from '../ui/date.ts';

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** A price without its unit. From one lakh up Urdu says it in words: 1 لاکھ 25 ہزار. */
export function rupees(amount: number, lang: Lang): string {
	if (lang === 'en' || amount < 100_000) return grouped(amount);
	const lakh = `${Math.floor(amount / 100_000)} لاکھ`;
	const thousands = Math.floor((amount % 100_000) / 1000);
	const rest = amount % 1000;
	return [lakh, thousands ? `${thousands} ہزار` : '', rest ? String(rest) : ''].filter(Boolean).join(' ');
}

/**
 * Text for WhatsApp or a call card, where there is no markup: runs of digits isolated by U+2066…U+2069.
 * `0300 1234567`, `1,600` and `80 x 40` stay one run each. An address is left as it is: with a mark inside it leads nowhere.
 */
export const isolateNumbers = (text: string): string =>
	text.replace(/https?:\/\/\S+|[+*−]?\d(?:[\d,.:/−]|(?: x)? (?=\d))*(?<![.,:])/gu, (run) =>
		run.startsWith('http') ? run : isolate(run)
	);

/** What somebody typed, inside a sentence of ours: its own direction, and none of ours (U+2068…U+2069). */
export const typed = (text: string): string => `\u2068${text}\u2069`;

/** A left-to-right run inside a text without markup. */
export const isolate = (text: string): string => `\u2066${text}\u2069`;

const DAYS = {
	ur: ['اتوار', 'پیر', 'منگل', 'بدھ', 'جمعرات', 'جمعہ', 'ہفتے کا دن'],
	en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
};
/** Pakistan's clock, where the parcels travel: UTC+5 without summer time. */
const OFFSET = 5 * 60 * 60 * 1000;

/** The calendar day (YYYY-MM-DD) in Pakistan at a time in UTC milliseconds, some days on. */
export const dayOf = (at: number, daysOn = 0): string =>
	new Date(at + OFFSET + daysOn * 86_400_000).toISOString().slice(0, 10);

/** An hour of the day: شام 6 بجے, 6 pm. @param hour 0–23, Pakistan's clock */
export const hourName = (hour: number, lang: Lang): string =>
	timeText(Date.UTC(2026, 0, 1, hour) - OFFSET, lang);

/** @param day YYYY-MM-DD */
export function dayName(day: string, lang: Lang): string {
	const date = new Date(`${day}T12:00:00Z`);
	// Days of an order are near: the year says nothing.
	const text = dayText(date.getTime(), lang).replace(/ \d{4}$/, '');
	return `${DAYS[lang][date.getUTCDay()]!}${lang === 'ur' ? '،' : ','} ${text}`;
}

/** A day and hour: پیر، 23 نومبر 2026، شام 5:30 بجے */
export const timeName = (at: number, lang: Lang): string =>
	`${dayName(dayOf(at), lang)}${lang === 'ur' ? '،' : ','} ${timeText(at, lang)}`;
