import { isAdministrator } from '#lib/accounts/index.server.ts';
import { staffPlaces } from '#lib/cohorts/index.server.ts';
import { staffSession } from './staff-here.server.ts';
import type { PageServerLoad } from './$types';

/** Where somebody of staff begins: what she is, and where. */
export const load: PageServerLoad = async (event) => {
	const { staffId, name } = staffSession(event);
	const { services, formToken } = event.locals;
	const [places, administers] = await Promise.all([
		staffPlaces(services, staffId),
		isAdministrator(services.db, staffId)
	]);
	return {
		formToken,
		name,
		administers,
		places: places.map(({ organisationId, organisation, roles }) => ({
			id: organisationId,
			name: organisation,
			roles
		}))
	};
};
