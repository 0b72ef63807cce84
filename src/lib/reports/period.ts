/** Quarters and weeks of an organisation's own zone (IANA); instants are UTC milliseconds. */
import { DAY } from '../platform/clock.ts';
import { dayStart, instant, wall } from '../platform/zone.ts';

/** `2026-Q3`. Sorts by time. */
export type Period = `${number}-Q${1 | 2 | 3 | 4}`;

/** From then on a quarter is closed: phones without a signal have had two weeks to bring what was done in it. */
export const LATE_WORK = 14 * DAY;

export const isPeriod = (text: string): text is Period => /^20\d\d-Q[1-4]$/.test(text);

const yearOf = (period: Period): number => Number(period.slice(0, 4));
const quarterOf = (period: Period): number => Number(period.slice(-1));
const quarter = (year: number, n: number): Period => `${year}-Q${n as 1 | 2 | 3 | 4}`;

export function periodOf(at: number, zone: string): Period {
	const there = new Date(wall(at, zone));
	return quarter(there.getUTCFullYear(), Math.floor(there.getUTCMonth() / 3) + 1);
}

/** @returns its first instant, and the first one after it */
export function boundsOf(period: Period, zone: string): { from: number; to: number } {
	const first = (p: Period) => instant(Date.UTC(yearOf(p), (quarterOf(p) - 1) * 3, 1), zone);
	return { from: first(period), to: first(nextPeriod(period)) };
}

export const nextPeriod = (period: Period): Period =>
	quarterOf(period) === 4 ? quarter(yearOf(period) + 1, 1) : quarter(yearOf(period), quarterOf(period) + 1);

export const previousPeriod = (period: Period): Period =>
	quarterOf(period) === 1 ? quarter(yearOf(period) - 1, 4) : quarter(yearOf(period), quarterOf(period) - 1);

export const closesAt = (period: Period, zone: string): number => boundsOf(period, zone).to + LATE_WORK;

/** Every quarter from the one of `from` to the one of `to`, in order. */
export function periodsBetween(from: number, to: number, zone: string): Period[] {
	const periods: Period[] = [];
	for (let p = periodOf(from, zone); p <= periodOf(to, zone); p = nextPeriod(p)) periods.push(p);
	return periods;
}

/** The Monday of a week there, `YYYY-MM-DD`: a week belongs to the quarter of its Monday. */
export function weekOf(at: number, zone: string): string {
	const there = new Date(wall(at, zone));
	there.setUTCDate(there.getUTCDate() - ((there.getUTCDay() + 6) % 7));
	return there.toISOString().slice(0, 10);
}

export const periodOfWeek = (monday: string): Period =>
	quarter(Number(monday.slice(0, 4)), Math.floor((Number(monday.slice(5, 7)) - 1) / 3) + 1);

/** Every week of the quarter, in order. */
export function weeksOf(period: Period): string[] {
	const weeks: string[] = [];
	const first = new Date(Date.UTC(yearOf(period), (quarterOf(period) - 1) * 3, 1));
	first.setUTCDate(1 + ((8 - first.getUTCDay()) % 7));
	for (const day = first; ; day.setUTCDate(day.getUTCDate() + 7)) {
		const week = day.toISOString().slice(0, 10);
		if (periodOfWeek(week) !== period) return weeks;
		weeks.push(week);
	}
}

export { dayStart };
