import type { Db } from '../platform/db.server.ts';
import { ANSWER_WITHIN, pausesShop } from './decide-answer.ts';
import { lockOrder } from './order.repository.server.ts';
import { lockShop, updateShop } from './shop.repository.server.ts';
import { countUnanswered, findUnanswered, insertUnanswered } from './word.repository.server.ts';

/**
 * Notes every order whose buyer has waited 48 hours, once, and closes a shop for a while that left three of them without an
 * answer; open orders go on.
 * @param db of all learners for the job; with a learner the usual one will do
 * @returns how many were noted
 */
export async function noteUnanswered(db: Db, now: number, learnerId?: string): Promise<number> {
	let noted = 0;
	const before = now - ANSWER_WITHIN;
	for (const { learner_id, order_id } of await findUnanswered(db, before, learnerId))
		await db.transaction().execute(async (tx) => {
			const shop = await lockShop(tx, learner_id);
			// Looked at again with the row in hand: she may have answered in this very second, or been erased.
			const since = (await lockOrder(tx, learner_id, order_id))?.waits_since ?? null;
			if (!shop || since === null || since > before) return;
			if (!(await insertUnanswered(tx, { learner_id, order_id, since, at: now }))) return;
			noted++;
			if (shop.state === 'open' && pausesShop(await countUnanswered(tx, learner_id, shop.answers_from)))
				await updateShop(tx, learner_id, { state: 'paused', pause_reason: 'unanswered' });
		});
	return noted;
}
