import { HOUR } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';

/** Which learner a phone's profile belongs to (K1), and the tokens that upload and read for it (K8). */

/** First wins. @returns whose profile it is now */
export async function insertClaim(
	db: Db,
	profileId: string,
	learnerId: string,
	now: number
): Promise<string> {
	await db
		.insertInto('profile_claim')
		.values({ profile_id: profileId, learner_id: learnerId, claimed_at: now })
		.onConflict((c) => c.column('profile_id').doNothing())
		.execute();
	const { learner_id } = await db
		.selectFrom('profile_claim')
		.select('learner_id')
		.where('profile_id', '=', profileId)
		.executeTakeFirstOrThrow();
	return learner_id;
}

/** The profiles whose events may enter this learner's log. */
export async function profilesOf(db: Db, learnerId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('profile_claim')
		.select('profile_id')
		.where('learner_id', '=', learnerId)
		.orderBy('claimed_at')
		.execute();
	return rows.map((r) => r.profile_id);
}

export const insertUploadToken = (
	db: Db,
	tokenHash: string,
	learnerId: string,
	profileId: string,
	now: number
) =>
	db
		.insertInto('upload_token')
		.values({ token_hash: tokenHash, learner_id: learnerId, profile_id: profileId, created_at: now })
		.onConflict((c) => c.column('token_hash').doNothing())
		.execute();

export const findUploadToken = (db: Db, tokenHash: string) =>
	db
		.selectFrom('upload_token')
		.select(['learner_id', 'profile_id'])
		.where('token_hash', '=', tokenHash)
		.where('revoked_at', 'is', null)
		.executeTakeFirst();

/** Written once an hour at most: a sync should not cost a write of its own. */
export const touchUploadToken = (db: Db, tokenHash: string, now: number) =>
	db
		.updateTable('upload_token')
		.set({ last_used_at: now })
		.where('token_hash', '=', tokenHash)
		.where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', now - HOUR)]))
		.execute();

export const insertReaderToken = (db: Db, tokenHash: string, learnerId: string, now: number) =>
	db
		.insertInto('reader_token')
		.values({ token_hash: tokenHash, learner_id: learnerId, created_at: now })
		.onConflict((c) => c.column('token_hash').doNothing())
		.execute();

export const findReaderToken = (db: Db, tokenHash: string) =>
	db
		.selectFrom('reader_token')
		.select('learner_id')
		.where('token_hash', '=', tokenHash)
		.where('revoked_at', 'is', null)
		.executeTakeFirst();

/** Whose a phone's profile is; nothing while nobody has said "mine". */
export const findClaim = (db: Db, profileId: string) =>
	db.selectFrom('profile_claim').select('learner_id').where('profile_id', '=', profileId).executeTakeFirst();

/** Her phones add nothing and read nothing any more. */
export async function revokeTokens(db: Db, learnerId: string, now: number): Promise<void> {
	for (const table of ['upload_token', 'reader_token'] as const)
		await db
			.updateTable(table)
			.set({ revoked_at: now })
			.where('learner_id', '=', learnerId)
			.where('revoked_at', 'is', null)
			.execute();
}
