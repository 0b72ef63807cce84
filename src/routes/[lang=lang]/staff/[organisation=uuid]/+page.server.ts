import { listCohortsOf } from '#lib/cohorts/index.server.ts';
import { staffHere } from '../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'organisation.see');
	return { classes: await listCohortsOf(event.locals.services, at) };
};
