import type { Course } from '#lib/catalog/index.ts';
import type { DraftLessons } from '#lib/selling/index.server.ts';

/** Which lesson makes which part of the shop; a part no published course makes yet is missing. */
export const lessonsOfDraft = (courses: readonly Course[]): DraftLessons =>
	Object.fromEntries(
		courses.flatMap((course) =>
			course.lessons.flatMap((lesson) =>
				lesson.keeps ? [[lesson.keeps, { course: course.id, lesson: lesson.id }]] : []
			)
		)
	);
