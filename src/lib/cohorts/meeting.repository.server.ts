import type { Insertable } from 'kysely';
import { sortByName } from '../platform/name-order.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import type { MeetingRow } from '../platform/schema.ts';

export const listMeetingRows = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('meeting')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.orderBy('number')
		.execute();

/** Made when it is first needed; one that is there already stays as it is. */
export const placeMeeting = (tx: Tx, row: Insertable<MeetingRow>) =>
	tx
		.insertInto('meeting')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'cohort_id', 'meeting_id']).doNothing())
		.execute();

/** Made when it is first needed, changed afterwards: the week's number and its id stay. */
export async function writeMeeting(tx: Tx, row: Insertable<MeetingRow>): Promise<void> {
	const { held_on, course, lesson, cancelled_at } = row;
	await tx
		.insertInto('meeting')
		.values(row)
		.onConflict((c) =>
			c
				.columns(['organisation_id', 'cohort_id', 'meeting_id'])
				.doUpdateSet({ held_on, course, lesson, cancelled_at })
		)
		.execute();
}

/** Who is in a class now, by name, the empty ones first. A database knows no Urdu alphabet. */
export async function listActiveMembers(db: Db, organisationId: string, cohortId: string) {
	const rows = await db
		.selectFrom('cohort_member as m')
		.innerJoin('learner as l', 'l.learner_id', 'm.learner_id')
		.select(['m.learner_id as id', 'l.display_name as name', 'l.tile_seed as tileSeed'])
		.where('m.organisation_id', '=', organisationId)
		.where('m.cohort_id', '=', cohortId)
		.where('m.state', '=', 'active')
		.where('l.deleted_at', 'is', null)
		.where('l.merged_into', 'is', null)
		.orderBy('m.learner_id')
		.execute();
	return sortByName(rows.map((row) => ({ ...row, name: row.name ?? '' })));
}
