import { listClasses, may } from '#lib/cohorts/index.server.ts';
import { staffHere } from '../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'organisation.see');
	const archived = event.url.searchParams.get('archived') === '1';
	return {
		archived,
		mayMake: may(at, 'class.make'),
		maySee: may(at, 'class.see'),
		groups: await listClasses(event.locals.services, at, { archived })
	};
};
