import type { Db } from '../platform/db.server.ts';
import { UNCONFIRMED_FOR } from './decide-answer.ts';
import { noteUnanswered } from './note-unanswered.server.ts';
import { deleteUnconfirmed, findStale } from './order.repository.server.ts';

/**
 * Notes who has waited 48 hours for an answer, and erases unconfirmed orders with everything the buyer gave, 72 hours after
 * they came.
 * @param db of all learners for the job; with a learner the usual one will do
 * @returns how many are gone
 */
export async function eraseStale(db: Db, now: number, learnerId?: string): Promise<number> {
	// What goes now has waited longer than 48 hours: noted before it can be forgotten.
	await noteUnanswered(db, now, learnerId);
	let gone = 0;
	for (const order of await findStale(db, now - UNCONFIRMED_FOR, learnerId))
		if (await db.transaction().execute((tx) => deleteUnconfirmed(tx, order))) gone++;
	return gone;
}
