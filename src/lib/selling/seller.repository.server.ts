import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { OutboxRow, SellerRow } from '../platform/schema.ts';

export type Seller = Selectable<SellerRow>;

export const readSeller = (db: Db, learnerId: string): Promise<Seller | undefined> =>
	db.selectFrom('seller').selectAll().where('learner_id', '=', learnerId).executeTakeFirst();

/** @returns false when she already has an account: of two unlocks at once, one wins (M2) */
export async function insertSeller(db: Db, row: Insertable<SellerRow>): Promise<boolean> {
	const made = await db
		.insertInto('seller')
		.values(row)
		.onConflict((c) => c.column('learner_id').doNothing())
		.returning('learner_id')
		.executeTakeFirst();
	return made !== undefined;
}

export const updateSeller = (
	db: Db,
	learnerId: string,
	change: Updateable<SellerRow>
): Promise<Seller | undefined> =>
	db.updateTable('seller').set(change).where('learner_id', '=', learnerId).returningAll().executeTakeFirst();

/** Takes the row for this transaction, so that two taps of hers come one after the other. */
export const lockSeller = (db: Db, learnerId: string): Promise<Seller | undefined> =>
	db
		.updateTable('seller')
		.set((eb) => ({ changed_at: eb.ref('changed_at') }))
		.where('learner_id', '=', learnerId)
		.returningAll()
		.executeTakeFirst();

export const insertOutbox = (db: Db, row: Insertable<OutboxRow>) =>
	db
		.insertInto('outbox')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'outbox_id']).doNothing())
		.execute();

/** Rows of one topic family that are due; all learners, so only for jobs. */
export const readDueOutbox = (allLearners: Db, prefix: string, now: number, limit: number) =>
	allLearners
		.selectFrom('outbox')
		.selectAll()
		.where('topic', 'like', `${prefix}%`)
		.where('done_at', 'is', null)
		.where('parked_at', 'is', null)
		.where('next_at', '<=', now)
		.orderBy('created_at')
		.orderBy('outbox_id')
		.limit(limit)
		.execute();

/** Of two workers one gets the row: the other finds `next_at` moved. */
export async function claimOutbox(
	db: Db,
	row: Pick<OutboxRow, 'learner_id' | 'outbox_id' | 'next_at'>,
	until: number
): Promise<boolean> {
	const claimed = await db
		.updateTable('outbox')
		.set({ next_at: until })
		.where('learner_id', '=', row.learner_id)
		.where('outbox_id', '=', row.outbox_id)
		.where('next_at', '=', row.next_at)
		.where('done_at', 'is', null)
		.returning('outbox_id')
		.executeTakeFirst();
	return claimed !== undefined;
}

export const updateOutbox = (db: Db, learnerId: string, outboxId: string, change: Updateable<OutboxRow>) =>
	db
		.updateTable('outbox')
		.set(change)
		.where('learner_id', '=', learnerId)
		.where('outbox_id', '=', outboxId)
		.execute();
