/** UTC milliseconds. Time is an argument everywhere; only the composition root names the real clock. */
export type Clock = () => number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Clocks of one installation do not differ by more. A time that was set further ahead than it is ever set was set under a clock
 * that has been put right since: it counts as past, or what waits for it would wait for as long as that clock was wrong.
 */
export const CLOCKS_DIFFER = 5 * MINUTE;

/** Whether a time that is at most `longest` ahead when it is set was set under a clock that ran ahead. @param at, now UTC ms; longest ms */
export const isBeyond = (at: number, now: number, longest: number): boolean =>
	at > now + longest + CLOCKS_DIFFER;

export const systemClock: Clock = () => Date.now();

// Making a calendar costs more than all else; a board asks for two days of each learner.
const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(zone: string): Intl.DateTimeFormat {
	const made =
		calendars.get(zone) ??
		new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
	calendars.set(zone, made);
	return made;
}

/** How many midnights of a zone lie between two moments: 0 on the same day, 1 for yesterday. @param from, to UTC ms */
export const daysBetween = (zone: string, from: number, to: number): number =>
	Math.round((Date.parse(dayIn(zone, to)) - Date.parse(dayIn(zone, from))) / DAY);

/** The day it is in a zone, YYYY-MM-DD. @param at UTC ms; @param zone IANA */
export function dayIn(zone: string, at: number): string {
	const parts = calendarOf(zone).formatToParts(at);
	const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
	return `${part('year')}-${part('month')}-${part('day')}`;
}
