import { courseView } from '../../course-view.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone; the phone fills it by itself, also without a signal. */
export const load: PageServerLoad = ({ locals: { lang, services } }) => {
	const earned = services.catalogue.earned();
	const courses = earned
		.filter((course) => !course.needs)
		.map((course) => ({ of: course.of, view: courseView(course, lang) }));
	return {
		courses: courses.flatMap(({ of, view }) => (of === undefined ? [view] : [])),
		/** Whatever has a check: the courses, and checks about some lessons. */
		checks: courses.map(({ view }) => view),
		badges: earned.map((course) => ({ course: course.id, name: course.badge.name[lang] }))
	};
};
