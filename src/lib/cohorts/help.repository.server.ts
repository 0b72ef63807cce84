import type { Db, Tx } from '../platform/db.server.ts';

export interface AskedHelp {
	learner_id: string;
	event_id: string;
	course: string;
	lesson: string;
	at: number;
}

export const insertHelpRequest = (tx: Tx, row: AskedHelp) =>
	tx
		.insertInto('help_request')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'event_id']).doNothing())
		.execute();

/** What she asked, newest first; answered ones too. */
export const readHelpRequests = (db: Db, learnerId: string) =>
	db
		.selectFrom('help_request')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('at', 'desc')
		.limit(20)
		.execute();

/** @returns false when it was answered before, or is not hers */
export async function setAnswered(
	tx: Tx,
	given: { learnerId: string; eventId: string; at: number; by: string }
): Promise<boolean> {
	const row = await tx
		.updateTable('help_request')
		.set({ answered_at: given.at, answered_by: given.by })
		.where('learner_id', '=', given.learnerId)
		.where('event_id', '=', given.eventId)
		.where('answered_at', 'is', null)
		.returning('event_id')
		.executeTakeFirst();
	return row !== undefined;
}
