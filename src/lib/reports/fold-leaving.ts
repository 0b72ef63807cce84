/** Who left, and why; who stopped, and where (M2). */
import { DAY } from '../platform/clock.ts';
import type { CourseWork } from './fold-courses.ts';
import type { FactBook, Place } from './fact-book.ts';
import type { Change, History, Surroundings } from './history.ts';
import { LEFT_BANDS, STOPPED_AFTER_DAYS, STOPPED_BANDS } from './indicators.ts';
import { stayAt } from './stays.ts';

const STOPPED_AFTER = STOPPED_AFTER_DAYS * DAY;

const isBand = (code: string): boolean => (LEFT_BANDS as readonly string[]).includes(code);

/**
 * She left her last class of the organisation before the end. It counts by the last reason of a quarter, and not where she was
 * back in one of its classes before that quarter was over, or where staff took it back later.
 */
export function foldLeft(
	book: FactBook,
	{ organisationId, calendar, stays }: Place,
	changes: readonly Change[]
): void {
	const here = changes.filter((change) => change.organisationId === organisationId);
	const last = new Map<string, Change>();
	for (const [n, change] of here.entries()) {
		if (change.state !== 'left' || !isBand(change.reason.code)) continue;
		const { at, cohortId } = change;
		if (!stays.some((stay) => stay.cohortId === cohortId && stay.to === at)) continue;
		const period = calendar.periodOf(at);
		const { to } = calendar.boundsOf(period);
		const inClass = stays.some((stay) => stay.from < to && stay.to >= to);
		const next = here.slice(n + 1).find((later) => later.cohortId === cohortId);
		const undone = next?.state === 'active' && next.reason.code === 'back';
		if (!inClass && !undone) last.set(period, change);
	}
	for (const change of last.values()) book.add('left', change.at, change, { band: change.reason.code });
}

/** How far she stood in a course: by the share of its lessons that she had finished. */
export function stoppedBand(finished: number, lessons: number): string {
	return STOPPED_BANDS[Math.min(4, Math.ceil((finished / lessons) * 4))]!;
}

/**
 * A course begun and not finished, four weeks without any work of hers, and no work again before the quarter was over. It
 * belongs to the quarter in which the four weeks ended, and is known once that is over.
 * @returns when it may be known next, UTC ms; null where nothing is to come
 */
export function foldStopped(
	book: FactBook,
	{ calendar, stays }: Place,
	{ worked }: Pick<History, 'worked'>,
	works: readonly CourseWork[],
	lessonsOf: Surroundings['lessonsOf'],
	now: number
): number | null {
	let due: number | null = null;
	for (const [n, at] of worked.entries()) {
		const stoppedAt = at + STOPPED_AFTER;
		const next = worked[n + 1] ?? Infinity;
		if (next < stoppedAt) continue;
		const stay = stayAt(stays, stoppedAt);
		// Who has left her class by then, with whatever reason, has not stopped in it.
		if (!stay || stoppedAt >= stay.to) continue;
		const { to } = calendar.boundsOf(calendar.periodOf(stoppedAt));
		if (next < to) continue;
		for (const { course, startedAt, completedAt, finished } of works) {
			if (startedAt > at || (completedAt !== null && completedAt <= stoppedAt)) continue;
			const lessons = lessonsOf(course, stoppedAt);
			if (!lessons?.length) continue;
			if (to > now) {
				due = to;
				continue;
			}
			const done = finished.filter((one) => one.at <= at && lessons.includes(one.lesson)).length;
			book.add('stopped', stoppedAt, stay, { part: course, band: stoppedBand(done, lessons.length) });
		}
	}
	return due;
}
