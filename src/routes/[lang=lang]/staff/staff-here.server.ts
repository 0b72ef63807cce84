import type { Permission } from '#lib/accounts/index.ts';
import { findCohort, findStaffAt, may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';

type Asked = Pick<RequestEvent, 'locals' | 'url'> & {
	params: Partial<Record<'organisation' | 'cohort', string>>;
	request?: Pick<Request, 'method'>;
};

/** The staff session's person; others are sent to log in and come back to where they were. */
export function staffSession({ locals: { staff, proof, lang }, url }: Pick<Asked, 'locals' | 'url'>): {
	staffId: string;
	name: string;
} {
	// K2. A password was given here already: the second factor is what is missing.
	const door = proof === 'password' ? 'second' : 'login';
	return staff ?? redirect(303, `/${lang}/staff/${door}?to=${encodeURIComponent(url.pathname)}`);
}

/**
 * T1, K7. Every page and action below `staff/[organisation]` begins here: who she is in this organisation, after it is sure
 * that she may do this, in this class where the address names one. Whoever may not is told what a stranger is told: there
 * is no such page.
 */
export async function staffHere(
	event: Asked,
	permission: Permission,
	{ alsoArchived = false }: { alsoArchived?: boolean } = {}
): Promise<StaffAt> {
	const { staffId } = staffSession(event);
	const { services } = event.locals;
	const { organisation, cohort } = event.params;
	const at = organisation && (await findStaffAt(services, staffId, organisation));
	if (!at || !may(at, permission, cohort)) error(404, 'no such page');
	if (cohort === undefined) return at;
	const found = await findCohort(services.db, at.organisationId, cohort);
	if (!found) error(404, 'no such page');
	// An archived class is only read; all that can be done to it is opening it again (`alsoArchived`).
	if (found.archived_at !== null && event.request?.method === 'POST' && !alsoArchived)
		error(409, 'this class is archived');
	return at;
}
