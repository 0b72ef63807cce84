import { courseView } from './course-view.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone (C1). What is personal is filled in by the phone, or stands on `me`. */
export const load: PageServerLoad = ({ locals }) => ({
	courses: locals.services.catalogue.courses().map((course) => courseView(course, locals.lang))
});
