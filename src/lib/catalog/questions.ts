import type { Course, Lesson, OpenQuestion, Practice, Question } from './course.ts';

/** What may leave the server for a check: no key, no reasons (C6). Built from named fields, so that nothing new slips out. */
export const openQuestion = (question: Question): OpenQuestion => ({
	id: question.id,
	type: question.type,
	stem: question.stem,
	...(question.picture && { picture: question.picture }),
	...(question.unit && { unit: question.unit }),
	options: question.options.map(({ letter, text, at }) => ({ letter, text, ...(at && { at }) }))
});

export const lessonById = (course: Course, id: string): Lesson | undefined =>
	course.lessons.find((lesson) => lesson.id === id);

/** Questions of one lesson that a learner answers with their reasons: in the lesson and inside its practice. */
export const lessonQuestions = (lesson: Lesson): Question[] =>
	lesson.blocks.flatMap((block) =>
		block.block === 'question' ? [block] : block.block === 'practice' ? block.questions : []
	);

export const practiceOf = (lesson: Lesson): Practice | undefined =>
	lesson.blocks.find((block) => block.block === 'practice');

/**
 * An open question (lesson, practice, rehearsal) by its id. Items of the check and of prepost.md are not found here, so
 * that a page cannot show their reasons or keys by mistake (C6).
 */
export function questionById(course: Course, id: string): Question | undefined {
	for (const lesson of course.lessons) {
		const found = [...lessonQuestions(lesson), ...lesson.rehearsal].find((q) => q.id === id);
		if (found) return found;
	}
	return undefined;
}
