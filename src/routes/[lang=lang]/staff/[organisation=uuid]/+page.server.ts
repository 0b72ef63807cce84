import { listClasses, may } from '#lib/cohorts/index.server.ts';
import { hasSafeguardingLead } from '#lib/safety/index.server.ts';
import { staffHere } from '../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'organisation.see');
	const { services } = event.locals;
	const archived = event.url.searchParams.get('archived') === '1';
	return {
		archived,
		mayMake: may(at, 'class.make'),
		maySee: may(at, 'class.see'),
		groups: await listClasses(services, at, { archived }),
		/** T7. Whoever can appoint somebody is told that nobody reads what a learner tells. */
		needsLead: may(at, 'people.manage') && !(await hasSafeguardingLead(services, at.organisationId))
	};
};
