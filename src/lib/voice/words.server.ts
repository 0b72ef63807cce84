import { lessonById, type Catalogue, type Lang } from '#lib/catalog/index.ts';
import { saidOf, type Said } from '#lib/catalog/index.server.ts';

type Courses = Pick<Catalogue, 'course' | 'value' | 'term'>;

/** The words of a card as they stand today; nothing where there is no such card. */
export function wordsNow(
	catalogue: Courses,
	at: { course: string; lesson: string; card: string; lang: Lang }
): Said | undefined {
	const course = catalogue.course(at.course);
	const lesson = course && lessonById(course, at.lesson);
	return lesson && saidOf(lesson, at.lang, catalogue).find(({ card }) => card === at.card);
}

/** Every card of a course by its id, with the lesson it stands in; nothing where there is no such course. */
export function wordsOfCourse(
	catalogue: Courses,
	id: string,
	lang: Lang
): Map<string, Said & { lesson: string }> | undefined {
	const course = catalogue.course(id);
	if (!course) return undefined;
	return new Map(
		course.lessons.flatMap((lesson) =>
			saidOf(lesson, lang, catalogue).map((said) => [said.card, { ...said, lesson: lesson.id }] as const)
		)
	);
}
