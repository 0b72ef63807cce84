import { HOUR } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { deleteUnconfirmed, findStale } from './order.repository.server.ts';

/** M6. How long an order nobody confirms is kept. */
export const UNCONFIRMED_FOR = 72 * HOUR;

/**
 * Erases unconfirmed orders with everything the buyer gave, 72 hours after they came.
 * @param db of all learners for the job; with a learner the usual one will do
 * @returns how many are gone
 */
export async function eraseStale(db: Db, now: number, learnerId?: string): Promise<number> {
	let gone = 0;
	for (const order of await findStale(db, now - UNCONFIRMED_FOR, learnerId))
		if (await db.transaction().execute((tx) => deleteUnconfirmed(tx, order))) gone++;
	return gone;
}
