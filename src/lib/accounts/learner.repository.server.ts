import type { Lang } from '../catalog/index.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import type { Secret } from './decide-secret.ts';
import { insertClaim } from './profile.repository.server.ts';

/** Learner rows and the ways to find one: code, recovery token, join key. */

export const tileSeed = (random: Random): number => new DataView(random(4).buffer).getUint32(0) || 1;

/** @returns who has this id and was not deleted; a record joined to another (T5) opens nothing itself */
export const findOpenLearner = (db: Db, learnerId: string) =>
	db
		.selectFrom('learner')
		.select([
			'learner_id',
			'kind',
			'display_name',
			'locale',
			'tile_seed',
			'secret_kind',
			'secret_hash',
			'contact'
		])
		.where('learner_id', '=', learnerId)
		.where('deleted_at', 'is', null)
		.where('merged_into', 'is', null)
		.executeTakeFirst();

/**
 * Takes her row for this transaction: an erasure, whose first rows these are (K5), waits for it and takes what is written
 * here along, or has gone before.
 * @returns false when she is not there any more: nothing may be written about her
 */
export async function holdOpenLearner(tx: Tx, learnerId: string): Promise<boolean> {
	const held = await tx
		.updateTable('learner')
		.set((eb) => ({ tile_seed: eb.ref('tile_seed') }))
		.where('learner_id', '=', learnerId)
		.where('deleted_at', 'is', null)
		.where('merged_into', 'is', null)
		.returning('learner_id')
		.executeTakeFirst();
	return held !== undefined;
}

/** The same secret under a newer key; another one that she has chosen meanwhile stays. */
export const renewSecretHash = (db: Db, learnerId: string, was: string, fresh: string) =>
	db
		.updateTable('learner')
		.set({ secret_hash: fresh })
		.where('learner_id', '=', learnerId)
		.where('secret_hash', '=', was)
		.execute();

/** A learner without a name: work of a browser without scripts, until somebody joins. */
export async function createGuest({ db, clock, random }: Services, lang: Lang): Promise<string> {
	const now = clock();
	const learnerId = uuidv7(now, random);
	await db.transaction().execute(async (tx) => {
		await tx
			.insertInto('learner')
			.values({
				learner_id: learnerId,
				kind: 'guest',
				locale: lang,
				tile_seed: tileSeed(random),
				created_at: now
			})
			.execute();
		await insertClaim(tx, learnerId, learnerId, now);
	});
	return learnerId;
}

export interface NewLearner {
	name: string;
	lang: Lang;
	secret: Secret;
	secretHash: string;
	/** Sealed. */
	contact: string | null;
	/** Of the work she brings from the phone. */
	tileSeed?: number;
}

const joinedFields = ({ name, lang, secret, secretHash, contact }: NewLearner, now: number) => ({
	kind: 'joined' as const,
	display_name: name,
	locale: lang,
	joined_at: now,
	secret_kind: secret.kind,
	secret_hash: secretHash,
	secret_set_at: now,
	contact
});

/** The guest becomes this learner in place; her log and her tile stay. @returns false when she is no guest (any more) */
export async function upgradeGuest(
	tx: Tx,
	learnerId: string,
	learner: NewLearner,
	now: number
): Promise<boolean> {
	const row = await tx
		.updateTable('learner')
		.set(joinedFields(learner, now))
		.where('learner_id', '=', learnerId)
		.where('kind', '=', 'guest')
		.where('deleted_at', 'is', null)
		.returning('learner_id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function insertJoined(
	tx: Tx,
	learnerId: string,
	learner: NewLearner,
	now: number,
	random: Random
) {
	await tx
		.insertInto('learner')
		.values({
			learner_id: learnerId,
			tile_seed: learner.tileSeed ?? tileSeed(random),
			created_at: now,
			...joinedFields(learner, now)
		})
		.execute();
	await insertClaim(tx, learnerId, learnerId, now);
}

export const setSecret = (db: Db, learnerId: string, secret: Secret, secretHash: string, now: number) =>
	db
		.updateTable('learner')
		.set({ secret_kind: secret.kind, secret_hash: secretHash, secret_set_at: now })
		.where('learner_id', '=', learnerId)
		.execute();

/** @returns false when this key has been used: the same form came before */
export async function takeJoinKey(tx: Tx, keyHash: string, learnerId: string, now: number): Promise<boolean> {
	const row = await tx
		.insertInto('join_key')
		.values({ key_hash: keyHash, learner_id: learnerId, created_at: now })
		.onConflict((c) => c.column('key_hash').doNothing())
		.returning('key_hash')
		.executeTakeFirst();
	return row !== undefined;
}

export const findJoinKey = (db: Db, keyHash: string) =>
	db.selectFrom('join_key').select('learner_id').where('key_hash', '=', keyHash).executeTakeFirst();
