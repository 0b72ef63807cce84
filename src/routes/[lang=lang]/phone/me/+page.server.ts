import { courseView } from '../../course-view.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone; the phone fills it by itself, also without a signal. */
export const load: PageServerLoad = ({ locals: { lang, services } }) => {
	const courses = services.catalogue.courses();
	return {
		courses: courses.map((course) => courseView(course, lang)),
		badges: courses.map((course) => ({ course: course.id, name: course.badge.name[lang] }))
	};
};
