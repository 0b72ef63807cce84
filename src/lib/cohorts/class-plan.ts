import { DAY } from '../platform/clock.ts';

export { dayIn, daysBetween } from '../platform/clock.ts';

/** When and where a class meets, and what it learns. Days are those of the organisation's zone. */
export interface ClassPlan {
	/** Ids of the catalogue, in the order in which they are taught; never empty. */
	courses: string[];
	/** YYYY-MM-DD; '' while nobody has set it: such a class has no meetings yet. */
	startsOn: string;
	weeks: number;
	/** Monday is 0. */
	weekday: Weekday;
	/** HH:MM; '' while nobody has set it. */
	time: string;
	place: string;
	/** How many learners it takes; null when nobody counts. */
	places: number | null;
}

export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;
export const WEEKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];

export const MOST_WEEKS = 52;
export const MOST_PLACES = 500;
export const MOST_COURSES = 12;

const record = (json: string): Record<string, unknown> => {
	try {
		const read: unknown = JSON.parse(json);
		return typeof read === 'object' && read ? (read as Record<string, unknown>) : {};
	} catch {
		return {};
	}
};
const whole = (value: unknown, least: number, most: number): number | undefined =>
	Number.isInteger(value) && (value as number) >= least && (value as number) <= most
		? (value as number)
		: undefined;

/** Whether this is a day of the calendar, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const at = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/**
 * The plan as it is stored. What is missing, or what an older version wrote, has its default: a class never fails to open
 * because of its plan.
 * @param course the class's own course, taught where the plan names none
 */
export function readClassPlan(json: string, course: string): ClassPlan {
	const { courses, startsOn, weeks, weekday, time, place, places } = record(json);
	const named = Array.isArray(courses) ? courses.filter((id) => typeof id === 'string' && id !== '') : [];
	return {
		courses: named.length ? (named as string[]) : [course],
		startsOn: typeof startsOn === 'string' && isDay(startsOn) ? startsOn : '',
		weeks: whole(weeks, 1, MOST_WEEKS) ?? 10,
		weekday: (whole(weekday, 0, 6) ?? 0) as Weekday,
		time: typeof time === 'string' && isTime(time) ? time : '',
		place: typeof place === 'string' ? place : '',
		places: whole(places, 1, MOST_PLACES) ?? null
	};
}

const later = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Monday is 0. @param day YYYY-MM-DD */
export const weekdayOf = (day: string): Weekday =>
	((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) as Weekday;

/**
 * The days of the weekly meetings, YYYY-MM-DD, the first on or after the first day. They are days of a calendar, not
 * moments: no zone and no summer time moves them.
 */
export function meetingDays(plan: Pick<ClassPlan, 'startsOn' | 'weeks' | 'weekday'>): string[] {
	if (!plan.startsOn) return [];
	const first = later(plan.startsOn, (plan.weekday - weekdayOf(plan.startsOn) + 7) % 7);
	return Array.from({ length: plan.weeks }, (_, week) => later(first, 7 * week));
}

/** The next meeting on or after that day. */
export const nextMeeting = (plan: ClassPlan, today: string): string | undefined =>
	meetingDays(plan).find((day) => day >= today);
