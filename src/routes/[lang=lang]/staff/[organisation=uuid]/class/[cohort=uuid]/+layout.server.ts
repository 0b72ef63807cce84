import { findCohort } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ params, locals: { services } }) => {
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
