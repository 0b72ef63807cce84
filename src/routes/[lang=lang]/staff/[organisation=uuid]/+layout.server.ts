import { isRole, PERMISSIONS, reachOf } from '#lib/accounts/index.ts';
import { staffHere } from '../staff-here.server.ts';
import type { LayoutServerLoad } from './$types';

/** What every page of an organisation shows in its frame. It guards nothing: each page and action asks for itself. */
export const load: LayoutServerLoad = async (event) => {
	const at = await staffHere(
		{ ...event, params: { organisation: event.params.organisation } },
		'organisation.see'
	);
	const { formToken } = event.locals;
	return {
		formToken,
		organisation: { id: at.organisationId, name: at.organisation, zone: at.zone },
		/** For what is offered, never for what is allowed. */
		reach: Object.fromEntries(PERMISSIONS.map((p) => [p, reachOf(at.roles.filter(isRole), p)])),
		own: [...at.own]
	};
};
