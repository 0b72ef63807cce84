/** What she did in courses: begun, finished, learned, judged. */
import { DAY } from '../platform/clock.ts';
import type { FactBook } from './fact-book.ts';
import type { History, Surroundings } from './history.ts';

export interface CourseWork {
	course: string;
	startedAt: number;
	/** When she had finished every lesson that the course had that day. */
	completedAt: number | null;
	/** When she finished which lesson, by time. */
	finished: readonly { lesson: string; at: number }[];
}

/**
 * Her courses. A course is finished with a lesson of it: a version that comes later, with other lessons, neither takes that
 * away nor gives it.
 */
export function courseWork(
	lessons: History['lessons'],
	lessonsOf: Surroundings['lessonsOf']
): readonly CourseWork[] {
	const works: CourseWork[] = [];
	for (const [course, rows] of Map.groupBy(lessons, (row) => row.course)) {
		const startedAt = Math.min(...rows.map((row) => row.startedAt));
		if (!lessonsOf(course, startedAt)) continue;
		const finished = rows
			.flatMap(({ lesson, finishedAt }) => (finishedAt === null ? [] : [{ lesson, at: finishedAt }]))
			.sort((a, b) => a.at - b.at);
		const completed = finished.find(({ at }) => {
			const done = new Set(finished.filter((one) => one.at <= at).map(({ lesson }) => lesson));
			const asked = lessonsOf(course, at) ?? [];
			return asked.length > 0 && asked.every((lesson) => done.has(lesson));
		});
		works.push({ course, startedAt, completedAt: completed?.at ?? null, finished });
	}
	return works;
}

export function foldCourses(book: FactBook, history: History, works: readonly CourseWork[]): void {
	const done = works.filter((work) => work.completedAt !== null) as (CourseWork & { completedAt: number })[];
	for (const { course: part, startedAt } of works) book.once('started', [{ at: startedAt, part }]);
	for (const { course: part, startedAt, completedAt: at } of done) {
		book.once('completed', [{ at, part }]);
		book.once('days_to_complete', [{ at, part, value: (at - startedAt) / DAY }]);
	}
	book.once(
		'completed_any',
		done.map(({ completedAt: at }) => ({ at }))
	);
	for (const [part, rows] of Map.groupBy(history.prepost, (row) => row.course)) {
		const before = rows.find((row) => row.phase === 'before');
		const after = rows.find((row) => row.phase === 'after');
		// A4. Only who answered both, in their order; in points of a hundred.
		if (!before?.of || !after?.of || before.at > after.at) continue;
		const value = (after.correct / after.of - before.correct / before.of) * 100;
		book.once('gain', [{ at: after.at, part, value }]);
	}
	for (const { course: part, at, passed } of history.practicals) {
		book.once('marked', [{ at, part }]);
		if (passed) book.once('practical', [{ at, part }]);
	}
	for (const { badge: part, at, revokedAt } of history.awards) {
		book.once('badge', [{ at, part }]);
		if (revokedAt !== null) book.once('badge_revoked', [{ at: revokedAt, part }]);
	}
	book.once(
		'badge_any',
		history.awards.map(({ at }) => ({ at }))
	);
}
