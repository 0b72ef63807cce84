/** What a learner sees of her own work, from the server: for phones without scripts, and for another phone. */
import type { Course, Lang } from '#lib/catalog/index.ts';
import type { Progress, ServerNews } from '#lib/progress/index.ts';
import { wallProgress, type WallProgress } from '#lib/ui/wall-states.ts';
import { courseView, type CourseView, type LessonView } from '../course-view.ts';

export interface WorkView {
	/** Begun courses, the one in hand first. */
	courses: { course: CourseView; progress: WallProgress }[];
	results: ResultView[];
	badges: { awardId: string; name: string; at: number; held: boolean }[];
	/** Parts of the draft shop that her lessons have made, of `DRAFT_PARTS`. */
	drafted: number;
}

export interface ResultView {
	course: string;
	number: number;
	passed: boolean;
	revisit: LessonView[];
	/** Of the newest try that was not passed: when the next opens, in epoch milliseconds. */
	opensAt?: number;
}

export const DRAFT_PARTS = ['profile', 'photo', 'listing', 'price', 'policy'] as const;

export function workView(
	earned: readonly Course[],
	progress: Progress,
	news: ServerNews,
	lang: Lang
): WorkView {
	const views = new Map(earned.map((course) => [course.id, courseView(course, lang)]));
	const whole = earned.filter((course) => course.of === undefined && !course.needs);
	const lastAt = (id: string) =>
		Math.max(0, ...Object.values(progress.courses[id]?.lessons ?? {}).map((lesson) => lesson.lastAt));
	const begun = whole
		.filter(({ id }) => progress.courses[id])
		.map(({ id }) => ({ course: views.get(id)!, progress: wallProgress(progress.courses[id]) }))
		.sort(
			(a, b) =>
				Number(a.progress.check === 'passed') - Number(b.progress.check === 'passed') ||
				lastAt(b.course.id) - lastAt(a.course.id)
		);

	const newest = (course: string) =>
		Math.max(...news.attempts.filter((attempt) => attempt.course === course).map(({ number }) => number));
	const results = news.attempts.flatMap(({ course, number, passed, revisit, opensNextAt }): ResultView[] => {
		const view = views.get(course);
		if (!view) return [];
		const isNewest = number === newest(course);
		return [
			{
				course: view.title,
				number,
				passed,
				revisit: isNewest ? view.lessons.filter((lesson) => revisit.includes(lesson.id)) : [],
				opensAt: isNewest && !passed ? (opensNextAt ?? undefined) : undefined
			}
		];
	});

	const badges = news.awards.flatMap(({ awardId, course, at, state }) => {
		const of = earned.find((one) => one.id === course);
		return of ? [{ awardId, name: of.badge.name[lang], at, held: state === 'active' }] : [];
	});

	return {
		courses: begun,
		results: results.sort((a, b) => a.course.localeCompare(b.course) || b.number - a.number),
		badges,
		drafted: DRAFT_PARTS.filter((part) => progress.draft[part]).length
	};
}
