import type { Db, Tx } from '../platform/db.server.ts';

/** Codes and recovery tokens, stored only as hashes. */

export const findByCode = (db: Db, codeHash: string) =>
	db
		.selectFrom('learner_code')
		.select('learner_id')
		.where('code_hash', '=', codeHash)
		.where('revoked_at', 'is', null)
		.executeTakeFirst();

/** @returns whose code this is now, and whether it still opens anything */
export async function placeCode(tx: Tx, codeHash: string, learnerId: string, now: number) {
	await tx
		.insertInto('learner_code')
		.values({ code_hash: codeHash, learner_id: learnerId, created_at: now })
		.onConflict((c) => c.column('code_hash').doNothing())
		.execute();
	return tx
		.selectFrom('learner_code')
		.select(['learner_id', 'revoked_at'])
		.where('code_hash', '=', codeHash)
		.executeTakeFirstOrThrow();
}

export const placeRecoveryToken = (tx: Tx, tokenHash: string, learnerId: string, now: number) =>
	tx
		.insertInto('recovery_token')
		.values({ token_hash: tokenHash, learner_id: learnerId, created_at: now })
		.onConflict((c) => c.column('token_hash').doNothing())
		.execute();

/** Older cards open nothing any more. */
export async function cancelOtherCards(
	tx: Tx,
	learnerId: string,
	keep: { codeHash: string; recoveryHash: string },
	now: number
): Promise<void> {
	await tx
		.updateTable('learner_code')
		.set({ revoked_at: now })
		.where('learner_id', '=', learnerId)
		.where('revoked_at', 'is', null)
		.where('code_hash', '!=', keep.codeHash)
		.execute();
	await tx
		.updateTable('recovery_token')
		.set({ used_at: now })
		.where('learner_id', '=', learnerId)
		.where('used_at', 'is', null)
		.where('token_hash', '!=', keep.recoveryHash)
		.execute();
}

export const findRecoveryToken = (db: Db, tokenHash: string) =>
	db
		.selectFrom('recovery_token')
		.select('learner_id')
		.where('token_hash', '=', tokenHash)
		.where('used_at', 'is', null)
		.executeTakeFirst();

/** Single use: of two at once one gets the learner. A card that has come to open another record of hers meanwhile stays (T5). */
export const useRecoveryToken = (tx: Tx, tokenHash: string, learnerId: string, now: number) =>
	tx
		.updateTable('recovery_token')
		.set({ used_at: now })
		.where('token_hash', '=', tokenHash)
		.where('learner_id', '=', learnerId)
		.where('used_at', 'is', null)
		.returning('learner_id')
		.executeTakeFirst();
