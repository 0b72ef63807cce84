import type { Db, Tx } from '../platform/db.server.ts';
import type { Services } from '../services.server.ts';
import { noteAbout } from './notes.server.ts';

/** All SQL of joining two records of one woman (T5), within one organisation. */

export const findJoin = (db: Db, learnerId: string, mergeId: string) =>
	db
		.selectFrom('learner_merge')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('merge_id', '=', mergeId)
		.executeTakeFirst();

export const listJoins = (db: Db, learnerId: string, organisationId: string) =>
	db
		.selectFrom('learner_merge')
		.select(['merge_id', 'gone_id', 'at', 'by_person', 'undone_at'])
		.where('learner_id', '=', learnerId)
		.where('organisation_id', '=', organisationId)
		.orderBy('at', 'desc')
		.execute();

/** @returns false when somebody has taken it back already */
export async function markParted(
	tx: Tx,
	learnerId: string,
	mergeId: string,
	organisationId: string,
	now: number
): Promise<boolean> {
	const row = await tx
		.updateTable('learner_merge')
		.set({ undone_at: now })
		.where('learner_id', '=', learnerId)
		.where('merge_id', '=', mergeId)
		.where('organisation_id', '=', organisationId)
		.where('undone_at', 'is', null)
		.returning('merge_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** What she is in classes, of every organisation. */
export const placesOfLearner = (db: Db, learnerId: string) =>
	db
		.selectFrom('enrolment')
		.select(['organisation_id', 'cohort_id', 'state', 'at'])
		.where('learner_id', '=', learnerId)
		.execute();

interface Move {
	from: string;
	to: string;
	organisationId: string;
}

const TABLES = { notes: ['staff_note', 'note_id'], messages: ['message_opened', 'opened_id'] } as const;

/** Notes and messages go over, all of this organisation's or those named; a note is sealed anew for its new place. */
export async function moveWritten(
	tx: Tx,
	{ secrets }: Pick<Services, 'secrets'>,
	kind: keyof typeof TABLES,
	{ from, to, organisationId }: Move,
	only?: readonly string[]
): Promise<string[]> {
	const [table, key] = TABLES[kind];
	let query = tx
		.selectFrom(table as 'staff_note')
		.selectAll()
		.where('learner_id', '=', from)
		.where('organisation_id', '=', organisationId);
	if (only) query = query.where(key as 'note_id', 'in', only);
	const rows = await query.execute();
	if (!rows.length) return [];
	const ids = rows.map((row) => row[key as 'note_id']);
	await tx
		.deleteFrom(table as 'staff_note')
		.where('learner_id', '=', from)
		.where(key as 'note_id', 'in', ids)
		.execute();
	const sealed = (body: string, id: string) =>
		secrets.seal(secrets.open(body, noteAbout(from, id)), noteAbout(to, id));
	await tx
		.insertInto(table as 'staff_note')
		.values(
			rows.map((row) => ({
				...row,
				learner_id: to,
				...(kind === 'notes' && { body: sealed(row.body, row.note_id) })
			}))
		)
		.execute();
	return ids;
}

/** What there is one of: how to reach her, what a list said. Goes over only where the other record has none. */
export async function moveSingle(
	tx: Tx,
	table: 'contact_preference' | 'learner_detail',
	{ from, to, organisationId }: Move
): Promise<boolean> {
	const of = (id: string) =>
		tx
			.selectFrom(table as 'learner_detail')
			.selectAll()
			.where('learner_id', '=', id)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirst();
	const row = await of(from);
	if (!row || (await of(to))) return false;
	await tx
		.deleteFrom(table as 'learner_detail')
		.where('learner_id', '=', from)
		.where('organisation_id', '=', organisationId)
		.execute();
	await tx
		.insertInto(table as 'learner_detail')
		.values({ ...row, learner_id: to })
		.execute();
	return true;
}

/** What stands under a record, for a person who decides whether it is the same woman. */
export async function readStanding(db: Db, learnerId: string, organisationId: string) {
	const count = async (table: 'lesson_progress' | 'attempt' | 'award' | 'attendance' | 'staff_note') => {
		let query = db
			.selectFrom(table as 'attempt')
			.select((eb) => eb.fn.countAll<number | string>().as('n'))
			.where('learner_id', '=', learnerId);
		if (table === 'lesson_progress') query = query.where('finished_at' as 'number', 'is not', null);
		if (table === 'award') query = query.where('state' as 'rule', '=', 'active');
		// T1. What another organisation wrote is not told here, nor counted.
		if (table === 'attendance' || table === 'staff_note')
			query = query.where('organisation_id' as 'rule', '=', organisationId);
		if (table === 'staff_note') query = query.where('removed_at' as 'opens_next_at', 'is', null);
		return Number((await query.executeTakeFirstOrThrow()).n);
	};
	const [person, shop, card, last] = await Promise.all([
		db
			.selectFrom('learner')
			.select(['display_name', 'created_at', 'secret_hash', 'tile_seed'])
			.where('learner_id', '=', learnerId)
			.executeTakeFirst(),
		db.selectFrom('shop').select('name').where('learner_id', '=', learnerId).executeTakeFirst(),
		db
			.selectFrom('learner_code')
			.select('created_at')
			.where('learner_id', '=', learnerId)
			.where('revoked_at', 'is', null)
			.executeTakeFirst(),
		db
			.selectFrom('event')
			.select((eb) => eb.fn.max('happened_at').as('at'))
			.where('learner_id', '=', learnerId)
			.where('actor', '=', 'self')
			.executeTakeFirst()
	]);
	return {
		name: person?.display_name ?? '',
		tileSeed: person?.tile_seed ?? 1,
		madeAt: person?.created_at ?? 0,
		opened: person?.secret_hash != null,
		card: card !== undefined,
		shop: shop?.name ?? null,
		lastAt: last?.at == null ? null : Number(last.at),
		lessons: await count('lesson_progress'),
		checks: await count('attempt'),
		badges: await count('award'),
		attendance: await count('attendance'),
		notes: await count('staff_note')
	};
}
