/** Finds what an address or a form of a lesson names. */
import { lessonById, type Catalogue, type Course, type Lesson, type Question } from '#lib/catalog/index.ts';
import { caseQuestions } from './price-cases.ts';

export interface FoundLesson {
	course: Course;
	lesson: Lesson;
}

/** In the version a form was made for, where it is known here; in the current one otherwise (P4). */
export function findLesson(
	catalogue: Catalogue,
	params: { course: string; lesson: string },
	version?: string
): FoundLesson | undefined {
	const named = catalogue.course(params.course);
	// What is made of courses has no lesson pages of its own.
	const current = named?.of === undefined && !named?.needs ? named : undefined;
	const course = current && version ? (catalogue.version(params.course, version) ?? current) : current;
	const lesson = course && lessonById(course, params.lesson);
	return lesson && { course, lesson };
}

/** The questions that a lesson needs for being finished: those of its practice, its cases, its own. */
export const questionsOf = (lesson: Lesson): { question: Question; practice?: string }[] =>
	lesson.blocks.flatMap((block) => {
		if (block.block === 'question') return [{ question: block }];
		if (block.block !== 'practice') return [];
		return [
			...block.questions.map((question) => ({ question, practice: block.id })),
			...caseQuestions(block).map((question) => ({ question }))
		];
	});

/** An open question of the lesson or of its rehearsal; items of the check are never found (C6). */
export const findQuestion = (
	lesson: Lesson,
	id: string
): { question: Question; practice?: string } | undefined =>
	[...questionsOf(lesson), ...lesson.rehearsal.map((question) => ({ question }))].find(
		({ question }) => question.id === id
	);

/** Where a lesson goes on after a question; none for an item of the rehearsal. */
export function stepAfter(lesson: Lesson, id: string): string | undefined {
	const ids = lesson.blocks.flatMap((block) =>
		block.block === 'practice'
			? [block.id, ...[...block.questions, ...caseQuestions(block)].map((question) => question.id)]
			: [block.id]
	);
	const at = ids.indexOf(id);
	return at < 0 ? undefined : (ids[at + 1] ?? 'end');
}
