import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ShopBlockRow } from '../platform/schema.ts';

export type Block = Selectable<ShopBlockRow>;

export const readBlocks = (db: Db, learnerId: string): Promise<Block[]> =>
	db
		.selectFrom('shop_block')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('at', 'desc')
		.limit(200)
		.execute();

/** @param hashes of one buyer's numbers */
export async function isBlocked(db: Db, learnerId: string, hashes: readonly string[]): Promise<boolean> {
	const found = await db
		.selectFrom('shop_block')
		.select('phone_hash')
		.where('learner_id', '=', learnerId)
		.where('phone_hash', 'in', hashes)
		.executeTakeFirst();
	return found !== undefined;
}

/** A second tap finds it there. */
export const insertBlock = (db: Db, row: Insertable<ShopBlockRow>) =>
	db
		.insertInto('shop_block')
		.values(row)
		.onConflict((c) => c.doNothing())
		.execute();

export const deleteBlock = (db: Db, learnerId: string, phoneHash: string) =>
	db
		.deleteFrom('shop_block')
		.where('learner_id', '=', learnerId)
		.where('phone_hash', '=', phoneHash)
		.execute();

/** Nobody waits for an answer any more whose words are not wanted. */
export const stopWaiting = (db: Db, learnerId: string, phone: string) =>
	db
		.updateTable('shop_order')
		.set({ waits_since: null })
		.where('learner_id', '=', learnerId)
		.where('buyer_phone', '=', phone)
		.execute();
