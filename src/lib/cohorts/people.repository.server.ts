import type { Insertable } from 'kysely';
import type { Role } from '#lib/accounts/index.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import type { CohortStaffRow, StaffLinkRow } from '../platform/schema.ts';

/** Every form carries the id its link is made from. @returns false when it is there already */
export async function insertLink(tx: Tx, row: Insertable<StaffLinkRow>): Promise<boolean> {
	const made = await tx
		.insertInto('staff_link')
		.values(row)
		.onConflict((c) => c.column('token_hash').doNothing())
		.returning('link_id')
		.executeTakeFirst();
	return made !== undefined;
}

export const findLink = (db: Db, tokenHash: string, purpose: StaffLinkRow['purpose']) =>
	db
		.selectFrom('staff_link')
		.selectAll()
		.where('token_hash', '=', tokenHash)
		.where('purpose', '=', purpose)
		.executeTakeFirst();

/** The newest first. */
export const listInvitations = (db: Db, organisationId: string, most: number) =>
	db
		.selectFrom('staff_link')
		.select(['link_id', 'role', 'cohort_id', 'label', 'created_at', 'expires_at', 'used_at', 'revoked_at'])
		.where('organisation_id', '=', organisationId)
		.where('purpose', '=', 'invite')
		.orderBy('link_id', 'desc')
		.limit(most)
		.execute();

/** Single use: of two at once one gets it. */
export async function useLink(tx: Tx, tokenHash: string, staffId: string, now: number): Promise<boolean> {
	const used = await tx
		.updateTable('staff_link')
		.set({ used_at: now, staff_id: staffId })
		.where('token_hash', '=', tokenHash)
		.where('used_at', 'is', null)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now)
		.returning('link_id')
		.executeTakeFirst();
	return used !== undefined;
}

const openLinks = (tx: Tx, organisationId: string, now: number) =>
	tx
		.updateTable('staff_link')
		.set({ revoked_at: now })
		.where('organisation_id', '=', organisationId)
		.where('used_at', 'is', null)
		.where('revoked_at', 'is', null);

/** @returns false when it was not open any more */
export async function revokeLink(
	tx: Tx,
	organisationId: string,
	linkId: string,
	now: number
): Promise<boolean> {
	const gone = await openLinks(tx, organisationId, now)
		.where('link_id', '=', linkId)
		.returning('link_id')
		.executeTakeFirst();
	return gone !== undefined;
}

/** Links that somebody made who may not make any now. */
export const revokeLinksBy = (tx: Tx, organisationId: string, staffId: string, now: number) =>
	openLinks(tx, organisationId, now).where('made_by', '=', staffId).execute();

/** Earlier links to a new password for her: the newest alone is good. */
export const revokeResetsOf = (tx: Tx, organisationId: string, staffId: string, now: number) =>
	openLinks(tx, organisationId, now).where('purpose', '=', 'reset').where('staff_id', '=', staffId).execute();

/** She is in the class from now on; who was is again. */
export const placeInClass = (tx: Tx, row: Omit<CohortStaffRow, 'ended_at'>) =>
	tx
		.insertInto('cohort_staff')
		.values({ ...row, ended_at: null })
		.onConflict((c) =>
			c
				.columns(['organisation_id', 'cohort_id', 'staff_id'])
				.doUpdateSet({ role: row.role, since: row.since, ended_at: null })
		)
		.execute();

/** Her classes in these roles end. */
export const endInClasses = (
	tx: Tx,
	organisationId: string,
	staffId: string,
	roles: readonly CohortStaffRow['role'][],
	now: number
) =>
	tx
		.updateTable('cohort_staff')
		.set({ ended_at: now })
		.where('organisation_id', '=', organisationId)
		.where('staff_id', '=', staffId)
		.where('role', 'in', roles)
		.where('ended_at', 'is', null)
		.execute();

/** What ended at that moment goes on. */
export const reopenInClasses = (
	tx: Tx,
	organisationId: string,
	staffId: string,
	role: Role,
	endedAt: number
) =>
	tx
		.updateTable('cohort_staff')
		.set({ ended_at: null })
		.where('organisation_id', '=', organisationId)
		.where('staff_id', '=', staffId)
		.where('role', '=', role as CohortStaffRow['role'])
		.where('ended_at', '=', endedAt)
		.execute();

export const listInClasses = (db: Db, organisationId: string) =>
	db
		.selectFrom('cohort_staff')
		.select(['cohort_id', 'staff_id', 'role'])
		.where('organisation_id', '=', organisationId)
		.where('ended_at', 'is', null)
		.execute();

export const findTaken = (db: Db, organisationId: string, auditId: string) =>
	db
		.selectFrom('audit')
		.select(['audit_id', 'at', 'subject', 'detail'])
		.where('organisation_id', '=', organisationId)
		.where('audit_id', '=', auditId)
		.where('act', '=', 'role.taken')
		.executeTakeFirst();

/** Roles taken away since then, the last first. */
export const listTaken = (db: Db, organisationId: string, since: number) =>
	db
		.selectFrom('audit')
		.select(['audit_id', 'at', 'subject', 'detail'])
		.where('organisation_id', '=', organisationId)
		.where('act', '=', 'role.taken')
		.where('at', '>=', since)
		.orderBy('audit_id', 'desc')
		.execute();
