/** What the places show of a course: in one language, without anything that belongs to a lesson or to the check (C6). */
import type { Course, Lang } from '#lib/catalog/index.ts';

export interface LessonView {
	id: string;
	number: number;
	title: string;
	summary: string;
	minutes: number;
	href: string;
}

export interface CourseView {
	id: string;
	title: string;
	summary: string;
	href: string;
	/** Where its check is taken. */
	check: string;
	lessons: LessonView[];
	minutes: number;
}

export function courseView(course: Course, lang: Lang): CourseView {
	const href = `/${lang}/learn/${course.of ?? course.id}`;
	return {
		id: course.id,
		title: course.title[lang],
		summary: course.summary[lang],
		href,
		check: `/${lang}/learn/${course.id}/check`,
		minutes: course.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
		lessons: course.lessons.map((lesson) => ({
			id: lesson.id,
			number: lesson.number,
			title: lesson.title[lang],
			summary: lesson.summary[lang],
			minutes: lesson.minutes,
			href: `${href}/${lesson.id}`
		}))
	};
}
