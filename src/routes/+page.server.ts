import type { PageServerLoad } from './$types';

/** The first lesson of the first course: one tap from the link to learning. Published, the same for everyone. */
export const load: PageServerLoad = ({ locals }) => {
	const course = locals.services.catalogue.courses()[0];
	const first = course?.lessons[0];
	return { first: course && first ? `/learn/${course.id}/${first.id}` : '' };
};
