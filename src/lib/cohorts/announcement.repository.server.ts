import type { Db, Tx } from '../platform/db.server.ts';
import type { Insertable } from 'kysely';
import type { AnnouncementRow } from '../platform/schema.ts';

/** @returns false when the same form came before */
export async function insertAnnouncement(tx: Tx, row: Insertable<AnnouncementRow>): Promise<boolean> {
	const made = await tx
		.insertInto('announcement')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'announcement_id']).doNothing())
		.returning('announcement_id')
		.executeTakeFirst();
	return made !== undefined;
}

export async function setWithdrawn(
	tx: Tx,
	given: { organisationId: string; cohortId: string; id: string; now: number }
): Promise<boolean> {
	const row = await tx
		.updateTable('announcement')
		.set({ withdrawn_at: given.now })
		.where('organisation_id', '=', given.organisationId)
		.where('announcement_id', '=', given.id)
		.where('cohort_id', '=', given.cohortId)
		.where('withdrawn_at', 'is', null)
		.returning('announcement_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Newest first. */
export const listAnnouncements = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('announcement')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.orderBy('at', 'desc')
		.limit(50)
		.execute();

/** How many of these learners have seen each. @param learnerIds at least one */
export async function countReads(
	db: Db,
	organisationId: string,
	learnerIds: readonly string[]
): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('announcement_read')
		.select((eb) => ['announcement_id', eb.fn.countAll<number>().as('reads')])
		.where('learner_id', 'in', learnerIds)
		.where('organisation_id', '=', organisationId)
		.groupBy('announcement_id')
		.execute();
	return new Map(rows.map((row) => [row.announcement_id, Number(row.reads)]));
}

/** What stands now for these classes of one organisation, newest first. @param cohortIds at least one */
export const standingFor = (db: Db, organisationId: string, cohortIds: readonly string[], now: number) =>
	db
		.selectFrom('announcement')
		.select(['announcement_id', 'ur', 'en', 'at', 'expires_at'])
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', 'in', cohortIds)
		.where('withdrawn_at', 'is', null)
		.where('expires_at', '>', now)
		.orderBy('at', 'desc')
		.limit(5)
		.execute();

export const insertRead = (
	tx: Tx,
	row: { learner_id: string; organisation_id: string; announcement_id: string; at: number }
) =>
	tx
		.insertInto('announcement_read')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'organisation_id', 'announcement_id']).doNothing())
		.execute();
