/** M6. What is left to say of an order that nobody confirmed within 72 hours, to its buyer and to the seller. */
import { DAY, type Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { isPublic } from './decide-shop.ts';
import { eraseStale } from './erase-stale.server.ts';
import { findBySecret, readOrder } from './order.repository.server.ts';
import { secretHash, type OrderDeps } from './place-order.server.ts';
import { readStanding } from './read-shop.server.ts';
import { readMissed } from './word.repository.server.ts';

/** So long her list says which orders she missed. */
const MISSED_FOR = 30 * DAY;

export interface ErasedOrder {
	/** Where she may order again; null while strangers do not find the shop. */
	handle: string | null;
}

/** For the link of an order that was erased; undefined for any other. */
export async function readErasedOrder(
	deps: Pick<OrderDeps, 'db' | 'env' | 'secrets'>,
	secret: string
): Promise<ErasedOrder | undefined> {
	const found = await findBySecret(deps.db, secretHash(deps.secrets, secret));
	if (!found || (await readOrder(deps.db, found.learner_id, found.order_id))) return undefined;
	const standing = await readStanding(deps, found.learner_id);
	return { handle: standing && isPublic(standing.face) ? standing.shop.handle : null };
}

/** When the orders came that were erased without her answer, newest first, UTC ms. */
export async function readMissedOrders(
	{ db, clock }: { db: Db; clock: Clock },
	learnerId: string
): Promise<number[]> {
	await eraseStale(db, clock(), learnerId);
	return readMissed(db, learnerId, clock() - MISSED_FOR);
}
