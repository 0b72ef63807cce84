/** What is asked about an act that arrives: who she is to this class, and whose record it is. */
import type { Db } from '../../platform/db.server.ts';

/** T5. The record that a learner's became part of after the phone took it along; her own, where it did not. */
export async function currentRecord(db: Db, learnerId: string): Promise<string> {
	const row = await db
		.selectFrom('learner')
		.select('merged_into')
		.where('learner_id', '=', learnerId)
		.executeTakeFirst();
	// Each was kept when the next became part of it: there is no circle.
	return row?.merged_into ? currentRecord(db, row.merged_into) : learnerId;
}

/** What she is in this class; also of who has left it. */
export async function findMemberState(
	db: Db,
	organisationId: string,
	cohortId: string,
	learnerId: string
): Promise<'none' | 'active' | 'former'> {
	const row = await db
		.selectFrom('cohort_member as m')
		.innerJoin('learner as l', 'l.learner_id', 'm.learner_id')
		.select('m.state')
		.where('m.organisation_id', '=', organisationId)
		.where('m.cohort_id', '=', cohortId)
		.where('m.learner_id', '=', learnerId)
		.where('m.state', 'in', ['active', 'left', 'moved'])
		.where('l.deleted_at', 'is', null)
		.executeTakeFirst();
	return !row ? 'none' : row.state === 'active' ? 'active' : 'former';
}

/** Whether she was trainer or co-trainer of this class at any time. */
export const wasInClass = async (
	db: Db,
	organisationId: string,
	cohortId: string,
	staffId: string
): Promise<boolean> =>
	(await db
		.selectFrom('cohort_staff')
		.select('staff_id')
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.where('staff_id', '=', staffId)
		.executeTakeFirst()) !== undefined;

/** Details of the audit about roles that were taken from her. */
export const listTakenFrom = (db: Db, organisationId: string, staffId: string) =>
	db
		.selectFrom('audit')
		.select('detail')
		.where('organisation_id', '=', organisationId)
		.where('act', '=', 'role.taken')
		.where('subject', '=', staffId)
		.execute();
