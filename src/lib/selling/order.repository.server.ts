import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ShopOrderHistoryRow, ShopOrderRow } from '../platform/schema.ts';
import { openStates, type OrderState } from './decide-order.ts';

export type OrderRow = Selectable<ShopOrderRow>;
export type OrderStep = Selectable<ShopOrderHistoryRow>;

export const readOrder = (db: Db, learnerId: string, orderId: string): Promise<OrderRow | undefined> =>
	db
		.selectFrom('shop_order')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('order_id', '=', orderId)
		.executeTakeFirst();

/** Takes the row for this transaction: of two taps at once the second sees what the first did. */
export const lockOrder = (db: Db, learnerId: string, orderId: string): Promise<OrderRow | undefined> =>
	db
		.updateTable('shop_order')
		.set((eb) => ({ number: eb.ref('number') }))
		.where('learner_id', '=', learnerId)
		.where('order_id', '=', orderId)
		.returningAll()
		.executeTakeFirst();

export const readOrderByKey = (db: Db, learnerId: string, key: string): Promise<OrderRow | undefined> =>
	db
		.selectFrom('shop_order')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('idempotency_key', '=', key)
		.executeTakeFirst();

export const readOrders = (
	db: Db,
	learnerId: string,
	states: readonly OrderState[],
	limit: number
): Promise<OrderRow[]> =>
	db
		.selectFrom('shop_order')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('state', 'in', [...states])
		.orderBy('created_at', 'desc')
		.orderBy('number', 'desc')
		.limit(limit)
		.execute();

const count = async (query: { executeTakeFirst(): Promise<{ n: number | string | bigint } | undefined> }) =>
	Number((await query.executeTakeFirst())?.n ?? 0);

export const countOpenOrders = (db: Db, learnerId: string): Promise<number> =>
	count(
		db
			.selectFrom('shop_order')
			.select((eb) => eb.fn.countAll().as('n'))
			.where('learner_id', '=', learnerId)
			.where('state', 'in', [...openStates])
	);

/** Orders that she has said yes to and that have not come to their end: a buyer waits for a parcel. */
export const countPromised = (db: Db, learnerId: string): Promise<number> =>
	count(
		db
			.selectFrom('shop_order')
			.select((eb) => eb.fn.countAll().as('n'))
			.where('learner_id', '=', learnerId)
			.where('state', 'in', ['confirmed', 'sent'])
	);

export const countUnconfirmed = (db: Db, learnerId: string, phone: string): Promise<number> =>
	count(
		db
			.selectFrom('shop_order')
			.select((eb) => eb.fn.countAll().as('n'))
			.where('learner_id', '=', learnerId)
			.where('state', '=', 'new')
			.where('buyer_phone', '=', phone)
	);

/** @param since orders older than this are about to be erased and count no more */
export const countNew = (db: Db, learnerId: string, since: number): Promise<number> =>
	count(
		db
			.selectFrom('shop_order')
			.select((eb) => eb.fn.countAll().as('n'))
			.where('learner_id', '=', learnerId)
			.where('state', '=', 'new')
			.where('created_at', '>=', since)
	);

/** Orders that wait for her. @param since new ones older than this are about to be erased and count no more */
export const countWaiting = (db: Db, learnerId: string, since: number): Promise<number> =>
	count(
		db
			.selectFrom('shop_order')
			.select((eb) => eb.fn.countAll().as('n'))
			.where('learner_id', '=', learnerId)
			.where('waits_since', 'is not', null)
			.where((eb) => eb.or([eb('state', '!=', 'new'), eb('created_at', '>=', since)]))
	);

/** The form of an erased order may be sent again: its link then leads to the new one. */
export async function insertOrder(db: Db, row: Insertable<ShopOrderRow>): Promise<void> {
	await db.insertInto('shop_order').values(row).execute();
	await db
		.insertInto('shop_order_secret')
		.values({ secret_hash: row.secret_hash, learner_id: row.learner_id, order_id: row.order_id })
		.onConflict((c) => c.column('secret_hash').doUpdateSet({ order_id: row.order_id }))
		.execute();
}

export const updateOrder = (db: Db, learnerId: string, orderId: string, change: Updateable<ShopOrderRow>) =>
	db
		.updateTable('shop_order')
		.set(change)
		.where('learner_id', '=', learnerId)
		.where('order_id', '=', orderId)
		.execute();

export const findBySecret = (db: Db, secretHash: string) =>
	db
		.selectFrom('shop_order_secret')
		.select(['learner_id', 'order_id'])
		.where('secret_hash', '=', secretHash)
		.executeTakeFirst();

export const readHistory = (db: Db, learnerId: string, orderId: string): Promise<OrderStep[]> =>
	db
		.selectFrom('shop_order_history')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('order_id', '=', orderId)
		.orderBy('step')
		.execute();

/** Adds the next step; the caller holds the order's row. */
export async function addStep(db: Db, step: Omit<OrderStep, 'step'>): Promise<void> {
	const steps = await count(
		db
			.selectFrom('shop_order_history')
			.select((eb) => eb.fn.countAll().as('n'))
			.where('learner_id', '=', step.learner_id)
			.where('order_id', '=', step.order_id)
	);
	await db
		.insertInto('shop_order_history')
		.values({ ...step, step: steps + 1 })
		.execute();
}

/** Unconfirmed orders made before a time. Without a learner it walks all of them: for the job only. */
export const findStale = (db: Db, before: number, learnerId?: string) =>
	db
		.selectFrom('shop_order')
		.select(['learner_id', 'order_id'])
		.where('state', '=', 'new')
		.where('created_at', '<', before)
		.$if(learnerId !== undefined, (q) => q.where('learner_id', '=', learnerId!))
		.limit(500)
		.execute();

/**
 * Everything the buyer gave. The hash of her link stays, which says nothing of her: the page behind it tells what became of
 * the order.
 * @returns false when it was confirmed in the meantime
 */
export async function deleteUnconfirmed(
	db: Db,
	order: Pick<OrderRow, 'learner_id' | 'order_id'>
): Promise<boolean> {
	const gone = await db
		.deleteFrom('shop_order')
		.where('learner_id', '=', order.learner_id)
		.where('order_id', '=', order.order_id)
		.where('state', '=', 'new')
		.returning('order_id')
		.executeTakeFirst();
	if (!gone) return false;
	await db
		.deleteFrom('shop_order_history')
		.where('learner_id', '=', order.learner_id)
		.where('order_id', '=', order.order_id)
		.execute();
	await db
		.deleteFrom('shop_order_word')
		.where('learner_id', '=', order.learner_id)
		.where('order_id', '=', order.order_id)
		.execute();
	return true;
}
