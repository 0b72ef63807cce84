import type { Insertable } from 'kysely';
import type { Db, Tx } from '../../platform/db.server.ts';
import type {
	CohortMemberRow,
	EnrolmentChangeRow,
	ImportDraftRow,
	ImportRunRow,
	LearnerDetailRow
} from '../../platform/schema.ts';

const AT_ONCE = 500;

export const insertDraft = (db: Db, row: ImportDraftRow) =>
	db
		.insertInto('import_draft')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'draft_id']).doNothing())
		.execute();

export const findDraft = (db: Db, organisationId: string, draftId: string) =>
	db
		.selectFrom('import_draft')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('draft_id', '=', draftId)
		.executeTakeFirst();

export const updateDraft = (db: Db, organisationId: string, draftId: string, body: string) =>
	db
		.updateTable('import_draft')
		.set({ body })
		.where('organisation_id', '=', organisationId)
		.where('draft_id', '=', draftId)
		.execute();

export const deleteDraft = (db: Db, organisationId: string, draftId: string) =>
	db
		.deleteFrom('import_draft')
		.where('organisation_id', '=', organisationId)
		.where('draft_id', '=', draftId)
		.execute();

/** Of all organisations, on purpose. */
export const deleteOldDrafts = (all: Db, before: number) =>
	all.deleteFrom('import_draft').where('created_at', '<', before).execute();

export const findMapping = (db: Db, organisationId: string, fingerprint: string) =>
	db
		.selectFrom('import_mapping')
		.select('mapping')
		.where('organisation_id', '=', organisationId)
		.where('fingerprint', '=', fingerprint)
		.executeTakeFirst();

export const keepMapping = (
	db: Db,
	organisationId: string,
	fingerprint: string,
	mapping: string,
	at: number
) =>
	db
		.insertInto('import_mapping')
		.values({ organisation_id: organisationId, fingerprint, mapping, at })
		.onConflict((c) => c.columns(['organisation_id', 'fingerprint']).doUpdateSet({ mapping, at }))
		.execute();

/** @returns false when this import was done already */
export async function insertRun(tx: Tx, row: Insertable<ImportRunRow>): Promise<boolean> {
	const made = await tx
		.insertInto('import_run')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'import_id']).doNothing())
		.returning('import_id')
		.executeTakeFirst();
	return made !== undefined;
}

const runs = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('import_run')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId);

export const findRun = (db: Db, organisationId: string, cohortId: string, importId: string) =>
	runs(db, organisationId, cohortId).where('import_id', '=', importId).executeTakeFirst();

/** The newest first. */
export const listRuns = (db: Db, organisationId: string, cohortId: string) =>
	runs(db, organisationId, cohortId).orderBy('at', 'desc').orderBy('import_id', 'desc').limit(20).execute();

/** @returns false when it was undone before */
export async function markUndone(
	tx: Tx,
	organisationId: string,
	importId: string,
	at: number
): Promise<boolean> {
	const row = await tx
		.updateTable('import_run')
		.set({ undone_at: at })
		.where('organisation_id', '=', organisationId)
		.where('import_id', '=', importId)
		.where('undone_at', 'is', null)
		.returning('import_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Every class of the organisation, archived ones too. */
export const allCohorts = (db: Db, organisationId: string) =>
	db
		.selectFrom('cohort')
		.select(['cohort_id', 'name'])
		.where('organisation_id', '=', organisationId)
		.execute();

export const membersOf = (db: Db, organisationId: string, cohortIds: readonly string[]) =>
	cohortIds.length
		? db
				.selectFrom('cohort_member')
				.select(['cohort_id', 'learner_id', 'state', 'since'])
				.where('organisation_id', '=', organisationId)
				.where('cohort_id', 'in', cohortIds)
				.orderBy('learner_id')
				.execute()
		: Promise.resolve([]);

export async function insertDetails(tx: Tx, rows: readonly LearnerDetailRow[]): Promise<void> {
	for (let from = 0; from < rows.length; from += AT_ONCE)
		await tx
			.insertInto('learner_detail')
			.values(rows.slice(from, from + AT_ONCE))
			.execute();
}

export async function insertChanges(tx: Tx, rows: readonly EnrolmentChangeRow[]): Promise<void> {
	for (let from = 0; from < rows.length; from += AT_ONCE)
		await tx
			.insertInto('enrolment_change')
			.values(rows.slice(from, from + AT_ONCE))
			.execute();
}

export async function detailsOf(
	db: Db,
	organisationId: string,
	learnerIds: readonly string[]
): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (let from = 0; from < learnerIds.length; from += AT_ONCE)
		for (const row of await db
			.selectFrom('learner_detail')
			.select(['learner_id', 'body'])
			.where('learner_id', 'in', learnerIds.slice(from, from + AT_ONCE))
			.where('organisation_id', '=', organisationId)
			.execute())
			found.set(row.learner_id, row.body);
	return found;
}

/** What they are in classes, of any organisation: for whether somebody has another class, never for which. */
export async function enrolmentsOfMany(db: Db, learnerIds: readonly string[]) {
	const found = [];
	for (let from = 0; from < learnerIds.length; from += AT_ONCE)
		found.push(
			...(await db
				.selectFrom('enrolment')
				.selectAll()
				.where('learner_id', 'in', learnerIds.slice(from, from + AT_ONCE))
				.execute())
		);
	return found;
}

/** What writeEnrolment does for one, for many who are in no class yet, in batches. */
export async function insertEnrolments(
	tx: Tx,
	organisationId: string,
	cohortId: string,
	people: readonly { learnerId: string; state: CohortMemberRow['state']; at: number }[]
): Promise<void> {
	for (let from = 0; from < people.length; from += AT_ONCE) {
		const rows = people.slice(from, from + AT_ONCE).map(({ learnerId, state, at }) => ({
			place: { learner_id: learnerId, organisation_id: organisationId, cohort_id: cohortId, state },
			at
		}));
		await tx
			.insertInto('enrolment')
			.values(rows.map(({ place, at }) => ({ ...place, at })))
			.execute();
		await tx
			.insertInto('cohort_member')
			.values(rows.map(({ place, at }) => ({ ...place, since: at })))
			.execute();
	}
}

export async function takeOutOfClass(
	tx: Tx,
	place: { learner_id: string; organisation_id: string; cohort_id: string }
): Promise<void> {
	for (const table of ['enrolment', 'cohort_member'] as const)
		await tx
			.deleteFrom(table as 'enrolment')
			.where('learner_id', '=', place.learner_id)
			.where('organisation_id', '=', place.organisation_id)
			.where('cohort_id', '=', place.cohort_id)
			.execute();
}
