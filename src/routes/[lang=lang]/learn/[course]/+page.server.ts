import { error } from '@sveltejs/kit';
import { courseView } from '../../course-view.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone (C1). */
export const load: PageServerLoad = ({ locals: { lang, services }, params }) => {
	const course = services.catalogue.course(params.course);
	if (!course) error(404, 'no such course');
	return {
		course: courseView(course, lang),
		outcome: course.outcome[lang],
		warning: course.warning?.[lang],
		check: { draw: course.check.draw, pass: course.check.pass },
		others: services.catalogue
			.courses()
			.flatMap(({ id, title }) =>
				(['ur', 'en'] as const).map((its) => ({ id, lang: its, title: title[its] }))
			)
			.filter((other) => other.id !== course.id || other.lang !== lang),
		badge: { description: course.badge.description[lang], criteria: course.badge.criteria[lang] }
	};
};
