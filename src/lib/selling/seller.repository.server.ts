import type { ExpressionBuilder, Insertable, Selectable, Updateable } from 'kysely';
import { CLOCKS_DIFFER } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import type { OutboxRow, Schema, SellerRow } from '../platform/schema.ts';

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

/** The place of the next news in her order. Her seller row is held: nobody counts beside us. */
export async function nextSeq(db: Db, learnerId: string): Promise<number> {
	const { last } = await db
		.selectFrom('outbox')
		.select((eb) => eb.fn.max('seq').as('last'))
		.where('learner_id', '=', learnerId)
		.executeTakeFirstOrThrow();
	return Number(last ?? 0) + 1;
}

/** What went out before this row must have arrived: the same learner, the same target, an earlier place. */
const nothingBefore = (eb: ExpressionBuilder<Schema, 'outbox'>) =>
	eb.not(
		eb.exists(
			eb
				.selectFrom('outbox as earlier')
				.select('earlier.outbox_id')
				.whereRef('earlier.learner_id', '=', 'outbox.learner_id')
				.whereRef('earlier.target', '=', 'outbox.target')
				.whereRef('earlier.seq', '<', 'outbox.seq')
				.where('earlier.done_at', 'is', null)
		)
	);

/** Made, or tried last, under a clock that ran ahead: the time that it waits for means nothing. */
const underWrongClock = (eb: ExpressionBuilder<Schema, 'outbox'>, now: number) =>
	eb(eb.fn.coalesce('last_at', 'created_at'), '>', now + CLOCKS_DIFFER);

/** Rows of one target that may go out now, the oldest first: of each learner the first; all learners, so only for jobs. */
export const readDueOutbox = (allLearners: Db, target: string, now: number, limit: number) =>
	allLearners
		.selectFrom('outbox')
		.selectAll()
		.where('target', '=', target)
		.where('done_at', 'is', null)
		.where('parked_at', 'is', null)
		.where((eb) => eb.or([eb('next_at', '<=', now), underWrongClock(eb, now)]))
		.where(nothingBefore)
		.orderBy('created_at')
		.orderBy('seq')
		.orderBy('outbox_id')
		.limit(limit)
		.execute();

/** Of two workers one gets the row: the other finds `next_at` moved. Neither gets it before the one that goes first. */
export async function claimOutbox(
	db: Db,
	row: Pick<OutboxRow, 'learner_id' | 'outbox_id' | 'next_at'>,
	{ now, until }: { now: number; until: number }
): Promise<boolean> {
	const claimed = await db
		.updateTable('outbox')
		.set({ next_at: until, last_at: now })
		.where('learner_id', '=', row.learner_id)
		.where('outbox_id', '=', row.outbox_id)
		.where('next_at', '=', row.next_at)
		.where('done_at', 'is', null)
		.where('parked_at', 'is', null)
		.where(nothingBefore)
		.returning('outbox_id')
		.executeTakeFirst();
	return claimed !== undefined;
}

/** What became of a try. One that failed after its lease ran out says nothing: another worker has the row. */
export const updateOutbox = (
	db: Db,
	row: Pick<OutboxRow, 'learner_id' | 'outbox_id'>,
	change: Updateable<OutboxRow>,
	heldUntil?: number
) =>
	db
		.updateTable('outbox')
		.set(change)
		.where('learner_id', '=', row.learner_id)
		.where('outbox_id', '=', row.outbox_id)
		.where('done_at', 'is', null)
		.$if(heldUntil !== undefined, (q) => q.where('next_at', '=', heldUntil!))
		.execute();
