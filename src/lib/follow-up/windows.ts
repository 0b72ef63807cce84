import { DAY, dayIn } from '../platform/clock.ts';
import { ZONE } from '../platform/country/made/country.ts';
import { dayStart } from '../platform/zone.ts';
import { FOLLOW_UP_MONTHS, type FollowUpMonth, type FollowUpWindow } from '../progress/index.ts';

/** For so many days she is asked: six weeks, and sixty days for the last one. Later, it would be another month's answer. */
const OPEN_DAYS: Record<FollowUpMonth, number> = { 3: 42, 6: 60 };

/** The same day so many months later; the last of a month that has no such day. @param day YYYY-MM-DD */
function monthsLater(day: string, months: number): string {
	const [year, month, date] = day.split('-').map(Number) as [number, number, number];
	const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
	return `${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`;
}

/**
 * When she is to be asked: from the first moment of a day in the country. Months are counted where she lives: one woman,
 * whatever organisations she is in, is asked once.
 * @param enrolledAt UTC ms
 */
export const windowsOf = (enrolledAt: number): FollowUpWindow[] =>
	FOLLOW_UP_MONTHS.map((month) => {
		const from = dayStart(monthsLater(dayIn(ZONE, enrolledAt), month), ZONE);
		return { month, from, until: from + OPEN_DAYS[month] * DAY };
	});

export const isOpen = ({ from, until }: FollowUpWindow, now: number): boolean => from <= now && now < until;
