import type { Db, Tx } from '../platform/db.server.ts';
import type { AwardRow } from '../platform/schema.ts';
import type { Insertable, Selectable } from 'kysely';

export type Award = Selectable<AwardRow>;

/** B2. The primary key is learner and badge: of two deciders at once one inserts. @returns whether this one did */
export async function insertAward(tx: Tx, row: Insertable<AwardRow>): Promise<boolean> {
	const inserted = await tx
		.insertInto('award')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'badge']).doNothing())
		.returning('award_id')
		.executeTakeFirst();
	if (!inserted) return false;
	await tx
		.insertInto('award_lookup')
		.values({ award_id: row.award_id, learner_id: row.learner_id, badge: row.badge })
		.onConflict((c) => c.column('award_id').doNothing())
		.execute();
	await addHistory(tx, {
		learner_id: row.learner_id,
		award_id: row.award_id,
		at: row.awarded_at,
		act: 'awarded',
		by_person: 'rule',
		reason: ''
	});
	return true;
}

export const addHistory = (
	tx: Tx,
	row: { learner_id: string; award_id: string; at: number; act: string; by_person: string; reason: string }
) =>
	tx
		.insertInto('award_history')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'award_id', 'at', 'act']).doNothing())
		.execute();

export const readAwards = (db: Db, learnerId: string): Promise<Award[]> =>
	db.selectFrom('award').selectAll().where('learner_id', '=', learnerId).orderBy('awarded_at').execute();

export async function findAward(db: Db, awardId: string): Promise<Award | undefined> {
	const found = await db
		.selectFrom('award_lookup')
		.selectAll()
		.where('award_id', '=', awardId)
		.executeTakeFirst();
	if (!found) return undefined;
	return db
		.selectFrom('award')
		.selectAll()
		.where('learner_id', '=', found.learner_id)
		.where('badge', '=', found.badge)
		.executeTakeFirst();
}

/**
 * Whether a badge had this id whose holder has since had everything deleted: its place in the status list stays (K5).
 */
export async function wasAward(db: Db, awardId: string): Promise<boolean> {
	const place = await db
		.selectFrom('status_entry')
		.select('idx')
		// By the lists, as they are few and the index begins with them.
		.where('list_id', 'in', (of) => of.selectFrom('status_list').select('status_list.list_id'))
		.where('award_id', '=', awardId)
		.executeTakeFirst();
	return place !== undefined && (await findAward(db, awardId)) === undefined;
}

type AwardKey = Pick<Award, 'learner_id' | 'badge'>;

/**
 * @param from the states that this may change; any, where none are named
 * @returns false when it stood so already
 */
export async function setState(
	tx: Tx,
	award: AwardKey,
	state: Award['state'],
	reason: string | null,
	from: readonly Award['state'][] = ['active', 'revoked', 'suspended']
): Promise<boolean> {
	const changed = await tx
		.updateTable('award')
		.set({ state, reason })
		.where('learner_id', '=', award.learner_id)
		.where('badge', '=', award.badge)
		.where('state', '<>', state)
		.where('state', 'in', from)
		.returning('award_id')
		.executeTakeFirst();
	return changed !== undefined;
}

/** Its state, and its row lock: whoever changes it waits, or has been waited for. */
export async function lockAward(tx: Tx, award: AwardKey): Promise<Award['state']> {
	const { state } = await tx
		.updateTable('award')
		.set((eb) => ({ state: eb.ref('state') }))
		.where('learner_id', '=', award.learner_id)
		.where('badge', '=', award.badge)
		.returning('state')
		.executeTakeFirstOrThrow();
	return state;
}

/** Whether her name stands on the badge's public page (B5). */
export const setPublicName = (db: Db, learnerId: string, badge: string, shown: boolean) =>
	db
		.updateTable('award')
		.set({ public_name: shown ? 1 : 0 })
		.where('learner_id', '=', learnerId)
		.where('badge', '=', badge)
		.execute();

export const readHistory = (db: Db, learnerId: string, awardId: string) =>
	db
		.selectFrom('award_history')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('award_id', '=', awardId)
		.orderBy('at')
		.execute();

export const newestCredential = (db: Db, learnerId: string, awardId: string) =>
	db
		.selectFrom('credential')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('award_id', '=', awardId)
		.orderBy('version', 'desc')
		.executeTakeFirst();

export const insertCredential = (
	db: Db,
	row: {
		learner_id: string;
		award_id: string;
		version: number;
		key_id: string;
		issued_at: number;
		body: string;
	}
) =>
	db
		.insertInto('credential')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'award_id', 'version']).doNothing())
		.execute();
