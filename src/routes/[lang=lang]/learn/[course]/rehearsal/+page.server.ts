import { wholeCourse } from '../../find-course.server.ts';
import { questionView } from '../../lesson-view.ts';
import type { PageServerLoad } from './$types';

/** Published: all open items with their reasons; the phone draws as many as a check has. */
export const load: PageServerLoad = ({ locals: { lang, services }, params }) => {
	const course = wholeCourse({ services, lang }, params.course, '/rehearsal');
	return {
		home: `/${lang}/learn/${course.id}`,
		course: course.id,
		version: course.version,
		draw: course.check.draw,
		lessons: course.lessons.map((lesson) => ({
			id: lesson.id,
			number: lesson.number,
			title: lesson.title[lang],
			questions: lesson.rehearsal.map((question) => questionView(course, lesson.id, question, lang))
		}))
	};
};
