import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Secrets } from '../platform/secrets.server.ts';
import { deleteBlock, insertBlock, isBlocked, readBlocks, stopWaiting } from './block.repository.server.ts';
import { readOrder } from './order.repository.server.ts';

interface Deps {
	db: Db;
	clock: Clock;
	secrets: Secrets;
}

/** A number, as a shop remembers whom it does not sell to: of no use to another shop, or to a thief. */
export const blockHash = (secrets: Secrets, learnerId: string, phone: string): string =>
	secrets.lookup('shop-block', `${learnerId}:${phone}`);

/**
 * No new orders and no words from the number of this order, until she lifts it. What is open goes on: it is hers to cancel.
 * Asks for no reason and tells nobody.
 */
export const blockBuyer = (
	{ db, clock, secrets }: Deps,
	learnerId: string,
	orderId: string
): Promise<Result<null, { tag: 'no-order' }>> =>
	db.transaction().execute(async (tx) => {
		const order = await readOrder(tx, learnerId, orderId);
		if (!order) return refuse({ tag: 'no-order' });
		await insertBlock(tx, {
			learner_id: learnerId,
			phone_hash: blockHash(secrets, learnerId, order.buyer_phone),
			order_id: orderId,
			number: order.number,
			at: clock()
		});
		await stopWaiting(tx, learnerId, order.buyer_phone);
		return ok(null);
	});

/** Lifts it again. @param phoneHash as the list holds it; a strange one lifts nothing */
export const unblockBuyer = async (
	{ db }: { db: Db },
	learnerId: string,
	phoneHash: string
): Promise<void> => {
	if (/^[0-9a-f]+$/.test(phoneHash)) await deleteBlock(db, learnerId, phoneHash);
};

/** The same from the page of an order of that number. */
export const unblockOrder = async (
	{ db, secrets }: Deps,
	learnerId: string,
	orderId: string
): Promise<Result<null, { tag: 'no-order' }>> => {
	const order = await readOrder(db, learnerId, orderId);
	if (!order) return refuse({ tag: 'no-order' });
	await deleteBlock(db, learnerId, blockHash(secrets, learnerId, order.buyer_phone));
	return ok(null);
};

export interface BlockedBuyer {
	/** Names it in the form that lifts it; says nothing of the number. */
	key: string;
	/** Of the order by which she knows whom she has blocked. */
	number: number;
	at: number;
}

/** Whom her shop does not sell to, newest first: known by the order, since the number itself is not kept. */
export const readBlockedBuyers = async (db: Db, learnerId: string): Promise<BlockedBuyer[]> =>
	(await readBlocks(db, learnerId)).map(({ phone_hash, number, at }) => ({ key: phone_hash, number, at }));

/** @param phones E.164; any of them will do */
export const isBlockedBuyer = (
	{ db, secrets }: Pick<Deps, 'db' | 'secrets'>,
	learnerId: string,
	phones: readonly (string | null)[]
): Promise<boolean> =>
	isBlocked(
		db,
		learnerId,
		phones.flatMap((p) => (p === null ? [] : [blockHash(secrets, learnerId, p)]))
	);
