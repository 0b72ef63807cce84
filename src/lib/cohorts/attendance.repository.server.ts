import type { Db, Tx } from '../platform/db.server.ts';
import type { AttendanceRow } from '../platform/schema.ts';

type Place = Pick<AttendanceRow, 'learner_id' | 'organisation_id' | 'cohort_id' | 'meeting_id'>;

export const findAttendance = (db: Db, place: Place) =>
	db
		.selectFrom('attendance')
		.select(['state', 'at', 'event_id'])
		.where('learner_id', '=', place.learner_id)
		.where('organisation_id', '=', place.organisation_id)
		.where('cohort_id', '=', place.cohort_id)
		.where('meeting_id', '=', place.meeting_id)
		.executeTakeFirst();

export async function writeAttendance(tx: Tx, row: AttendanceRow): Promise<void> {
	const { state, at, by_person, event_id } = row;
	await tx
		.insertInto('attendance')
		.values(row)
		.onConflict((c) =>
			c
				.columns(['learner_id', 'organisation_id', 'cohort_id', 'meeting_id'])
				.doUpdateSet({ state, at, by_person, event_id })
		)
		.execute();
}

export async function dropAttendance(tx: Tx, place: Place): Promise<void> {
	await tx
		.deleteFrom('attendance')
		.where('learner_id', '=', place.learner_id)
		.where('organisation_id', '=', place.organisation_id)
		.where('cohort_id', '=', place.cohort_id)
		.where('meeting_id', '=', place.meeting_id)
		.execute();
}

/** All of hers in one organisation. */
export const attendanceOf = (db: Db, learnerId: string, organisationId: string) =>
	db
		.selectFrom('attendance')
		.select(['cohort_id', 'meeting_id', 'state', 'at', 'event_id'])
		.where('learner_id', '=', learnerId)
		.where('organisation_id', '=', organisationId)
		.execute();

export async function clearAttendance(tx: Tx, learnerId: string): Promise<void> {
	await tx.deleteFrom('attendance').where('learner_id', '=', learnerId).execute();
}

/** Of a class's learners: one meeting's marks, or without one those of all its meetings. */
export async function listAttendance(
	db: Db,
	learnerIds: readonly string[],
	{ organisationId, cohortId, meetingId }: { organisationId: string; cohortId: string; meetingId?: string }
) {
	if (!learnerIds.length) return [];
	let query = db
		.selectFrom('attendance')
		.select(['learner_id', 'meeting_id', 'state', 'at', 'by_person', 'event_id'])
		.where('learner_id', 'in', learnerIds)
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId);
	if (meetingId) query = query.where('meeting_id', '=', meetingId);
	return query.execute();
}
