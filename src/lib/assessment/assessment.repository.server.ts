import type { Db, Tx } from '../platform/db.server.ts';
import type { Insertable } from 'kysely';
import type {
	AttemptRow,
	GrantedTryRow,
	LateDecisionRow,
	PracticalRow,
	PrepostRow
} from '../platform/schema.ts';
import type { Attempt } from './decide-attempt.ts';

export interface StoredAttempt extends Attempt {
	course: string;
	version: string;
	score: number;
	revisit: string[];
	eventId: string;
	late: boolean;
	openBank: boolean;
}

const attemptOf = (row: {
	course: string;
	number: number;
	version: string;
	event_id: string;
	submitted_at: number;
	score: number;
	passed: number;
	late: number;
	revisit: string;
	opens_next_at: number | null;
	open_bank: number;
}): StoredAttempt => ({
	course: row.course,
	number: row.number,
	version: row.version,
	eventId: row.event_id,
	submittedAt: row.submitted_at,
	score: row.score,
	passed: row.passed === 1,
	late: row.late === 1,
	revisit: JSON.parse(row.revisit) as string[],
	opensNextAt: row.opens_next_at,
	openBank: row.open_bank === 1
});

/** Her counted attempts, of one course or of all, oldest first. */
export async function readAttempts(db: Db, learnerId: string, course?: string): Promise<StoredAttempt[]> {
	let query = db.selectFrom('attempt').selectAll().where('learner_id', '=', learnerId);
	if (course) query = query.where('course', '=', course);
	return (await query.orderBy('course').orderBy('number').execute()).map(attemptOf);
}

/** The primary key lets the first committed of two submissions through, and no other (A2). */
export const insertAttempt = (
	tx: Tx,
	row: Omit<AttemptRow, 'opens_next_at'> & { opens_next_at: number | null }
) =>
	tx
		.insertInto('attempt')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'course', 'number']).doNothing())
		.execute();

export const readPracticals = (db: Db, learnerId: string) =>
	db.selectFrom('practical').selectAll().where('learner_id', '=', learnerId).orderBy('course').execute();

/** Of several learners. @param learnerIds at least one */
export const readPracticalsOf = (db: Db, learnerIds: readonly string[]) =>
	db.selectFrom('practical').selectAll().where('learner_id', 'in', learnerIds).execute();

export const writePractical = (tx: Tx, row: Insertable<PracticalRow> & { comment: string }) =>
	tx
		.insertInto('practical')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'course']).doUpdateSet(row))
		.execute();

/** Whoever waits for the next form of a course has it from then on (A3). */
export const openNextAt = (tx: Tx, learnerId: string, course: string, number: number, at: number) =>
	tx
		.updateTable('attempt')
		.set({ opens_next_at: at })
		.where('learner_id', '=', learnerId)
		.where('course', '=', course)
		.where('number', '=', number)
		.execute();

export const insertGrantedTry = (tx: Tx, row: GrantedTryRow) =>
	tx
		.insertInto('granted_try')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'course', 'event_id']).doNothing())
		.execute();

/** Newest first. */
export const readGrantedTries = (db: Db, learnerId: string) =>
	db
		.selectFrom('granted_try')
		.select(['course', 'at', 'by_person'])
		.where('learner_id', '=', learnerId)
		.orderBy('at', 'desc')
		.execute();

export const readLateDecisions = (db: Db, learnerId: string) =>
	db.selectFrom('late_decision').selectAll().where('learner_id', '=', learnerId).execute();

export const writeLateDecision = (tx: Tx, row: LateDecisionRow) =>
	tx
		.insertInto('late_decision')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'of_event']).doUpdateSet(row))
		.execute();

export const readPrepost = (db: Db, learnerId: string) =>
	db
		.selectFrom('prepost')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('course')
		.orderBy('phase')
		.execute();

/** The first answers of a phase count: seeing the items again is practice, not measurement (A4). */
export const insertPrepost = (tx: Tx, row: PrepostRow) =>
	tx
		.insertInto('prepost')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'course', 'phase']).doNothing())
		.execute();

export async function clearAssessment(tx: Tx, learnerId: string): Promise<void> {
	await tx.deleteFrom('attempt').where('learner_id', '=', learnerId).execute();
	await tx.deleteFrom('practical').where('learner_id', '=', learnerId).execute();
	await tx.deleteFrom('prepost').where('learner_id', '=', learnerId).execute();
	await tx.deleteFrom('granted_try').where('learner_id', '=', learnerId).execute();
	await tx.deleteFrom('late_decision').where('learner_id', '=', learnerId).execute();
}
