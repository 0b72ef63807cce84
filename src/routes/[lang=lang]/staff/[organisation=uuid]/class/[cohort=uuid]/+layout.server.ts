import { findCohort, findStaffAt, may } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** T1. Judged here as well: a layout's data can be asked for without its pages. */
export const load: LayoutServerLoad = async ({ params, locals: { services, staff } }) => {
	const at = staff && (await findStaffAt(services, staff.staffId, params.organisation));
	if (!at || !may(at, 'class.see', params.cohort)) error(404, 'no such page');
	const cohort = await findCohort(services.db, params.organisation, params.cohort);
	if (!cohort) error(404, 'no such page');
	return {
		cohort: {
			id: cohort.cohort_id,
			name: cohort.name,
			course: cohort.course,
			archived: cohort.archived_at !== null
		}
	};
};
