import { lessonById, practiceOf } from '#lib/catalog/index.ts';
import { saidOf, shortSaid } from '#lib/catalog/index.server.ts';
import { error } from '@sveltejs/kit';
import { drawPractice } from '../../draw-practice.server.ts';
import { wholeCourse } from '../../find-course.server.ts';
import { stepsOf, withSaid } from '../../lesson-view.ts';
import { practiceView } from '../../practice-view.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone (C1). What is hers the phone fills in. */
export const load: PageServerLoad = ({ locals: { lang, services }, params }) => {
	const course = wholeCourse({ services, lang }, params.course, `/${params.lesson}`);
	const lesson = lessonById(course, params.lesson);
	if (!lesson) error(404, 'no such lesson');
	const home = `/${lang}/learn/${course.id}`;
	const next = course.lessons.find((other) => other.number === lesson.number + 1);
	const practice = practiceOf(lesson);
	const said = new Map(
		saidOf(lesson, lang, services.catalogue).map(({ card, hash }) => [card, shortSaid(hash)])
	);
	return {
		home,
		course: course.id,
		version: course.version,
		lesson: lesson.id,
		title: lesson.title[lang],
		summary: lesson.summary[lang],
		warning: course.warning?.[lang],
		first: lesson.number === 1,
		before: lesson.number === 1 && course.prepost.length ? `${home}/before` : undefined,
		steps: withSaid(stepsOf(course, lesson, lang, services.catalogue), said),
		practice:
			practice &&
			drawPractice(practiceView(course, lesson, practice, lang), `${home}/${lesson.id}`, course.version),
		next: next && { title: next.title[lang], href: `${home}/${next.id}` }
	};
};
