/** Numbers and days as the product writes them (digits 0–9, Gregorian with Urdu month names). */
import type { Lang } from '../catalog/index.ts';
import { DAY, dayIn } from '../platform/clock.ts';
import { LARGE, ZONE } from '../platform/country/made/country.ts';
import { commaOf } from '../ui/comma.ts';
import { dayText, timeText, weekdayText } from '../ui/date.ts';

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** A price without its unit. From one lakh up a language may say it in words: 1 لاکھ 25 ہزار. */
export function rupees(amount: number, lang: Lang): string {
	if (lang === 'en' || !LARGE || amount < 100_000) return grouped(amount);
	const lakh = `${Math.floor(amount / 100_000)} ${LARGE.lakh}`;
	const thousands = Math.floor((amount % 100_000) / 1000);
	const rest = amount % 1000;
	return [lakh, thousands ? `${thousands} ${LARGE.thousand}` : '', rest ? String(rest) : '']
		.filter(Boolean)
		.join(' ');
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

/** The calendar day (YYYY-MM-DD) of the country, where the parcels travel, at a time in UTC milliseconds, some days on. */
export const dayOf = (at: number, daysOn = 0): string =>
	new Date(Date.parse(dayIn(ZONE, at)) + daysOn * DAY).toISOString().slice(0, 10);

/** An hour of the day: شام 6 بجے, 6 pm. @param hour 0–23, the country's clock */
export const hourName = (hour: number, lang: Lang): string =>
	timeText(Date.UTC(2026, 0, 1, hour), lang, 'UTC');

/** @param day YYYY-MM-DD */
export function dayName(day: string, lang: Lang): string {
	const date = new Date(`${day}T12:00:00Z`);
	// Days of an order are near: the year says nothing.
	const text = dayText(date.getTime(), lang).replace(/ \d{4}$/, '');
	return `${weekdayText((date.getUTCDay() + 6) % 7, lang)}${commaOf(lang)}${text}`;
}

/** A day and hour: پیر، 23 نومبر 2026، شام 5:30 بجے */
export const timeName = (at: number, lang: Lang): string =>
	`${dayName(dayOf(at), lang)}${commaOf(lang)}${timeText(at, lang)}`;
