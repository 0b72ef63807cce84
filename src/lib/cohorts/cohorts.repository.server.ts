import type { Insertable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { CohortMemberRow, CohortRow, JoinCodeRow, OrganisationRow } from '../platform/schema.ts';

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

/** The newest first. */
export const listJoinCodes = (db: Db, organisationId: string) =>
	db
		.selectFrom('join_code')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('revoked_at', 'is', null)
		.orderBy('expires_at', 'desc')
		.execute();

/**
 * What she is in a class: in her own shard and in the organisation's. Both or neither: the caller's transaction.
 * Who left and comes back is in the class again; twice is once.
 */
export async function writeEnrolment(
	tx: Tx,
	given: {
		learnerId: string;
		organisationId: string;
		cohortId: string;
		state: CohortMemberRow['state'];
		at: number;
	}
): Promise<void> {
	const { learnerId, organisationId, cohortId, state, at } = given;
	const place = { learner_id: learnerId, organisation_id: organisationId, cohort_id: cohortId };
	await tx
		.insertInto('enrolment')
		.values({ ...place, state, at })
		.onConflict((c) =>
			c
				.columns(['learner_id', 'organisation_id', 'cohort_id'])
				.doUpdateSet({ state, at })
				.where('enrolment.state', '!=', state)
		)
		.execute();
	await tx
		.insertInto('cohort_member')
		.values({ ...place, state, since: at })
		.onConflict((c) =>
			c
				.columns(['organisation_id', 'cohort_id', 'learner_id'])
				.doUpdateSet({ state, since: at })
				.where('cohort_member.state', '!=', state)
		)
		.execute();
}

export const enrolmentsOf = (db: Db, learnerId: string) =>
	db
		.selectFrom('enrolment')
		.select(['organisation_id', 'cohort_id', 'state', 'at'])
		.where('learner_id', '=', learnerId)
		.execute();
