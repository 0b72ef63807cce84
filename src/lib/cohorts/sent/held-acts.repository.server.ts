import type { Insertable } from 'kysely';
import type { Db, Tx } from '../../platform/db.server.ts';
import type { HeldStaffActRow } from '../../platform/schema.ts';

export const findHeld = (db: Db, organisationId: string, staffId: string, actId: string) =>
	db
		.selectFrom('held_staff_act')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('staff_id', '=', staffId)
		.where('act_id', '=', actId)
		.executeTakeFirst();

/** The same act again is the same row. */
export const insertHeld = (db: Db, row: Insertable<HeldStaffActRow>) =>
	db
		.insertInto('held_staff_act')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'staff_id', 'act_id']).doNothing())
		.execute();

export const countHeldOf = async (db: Db, organisationId: string, staffId: string): Promise<number> =>
	Number(
		(
			await db
				.selectFrom('held_staff_act')
				.select((eb) => eb.fn.countAll().as('n'))
				.where('organisation_id', '=', organisationId)
				.where('staff_id', '=', staffId)
				.where('decided_at', 'is', null)
				.executeTakeFirstOrThrow()
		).n
	);

/** What waits for a decision, in the order in which it was done. */
export const listHeld = (db: Db, organisationId: string, most: number) =>
	db
		.selectFrom('held_staff_act')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('decided_at', 'is', null)
		.orderBy('at')
		.orderBy('act_id')
		.limit(most)
		.execute();

/** Names of these learners, of whoever has told one. */
export async function namesOf(db: Db, learnerIds: readonly string[]): Promise<Map<string, string>> {
	if (!learnerIds.length) return new Map();
	const rows = await db
		.selectFrom('learner')
		.select(['learner_id', 'display_name'])
		.where('learner_id', 'in', learnerIds)
		.execute();
	return new Map(rows.map((row) => [row.learner_id, row.display_name ?? '']));
}

interface Which {
	organisationId: string;
	staffId: string;
	actId: string;
}

/**
 * The first step of accepting: from here on it can only be accepted, so that of two administrators one decides.
 * @returns false when it was decided, or refused
 */
export async function claimHeld(db: Db, { organisationId, staffId, actId }: Which): Promise<boolean> {
	const row = await db
		.updateTable('held_staff_act')
		.set({ accepted: 1 })
		.where('organisation_id', '=', organisationId)
		.where('staff_id', '=', staffId)
		.where('act_id', '=', actId)
		.where('decided_at', 'is', null)
		.returning('act_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** It could not be applied: it may be refused again. */
export const unclaimHeld = (db: Db, { organisationId, staffId, actId }: Which) =>
	db
		.updateTable('held_staff_act')
		.set({ accepted: null })
		.where('organisation_id', '=', organisationId)
		.where('staff_id', '=', staffId)
		.where('act_id', '=', actId)
		.where('decided_at', 'is', null)
		.execute();

/**
 * What it said is forgotten with the decision: where it counts, it stands in its place.
 * @returns false when it was decided before, or is being accepted while it shall be refused
 */
export async function settleHeld(
	tx: Tx,
	{ organisationId, staffId, actId }: Which,
	{ accepted, by, now }: { accepted: boolean; by: string; now: number }
): Promise<boolean> {
	const row = await tx
		.updateTable('held_staff_act')
		.set({ accepted: accepted ? 1 : 0, decided_by: by, decided_at: now, body: '' })
		.where('organisation_id', '=', organisationId)
		.where('staff_id', '=', staffId)
		.where('act_id', '=', actId)
		.where('decided_at', 'is', null)
		.where('accepted', accepted ? '=' : 'is', accepted ? 1 : null)
		.returning('act_id')
		.executeTakeFirst();
	return row !== undefined;
}
