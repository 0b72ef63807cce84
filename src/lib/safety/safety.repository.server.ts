import type { Insertable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { SafeguardingNoteRow, SafeguardingReportRow } from '../platform/schema.ts';

/** An organisation's own reports of one learner. */
export const reportsOf = (db: Db, organisationId: string, learnerId: string) =>
	db
		.selectFrom('safeguarding_report')
		.select(['report_id', 'state', 'body'])
		.where('organisation_id', '=', organisationId)
		.where('learner_id', '=', learnerId)
		.execute();

/** @returns false when it is there already */
export async function insertReport(db: Db, row: Insertable<SafeguardingReportRow>): Promise<boolean> {
	const made = await db
		.insertInto('safeguarding_report')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'report_id']).doNothing())
		.returning('report_id')
		.executeTakeFirst();
	return made !== undefined;
}

/** Only where nobody has read or changed it since. @returns false when somebody has */
export async function replaceBody(
	db: Db,
	{ organisationId, reportId, was, body }: Record<'organisationId' | 'reportId' | 'was' | 'body', string>
): Promise<boolean> {
	const done = await db
		.updateTable('safeguarding_report')
		.set({ body })
		.where('organisation_id', '=', organisationId)
		.where('report_id', '=', reportId)
		.where('state', '=', 'new')
		.where('body', '=', was)
		.returning('report_id')
		.executeTakeFirst();
	return done !== undefined;
}

export const listOpen = (db: Db, organisationId: string) =>
	db
		.selectFrom('safeguarding_report')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('state', '!=', 'closed')
		.execute();

export const listClosed = (db: Db, organisationId: string, most: number) =>
	db
		.selectFrom('safeguarding_report')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('state', '=', 'closed')
		.orderBy('at', 'desc')
		.limit(most)
		.execute();

export const findReport = (db: Db, organisationId: string, reportId: string) =>
	db
		.selectFrom('safeguarding_report')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('report_id', '=', reportId)
		.executeTakeFirst();

/** From one of these states into another. @returns false when it stands elsewhere by now */
export async function moveReport(
	tx: Tx,
	{ organisationId, reportId }: Record<'organisationId' | 'reportId', string>,
	from: readonly SafeguardingReportRow['state'][],
	set: Partial<Insertable<SafeguardingReportRow>>
): Promise<boolean> {
	const done = await tx
		.updateTable('safeguarding_report')
		.set(set)
		.where('organisation_id', '=', organisationId)
		.where('report_id', '=', reportId)
		.where('state', 'in', from)
		.returning('report_id')
		.executeTakeFirst();
	return done !== undefined;
}

/** @returns false when this act is written already */
export async function insertNote(tx: Tx, row: Insertable<SafeguardingNoteRow>): Promise<boolean> {
	const made = await tx
		.insertInto('safeguarding_note')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'report_id', 'note_id']).doNothing())
		.returning('note_id')
		.executeTakeFirst();
	return made !== undefined;
}

export const notesOf = (db: Db, organisationId: string, reportId: string) =>
	db
		.selectFrom('safeguarding_note')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('report_id', '=', reportId)
		.orderBy('at')
		.orderBy('note_id')
		.execute();

export const notesOfAll = (db: Db, organisationId: string, reportIds: readonly string[]) =>
	db
		.selectFrom('safeguarding_note')
		.select(['report_id', 'note_id', 'body'])
		.where('organisation_id', '=', organisationId)
		.where('report_id', 'in', reportIds)
		.orderBy('at')
		.orderBy('note_id')
		.execute();

export const namesOfLearners = (db: Db, learnerIds: readonly string[]) =>
	db
		.selectFrom('learner')
		.select(({ eb }) => ['learner_id', 'display_name', eb('contact', 'is not', null).as('hasNumber')])
		.where('learner_id', 'in', learnerIds)
		.execute();

/** Classes of this organisation in which they are, or have asked to be. */
export const classesOf = (db: Db, organisationId: string, learnerIds: readonly string[]) =>
	db
		.selectFrom('cohort_member')
		.innerJoin('cohort', (join) =>
			join
				.onRef('cohort.organisation_id', '=', 'cohort_member.organisation_id')
				.onRef('cohort.cohort_id', '=', 'cohort_member.cohort_id')
		)
		.select(['cohort_member.learner_id', 'cohort.name'])
		.where('cohort_member.organisation_id', '=', organisationId)
		.where('cohort.organisation_id', '=', organisationId)
		.where('cohort_member.learner_id', 'in', learnerIds)
		.where('cohort_member.state', 'in', ['asked', 'queued', 'active'])
		.orderBy('cohort.name')
		.execute();

export const namesOfStaff = (db: Db, staffIds: readonly string[]) =>
	db.selectFrom('staff').select(['staff_id', 'name']).where('staff_id', 'in', staffIds).execute();

/** Somebody who reads reports there, and can log in. */
export const findLead = (db: Db, organisationId: string) =>
	db
		.selectFrom('staff_role')
		.innerJoin('staff', 'staff.staff_id', 'staff_role.staff_id')
		.select('staff_role.staff_id')
		.where('staff_role.organisation_id', '=', organisationId)
		.where('staff_role.role', '=', 'safeguarding_lead')
		.where('staff.disabled_at', 'is', null)
		.executeTakeFirst();
