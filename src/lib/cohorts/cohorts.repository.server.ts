import type { Insertable, Updateable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { CohortRow, JoinCodeRow, OrganisationRow } from '../platform/schema.ts';

/** Every form of staff carries the id of what it makes: sent twice, it is made once. @returns false when it is there already */
export async function insertOrganisation(tx: Tx, row: Insertable<OrganisationRow>): Promise<boolean> {
	const made = await tx
		.insertInto('organisation')
		.values(row)
		.onConflict((c) => c.column('organisation_id').doNothing())
		.returning('organisation_id')
		.executeTakeFirst();
	return made !== undefined;
}

export const findOrganisation = (db: Db, organisationId: string) =>
	db.selectFrom('organisation').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();

/** The administrator's list walks all organisations on purpose. */
export const listOrganisations = (all: Db) =>
	all.selectFrom('organisation').selectAll().orderBy('name').execute();

export async function insertCohort(tx: Tx, row: Insertable<CohortRow>): Promise<boolean> {
	const made = await tx
		.insertInto('cohort')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'cohort_id']).doNothing())
		.returning('cohort_id')
		.executeTakeFirst();
	return made !== undefined;
}

export const findCohort = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('cohort')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.executeTakeFirst();

/**
 * The class, its row held until the commit: of two who want the last place one gets it. @returns nothing when there is no
 * such class here
 */
export const takeCohort = (tx: Tx, organisationId: string, cohortId: string) =>
	tx
		.updateTable('cohort')
		.set((eb) => ({ approval: eb.ref('approval') }))
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.returningAll()
		.executeTakeFirst();

export const updateCohort = (
	tx: Tx,
	organisationId: string,
	cohortId: string,
	to: Pick<Updateable<CohortRow>, 'name' | 'course' | 'plan' | 'programme_id' | 'approval' | 'archived_at'>
) =>
	tx
		.updateTable('cohort')
		.set(to)
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.execute();

export const listArchivedCohorts = (db: Db, organisationId: string) =>
	db
		.selectFrom('cohort')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('archived_at', 'is not', null)
		.orderBy('archived_at', 'desc')
		.execute();

export const listCohorts = (db: Db, organisationId: string) =>
	db
		.selectFrom('cohort')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('archived_at', 'is', null)
		.orderBy('created_at', 'desc')
		.execute();

/** @returns false when another class has this number */
export async function placeJoinCode(tx: Tx, row: Omit<JoinCodeRow, 'revoked_at'>): Promise<boolean> {
	const placed = await tx
		.insertInto('join_code')
		.values(row)
		.onConflict((c) => c.column('code').doNothing())
		.returning('code')
		.executeTakeFirst();
	return placed !== undefined;
}

export const revokeJoinCodes = (tx: Tx, organisationId: string, cohortId: string, now: number) =>
	tx
		.updateTable('join_code')
		.set({ revoked_at: now })
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.where('revoked_at', 'is', null)
		.execute();

export const findJoinCode = (db: Db, code: string) =>
	db.selectFrom('join_code').selectAll().where('code', '=', code).executeTakeFirst();

/** The class's number that is open now. */
export const findOpenCode = (db: Db, organisationId: string, cohortId: string, now: number) =>
	db
		.selectFrom('join_code')
		.select(['code', 'expires_at'])
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now)
		.orderBy('expires_at', 'desc')
		.executeTakeFirst();

/** The newest first. */
export const listJoinCodes = (db: Db, organisationId: string) =>
	db
		.selectFrom('join_code')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('revoked_at', 'is', null)
		.orderBy('expires_at', 'desc')
		.execute();

/** Everything she is or was in any class; where a class counts, only `active` does. */
export const enrolmentsOf = (db: Db, learnerId: string) =>
	db
		.selectFrom('enrolment')
		.select(['organisation_id', 'cohort_id', 'state', 'at'])
		.where('learner_id', '=', learnerId)
		.execute();
