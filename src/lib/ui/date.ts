import { CLOCK, OWN, WEEKDAYS, ZONE } from '#lib/platform/country/made/country.ts';
import { wordsIn } from '#lib/platform/country/lang.ts';
import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';
import { monthText } from '#lib/platform/month.ts';
import { commaOf } from './comma.ts';

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

/** '23 نومبر 2026': Gregorian with the month names of the language, digits 0-9. Not left to ICU, whose Urdu differs between phones. */
export function dayText(at: number, lang: Locale, zone = ZONE): string {
	const { day, month, year } = parts(at, zone);
	return `${Number(day)} ${monthText(Number(month), lang)} ${year}`;
}

/** 'شام 5:30 بجے', '5:30 pm'. */
export function timeText(at: number, lang: Locale, zone = ZONE): string {
	const { hour: h, minute } = parts(at, zone);
	const hour = Number(h);
	const time = `${hour % 12 || 12}${minute === '00' ? '' : `:${minute}`}`;
	if (lang === 'en' || !CLOCK) return `${time} ${hour < 12 ? 'am' : 'pm'}`;
	const part =
		Object.entries(CLOCK.parts)
			.filter(([from]) => hour >= Number(from))
			.pop()?.[1] ?? '';
	return CLOCK.form.replace('{part}', part).replace('{time}', time);
}

/** Day and time with the comma of the language. */
export const momentText = (at: number, lang: Locale, zone?: string): string =>
	`${dayText(at, lang, zone)}${commaOf(lang)}${timeText(at, lang, zone)}`;

// prettier-ignore
const NAMES = {
	[OWN]: WEEKDAYS,
	en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
};

/** Monday is 0. ہفتہ is also a week: Saturday says that it is a day. */
export const weekdayText = (weekday: number, lang: Locale): string => wordsIn(NAMES, lang)[weekday] ?? '';

/** A day of the calendar, in no zone. @param day YYYY-MM-DD */
export const calendarText = (day: string, lang: Locale): string =>
	dayText(Date.parse(`${day}T00:00:00Z`), lang, 'UTC');

/** An hour of the clock, in no zone. @param time HH:MM */
export const hourText = (time: string, lang: Locale): string =>
	timeText(Date.parse(`1970-01-01T${time}:00Z`), lang, 'UTC');
