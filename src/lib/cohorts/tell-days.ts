/** A learner's history day by day, newest first: pure, so that the page only puts it into words. */
import type { ChangeReason } from './change-reason.ts';
import { dayIn } from './class-plan.ts';

/** What can be told of a moment. Names of courses and lessons are ids; the page knows the words. */
export type Told =
	| { tag: 'lesson_begun' | 'lesson_finished'; course: string; lesson: string }
	| { tag: 'practice'; course: string; lesson: string; missed: string[] }
	| { tag: 'check'; course: string; number: number; score: number | null; passed: boolean | null }
	| { tag: 'prepost'; course: string; phase: 'before' | 'after' }
	| { tag: 'asked'; course: string; lesson: string }
	| { tag: 'marked'; course: string; met: number; of: number }
	| { tag: 'try_granted'; course: string }
	| { tag: 'late_decided'; accepted: boolean }
	| { tag: 'attendance'; meeting: number | null; state: 'here' | 'away' | 'excused' }
	| { tag: 'badge'; course: string }
	| { tag: 'place'; state: string; reason: ChangeReason; cohort: string };

export interface Moment {
	at: number;
	/** It reached the server so late that a person may have to look (S11). */
	late: boolean;
	told: Told;
}

export interface Day {
	/** YYYY-MM-DD in the organisation's zone. */
	day: string;
	/** UTC ms of the newest moment of the day. */
	at: number;
	moments: Moment[];
	/** Answers given that day. */
	answers: number;
	/** Some of that day's work came late. */
	late: boolean;
}

export const DAYS_A_PAGE = 14;

/** Every day on which something happened, newest first. */
export function tellDays(
	moments: readonly Moment[],
	answers: readonly { at: number; late: boolean }[],
	zone: string
): Day[] {
	const days = new Map<string, Day>();
	const dayOf = (at: number): Day => {
		const day = dayIn(zone, at);
		const found = days.get(day) ?? { day, at, moments: [], answers: 0, late: false };
		found.at = Math.max(found.at, at);
		days.set(day, found);
		return found;
	};
	for (const moment of moments) {
		const day = dayOf(moment.at);
		day.moments.push(moment);
		day.late ||= moment.late;
	}
	for (const { at, late } of answers) {
		const day = dayOf(at);
		day.answers++;
		day.late ||= late;
	}
	for (const day of days.values()) day.moments.sort((a, b) => b.at - a.at);
	return [...days.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
}

/**
 * One page of days: those before a day, or the newest.
 * @param before YYYY-MM-DD; anything else means the newest
 */
export function pageOfDays(
	days: readonly Day[],
	before: string
): { days: Day[]; older: string | null; isNewest: boolean } {
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(before);
	const left = isDay ? days.filter(({ day }) => day < before) : days;
	const page = left.slice(0, DAYS_A_PAGE);
	return {
		days: page,
		older: left.length > page.length ? page.at(-1)!.day : null,
		isNewest: left.length === days.length
	};
}

/** How much of a stream is missing: numbers between what came whole and what came after a gap. */
export const missingOf = (heldTo: number, beyond: readonly number[]): number =>
	beyond.length ? Math.max(...beyond) - heldTo - beyond.length : 0;
