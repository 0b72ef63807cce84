import { readPlan } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const found = await readPlan(event.locals.services, at, event.params.cohort, event.params.meeting);
	if (!found) error(404, 'no such page');
	return found;
};
