import type { Db, Tx } from '../platform/db.server.ts';
import type { Insertable } from 'kysely';
import type { StaffNoteRow } from '../platform/schema.ts';

/** @returns false when the same form came before */
export async function insertNote(tx: Tx, row: Insertable<StaffNoteRow>): Promise<boolean> {
	const made = await tx
		.insertInto('staff_note')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'note_id']).doNothing())
		.returning('note_id')
		.executeTakeFirst();
	return made !== undefined;
}

/** By its id, also one that is no longer shown. */
export const findNote = (db: Db, learnerId: string, noteId: string) =>
	db
		.selectFrom('staff_note')
		.select(['body', 'by_person'])
		.where('learner_id', '=', learnerId)
		.where('note_id', '=', noteId)
		.executeTakeFirst();

/** Of one class: another's trainers have their own. Newest first. */
export const listNotes = (db: Db, given: { organisationId: string; cohortId: string; learnerId: string }) =>
	db
		.selectFrom('staff_note')
		.select(['note_id', 'body', 'at', 'by_person'])
		.where('learner_id', '=', given.learnerId)
		.where('organisation_id', '=', given.organisationId)
		.where('cohort_id', '=', given.cohortId)
		.where('removed_at', 'is', null)
		.orderBy('at', 'desc')
		.limit(100)
		.execute();

/** @returns false when it is no note of this class that stands */
export async function setNoteRemoved(
	tx: Tx,
	given: { organisationId: string; cohortId: string; learnerId: string; noteId: string; now: number }
): Promise<boolean> {
	const row = await tx
		.updateTable('staff_note')
		.set({ removed_at: given.now })
		.where('learner_id', '=', given.learnerId)
		.where('note_id', '=', given.noteId)
		.where('organisation_id', '=', given.organisationId)
		.where('cohort_id', '=', given.cohortId)
		.where('removed_at', 'is', null)
		.returning('note_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Those that one person wrote about these learners of a class, newest first. */
export const listOwnNotes = (
	db: Db,
	given: {
		organisationId: string;
		cohortId: string;
		learnerIds: readonly string[];
		by: string;
		most: number;
	}
) =>
	db
		.selectFrom('staff_note')
		.select(['learner_id', 'note_id', 'body', 'at'])
		.where('learner_id', 'in', given.learnerIds)
		.where('organisation_id', '=', given.organisationId)
		.where('cohort_id', '=', given.cohortId)
		.where('by_person', '=', given.by)
		.where('removed_at', 'is', null)
		.orderBy('at', 'desc')
		.limit(given.most)
		.execute();
