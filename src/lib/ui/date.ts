import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';
import { monthText } from '#lib/platform/month.ts';

export { monthText };

const parts = (at: number, zone: string) =>
	Object.fromEntries(
		new Intl.DateTimeFormat('en-GB', {
			timeZone: zone,
			day: 'numeric',
			month: 'numeric',
			year: 'numeric',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23'
		})
			.formatToParts(at)
			.map(({ type, value }) => [type, value])
	);

/** '23 نومبر 2026': Gregorian with Urdu month names, digits 0-9. Not left to ICU, whose Urdu differs between phones. */
export function dayText(at: number, lang: Locale, zone = 'Asia/Karachi'): string {
	const { day, month, year } = parts(at, zone);
	return `${Number(day)} ${monthText(Number(month), lang)} ${year}`;
}

const PART_OF_DAY: [from: number, ur: string][] = [
	[20, 'رات'],
	[16, 'شام'],
	[12, 'دوپہر'],
	[5, 'صبح'],
	[0, 'رات']
];

/** 'شام 5:30 بجے', '5:30 pm'. */
export function timeText(at: number, lang: Locale, zone = 'Asia/Karachi'): string {
	const { hour: h, minute } = parts(at, zone);
	const hour = Number(h);
	const clock = `${hour % 12 || 12}${minute === '00' ? '' : `:${minute}`}`;
	if (lang === 'en') return `${clock} ${hour < 12 ? 'am' : 'pm'}`;
	return `${PART_OF_DAY.find(([from]) => hour >= from)?.[1]} ${clock} بجے`;
}

/** Day and time with the comma of the language. */
export const momentText = (at: number, lang: Locale, zone?: string): string =>
	`${dayText(at, lang, zone)}${lang === 'ur' ? '،' : ','} ${timeText(at, lang, zone)}`;

// prettier-ignore
const WEEKDAYS: Record<Locale, string[]> = {
	ur: ['پیر', 'منگل', 'بدھ', 'جمعرات', 'جمعہ', 'ہفتے کا دن', 'اتوار'],
	en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
};

/** Monday is 0. ہفتہ is also a week: Saturday says that it is a day. */
export const weekdayText = (weekday: number, lang: Locale): string => WEEKDAYS[lang][weekday] ?? '';

/** A day of the calendar, in no zone. @param day YYYY-MM-DD */
export const calendarText = (day: string, lang: Locale): string =>
	dayText(Date.parse(`${day}T00:00:00Z`), lang, 'UTC');

/** An hour of the clock, in no zone. @param time HH:MM */
export const hourText = (time: string, lang: Locale): string =>
	timeText(Date.parse(`1970-01-01T${time}:00Z`), lang, 'UTC');
