import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ShopOrderWordRow, ShopUnansweredRow } from '../platform/schema.ts';

export type OrderWord = Selectable<ShopOrderWordRow>;

export const readWords = (db: Db, learnerId: string, orderId: string): Promise<OrderWord[]> =>
	db
		.selectFrom('shop_order_word')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('order_id', '=', orderId)
		.orderBy('n')
		.execute();

export const insertWord = (db: Db, row: OrderWord) => db.insertInto('shop_order_word').values(row).execute();

/** Orders whose buyer has waited since before a time. Without a learner it walks all of them: for the job only. */
export const findUnanswered = (db: Db, before: number, learnerId?: string) =>
	db
		.selectFrom('shop_order')
		.select(['learner_id', 'order_id', 'waits_since as since'])
		.where('waits_since', '<=', before)
		.$if(learnerId !== undefined, (q) => q.where('learner_id', '=', learnerId!))
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('shop_unanswered as noted')
						.select('noted.order_id')
						.whereRef('noted.learner_id', '=', 'shop_order.learner_id')
						.whereRef('noted.order_id', '=', 'shop_order.order_id')
				)
			)
		)
		.limit(500)
		.execute();

/** @returns false when it was noted before */
export async function insertUnanswered(db: Db, row: Insertable<ShopUnansweredRow>): Promise<boolean> {
	const made = await db
		.insertInto('shop_unanswered')
		.values(row)
		.onConflict((c) => c.doNothing())
		.returning('order_id')
		.executeTakeFirst();
	return made !== undefined;
}

/** @param from UTC ms: those noted before it count no more */
export async function countUnanswered(db: Db, learnerId: string, from: number): Promise<number> {
	const row = await db
		.selectFrom('shop_unanswered')
		.select((eb) => eb.fn.countAll().as('n'))
		.where('learner_id', '=', learnerId)
		.where('at', '>=', from)
		.executeTakeFirst();
	return Number(row?.n ?? 0);
}

/** When the orders came that were left without an answer until they were erased, newest first. @param from UTC ms */
export const readMissed = async (db: Db, learnerId: string, from: number): Promise<number[]> =>
	(
		await db
			.selectFrom('shop_unanswered as noted')
			.select('noted.since')
			.where('noted.learner_id', '=', learnerId)
			.where('noted.since', '>=', from)
			.where((eb) =>
				eb.not(
					eb.exists(
						eb
							.selectFrom('shop_order')
							.select('shop_order.order_id')
							.whereRef('shop_order.learner_id', '=', 'noted.learner_id')
							.whereRef('shop_order.order_id', '=', 'noted.order_id')
					)
				)
			)
			.orderBy('noted.since', 'desc')
			.execute()
	).map(({ since }) => since);
