import type { Insertable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { StaffFactorRow } from '../platform/schema.ts';

/** The second factor of somebody of staff, once she has confirmed it. */
export const findFactor = (db: Db, staffId: string) =>
	db
		.selectFrom('staff_factor')
		.select(['secret', 'last_step'])
		.where('staff_id', '=', staffId)
		.where('confirmed_at', 'is not', null)
		.executeTakeFirst();

/** @returns false when she has one already */
export async function insertFactor(tx: Tx, row: Insertable<StaffFactorRow>): Promise<boolean> {
	const made = await tx
		.insertInto('staff_factor')
		.values(row)
		.onConflict((c) => c.column('staff_id').doNothing())
		.returning('staff_id')
		.executeTakeFirst();
	return made !== undefined;
}

/** Of two with the same number at once, one gets it. */
export async function useStep(db: Db, staffId: string, step: number): Promise<boolean> {
	const used = await db
		.updateTable('staff_factor')
		.set({ last_step: step })
		.where('staff_id', '=', staffId)
		.where('last_step', '<', step)
		.returning('staff_id')
		.executeTakeFirst();
	return used !== undefined;
}

export const deleteRecovery = (tx: Tx, staffId: string) =>
	tx.deleteFrom('staff_recovery').where('staff_id', '=', staffId).execute();

/** Whether it is hers, used or not. */
export const holdsRecovery = async (tx: Tx, staffId: string, hash: string): Promise<boolean> =>
	(await tx
		.selectFrom('staff_recovery')
		.select('code_hash')
		.where('code_hash', '=', hash)
		.where('staff_id', '=', staffId)
		.executeTakeFirst()) !== undefined;

/** With its recovery codes. @returns whether there was one */
export async function deleteFactor(tx: Tx, staffId: string): Promise<boolean> {
	await deleteRecovery(tx, staffId);
	const gone = await tx
		.deleteFrom('staff_factor')
		.where('staff_id', '=', staffId)
		.returning('staff_id')
		.executeTakeFirst();
	return gone !== undefined;
}

export const insertRecovery = (tx: Tx, staffId: string, hashes: readonly string[], now: number) =>
	tx
		.insertInto('staff_recovery')
		.values(hashes.map((code_hash) => ({ code_hash, staff_id: staffId, created_at: now })))
		.execute();

/** Single use. */
export async function useRecovery(tx: Tx, staffId: string, hash: string, now: number): Promise<boolean> {
	const used = await tx
		.updateTable('staff_recovery')
		.set({ used_at: now })
		.where('code_hash', '=', hash)
		.where('staff_id', '=', staffId)
		.where('used_at', 'is', null)
		.returning('code_hash')
		.executeTakeFirst();
	return used !== undefined;
}

export const countRecovery = async (db: Db, staffId: string): Promise<number> =>
	Number(
		(
			await db
				.selectFrom('staff_recovery')
				.select((eb) => eb.fn.countAll().as('left'))
				.where('staff_id', '=', staffId)
				.where('used_at', 'is', null)
				.executeTakeFirstOrThrow()
		).left
	);
