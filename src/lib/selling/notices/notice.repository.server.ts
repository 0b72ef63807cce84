/** All SQL of whom a seller has told to say that something waits. */
import type { Db } from '../../platform/db.server.ts';

export const readPhones = (db: Db, learnerId: string) =>
	db
		.selectFrom('push_phone')
		.select(['phone_hash', 'sealed'])
		.where('learner_id', '=', learnerId)
		.orderBy('made_at')
		.orderBy('phone_hash')
		.execute();

/** A phone tells one learner: whoever switched it on last. */
export const keepPhone = (
	db: Db,
	row: { phone_hash: string; learner_id: string; sealed: string; made_at: number }
) =>
	db
		.insertInto('push_phone')
		.values(row)
		.onConflict((c) =>
			c
				.column('phone_hash')
				.doUpdateSet({ learner_id: row.learner_id, sealed: row.sealed, made_at: row.made_at })
		)
		.execute();

/** Named by learner as well: in between it may have become another one's. */
export const deletePhones = (db: Db, learnerId: string, hashes: readonly string[]) =>
	db.deleteFrom('push_phone').where('learner_id', '=', learnerId).where('phone_hash', 'in', hashes).execute();

export const deleteAllPhones = (db: Db, learnerId: string) =>
	db.deleteFrom('push_phone').where('learner_id', '=', learnerId).execute();

export const wantsSms = async (db: Db, learnerId: string): Promise<boolean> =>
	(await db
		.selectFrom('seller_sms')
		.select('learner_id')
		.where('learner_id', '=', learnerId)
		.executeTakeFirst()) !== undefined;

export const keepSms = (db: Db, learnerId: string, at: number) =>
	db
		.insertInto('seller_sms')
		.values({ learner_id: learnerId, at })
		.onConflict((c) => c.column('learner_id').doNothing())
		.execute();

export const deleteSms = (db: Db, learnerId: string) =>
	db.deleteFrom('seller_sms').where('learner_id', '=', learnerId).execute();
