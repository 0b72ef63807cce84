import { placesOf, rolesIn } from '#lib/accounts/index.server.ts';
import { reachOf, type Permission, type Role } from '#lib/accounts/index.ts';
import type { Services } from '../services.server.ts';
import { findOrganisation, listCohorts } from './cohorts.repository.server.ts';

/** Who somebody of staff is in one organisation. */
export interface StaffAt {
	staffId: string;
	organisationId: string;
	organisation: string;
	/** IANA zone of the organisation, for days and weeks. */
	zone: string;
	roles: readonly Role[];
	/** Ids of the classes where she is trainer or co-trainer now. */
	own: ReadonlySet<string>;
}

/** T1. Nothing where she has no role, whether or not the organisation exists. */
export async function findStaffAt(
	{ db }: Pick<Services, 'db'>,
	staffId: string,
	organisationId: string
): Promise<StaffAt | undefined> {
	const roles = await rolesIn(db, organisationId, staffId);
	if (!roles.length) return undefined;
	const [organisation, own] = await Promise.all([
		findOrganisation(db, organisationId),
		db
			.selectFrom('cohort_staff')
			.select('cohort_id')
			.where('organisation_id', '=', organisationId)
			.where('staff_id', '=', staffId)
			.where('ended_at', 'is', null)
			.execute()
	]);
	if (!organisation) return undefined;
	return {
		staffId,
		organisationId,
		organisation: organisation.name,
		zone: organisation.zone,
		roles,
		own: new Set(own.map((row) => row.cohort_id))
	};
}

/** Every organisation where she has a role now, by name. */
export async function staffPlaces(services: Pick<Services, 'db'>, staffId: string): Promise<StaffAt[]> {
	const ids = await placesOf(services.db, staffId);
	const found = await Promise.all(ids.map((id) => findStaffAt(services, staffId, id)));
	return found.flatMap((at) => (at ? [at] : [])).sort((a, b) => a.organisation.localeCompare(b.organisation));
}

/** T1. The classes of an organisation that she may open, newest first. */
export async function listCohortsOf(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt
): Promise<{ id: string; name: string; course: string }[]> {
	const all = await listCohorts(db, at.organisationId);
	return all
		.filter((c) => may(at, 'class.see', c.cohort_id))
		.map((c) => ({ id: c.cohort_id, name: c.name, course: c.course }));
}

/**
 * T1, K7. Whether she may do this: in the class named, or, without one, anywhere in the organisation at all. A class of
 * another organisation is nobody's here: callers look it up by organisation and class together.
 */
export function may(at: Pick<StaffAt, 'roles' | 'own'>, permission: Permission, cohortId?: string): boolean {
	const reach = reachOf(at.roles, permission);
	return reach === 'all' || (reach === 'own' && (cohortId === undefined || at.own.has(cohortId)));
}
