/** All SQL of marks and facts. Jobs and `rebuild` alone use it, on a connection that may walk all learners. */
import { sql } from 'kysely';
import type { Db, Engine, Tx } from '../platform/db.server.ts';
import { sqlNow } from '../platform/marks.ts';
import type { ReportFactRow, ReportPersonRow } from '../platform/schema.ts';

type Ids = readonly string[];

const now = (engine: Engine) => sql<number>`${sql.raw(sqlNow(engine === 'sqlite'))}`;

/** Who waits longest. */
export async function oldestMarks(db: Db, most: number): Promise<string[]> {
	const found = await db
		.selectFrom('report_dirty')
		.select('learner_id')
		.orderBy('since')
		.orderBy('learner_id')
		.limit(most)
		.execute();
	return found.map((row) => row.learner_id);
}

/**
 * Takes their marks away, and holds them until the end of the transaction: whoever changes something of theirs meanwhile waits
 * before she commits, and marks anew. Whose mark somebody else holds keeps it, for the next time: nobody is waited for here,
 * so that nobody can wait for us in a circle.
 * @returns whose marks were taken
 */
export async function takeMarks(tx: Tx, engine: Engine, ids: Ids): Promise<string[]> {
	const held = tx
		.selectFrom('report_dirty')
		.select('learner_id')
		.where('learner_id', 'in', ids)
		.$if(engine !== 'sqlite', (query) => query.forUpdate().skipLocked());
	const taken = await tx
		.deleteFrom('report_dirty')
		.where('learner_id', 'in', held)
		.returning('learner_id')
		.execute();
	return taken.map((row) => row.learner_id);
}

/** Marks them as a change of theirs would. */
export const addMarks = (db: Db, engine: Engine, ids: Ids) =>
	db
		.insertInto('report_dirty')
		.values([...ids].sort().map((learner_id) => ({ learner_id, since: now(engine) })))
		.onConflict((c) => c.column('learner_id').doNothing())
		.execute();

/** Marks whomever the calendar alone makes another fact of. */
export const markDue = (db: Db, engine: Engine, at: number) =>
	db
		.insertInto('report_dirty')
		.columns(['learner_id', 'since'])
		.expression((eb) =>
			eb
				.selectFrom('report_person')
				.select(['learner_id', now(engine).as('since')])
				.distinct()
				.where('due_at', '<=', at)
		)
		.onConflict((c) => c.column('learner_id').doNothing())
		.execute();

/** @returns how many wait, and for how long the oldest does, ms */
export async function readLag(db: Db, engine: Engine): Promise<{ waiting: number; oldest: number | null }> {
	const row = await db
		.selectFrom('report_dirty')
		.select(({ fn }) => [
			fn.countAll<number | string>().as('n'),
			fn.min('since').as('since'),
			now(engine).as('now')
		])
		.executeTakeFirstOrThrow();
	const waiting = Number(row.n);
	return { waiting, oldest: waiting ? Math.max(0, Number(row.now) - Number(row.since)) : null };
}

export const readFacts = (db: Db, ids: Ids): Promise<ReportFactRow[]> =>
	db.selectFrom('report_fact').selectAll().where('learner_id', 'in', ids).execute();

export const readPeople = (db: Db, ids: Ids): Promise<ReportPersonRow[]> =>
	db.selectFrom('report_person').selectAll().where('learner_id', 'in', ids).execute();

export async function deleteFacts(tx: Tx, ids: Ids): Promise<void> {
	if (ids.length) await tx.deleteFrom('report_fact').where('learner_id', 'in', ids).execute();
}

export async function deletePeople(tx: Tx, ids: Ids): Promise<void> {
	if (ids.length) await tx.deleteFrom('report_person').where('learner_id', 'in', ids).execute();
}

/** Rows of one statement: its parameters stay below what SQLite takes. */
const AT_ONCE = 1000;

export async function writeFacts(tx: Tx, rows: readonly ReportFactRow[]): Promise<void> {
	for (let from = 0; from < rows.length; from += AT_ONCE)
		await tx
			.insertInto('report_fact')
			.values(rows.slice(from, from + AT_ONCE))
			.onConflict((c) =>
				c
					.columns(['learner_id', 'organisation_id', 'indicator', 'part', 'period'])
					.doUpdateSet(({ ref }) => ({
						at: ref('excluded.at'),
						value: ref('excluded.value'),
						band: ref('excluded.band'),
						cohort_id: ref('excluded.cohort_id'),
						programme_id: ref('excluded.programme_id')
					}))
			)
			.execute();
}

export async function writePeople(tx: Tx, rows: readonly ReportPersonRow[]): Promise<void> {
	for (let from = 0; from < rows.length; from += AT_ONCE)
		await tx
			.insertInto('report_person')
			.values(rows.slice(from, from + AT_ONCE))
			.onConflict((c) =>
				c.columns(['learner_id', 'organisation_id']).doUpdateSet(({ ref }) => ({
					gender: ref('excluded.gender'),
					district: ref('excluded.district'),
					age: ref('excluded.age'),
					disability: ref('excluded.disability'),
					business: ref('excluded.business'),
					language: ref('excluded.language'),
					due_at: ref('excluded.due_at'),
					folded_at: ref('excluded.folded_at')
				}))
			)
			.execute();
}

/** A page of everybody of whom there is a row or a fact. */
export async function everybody(db: Db, after: string, most: number): Promise<string[]> {
	const found = await db
		.selectFrom('learner')
		.select('learner_id')
		.where('learner_id', '>', after)
		.union(db.selectFrom('report_person').select('learner_id').distinct().where('learner_id', '>', after))
		.orderBy('learner_id')
		.limit(most)
		.execute();
	return found.map((row) => row.learner_id);
}
