import type { Db, Tx } from '../platform/db.server.ts';
import type { PhoneStateRow } from '../platform/schema.ts';
import type { ProgressEvent, StoredEvent } from '../progress/index.ts';
import { nothingHeld, type Held } from './receipt.ts';

/**
 * S9. Locks the learner's log and gives her next free position. The update takes the row lock on PostgreSQL and the
 * write lock on SQLite, so two writers of one learner wait for each other and others do not.
 */
export async function lockHead(tx: Tx, learnerId: string): Promise<number> {
	await tx
		.insertInto('learner_head')
		.values({ learner_id: learnerId, next_pos: 1 })
		.onConflict((c) => c.column('learner_id').doNothing())
		.execute();
	const head = await tx
		.updateTable('learner_head')
		.set((eb) => ({ next_pos: eb('next_pos', '+', 0) }))
		.where('learner_id', '=', learnerId)
		.returning('next_pos')
		.executeTakeFirstOrThrow();
	return head.next_pos;
}

export const moveHead = (tx: Tx, learnerId: string, nextPos: number) =>
	tx.updateTable('learner_head').set({ next_pos: nextPos }).where('learner_id', '=', learnerId).execute();

export async function readHead(db: Db, learnerId: string): Promise<number> {
	const row = await db
		.selectFrom('learner_head')
		.select('next_pos')
		.where('learner_id', '=', learnerId)
		.executeTakeFirst();
	return row?.next_pos ?? 1;
}

/** What is held under these ids: in the log, and among the rejected. */
export async function findIds(tx: Tx, learnerId: string, ids: string[]) {
	const held = await tx
		.selectFrom('event')
		.select(['event_id', 'body_hash', 'outcome'])
		.where('learner_id', '=', learnerId)
		.where('event_id', 'in', ids)
		.execute();
	const rejected = await tx
		.selectFrom('rejected_event')
		.select(['event_id', 'body_hash', 'reason'])
		.where('learner_id', '=', learnerId)
		.where('event_id', 'in', ids)
		.execute();
	return { held, rejected };
}

export interface NewRow {
	event: ProgressEvent;
	bodyHash: string;
	pos: number;
	receivedAt: number;
	skew: number;
	happenedAt: number;
	outcome: 'accepted' | 'deferred';
	late: boolean;
}

export const append = (tx: Tx, learnerId: string, rows: NewRow[]) =>
	tx
		.insertInto('event')
		.values(
			rows.map((r) => ({
				learner_id: learnerId,
				pos: r.pos,
				event_id: r.event.id,
				profile_id: r.event.profile,
				actor: r.event.actor,
				device: r.event.device,
				seq: r.event.seq,
				kind: r.event.kind,
				v: r.event.v,
				at: r.event.at,
				received_at: r.receivedAt,
				skew: r.skew,
				happened_at: r.happenedAt,
				outcome: r.outcome,
				late: r.late ? 1 : 0,
				body: JSON.stringify(r.event.body),
				body_hash: r.bodyHash
			}))
		)
		.execute();

/** A rejected event is kept beside the log, readable, once for each of its bodies (S3, S5). */
export const keepRejected = (
	tx: Tx,
	learnerId: string,
	rows: { event: ProgressEvent; bodyHash: string; receivedAt: number; reason: string }[]
) =>
	tx
		.insertInto('rejected_event')
		.values(
			rows.map(({ event, bodyHash, receivedAt, reason }) => ({
				learner_id: learnerId,
				event_id: event.id,
				body_hash: bodyHash,
				device: event.device,
				seq: event.seq,
				kind: event.kind,
				v: event.v,
				at: event.at,
				received_at: receivedAt,
				body: JSON.stringify(event.body),
				reason
			}))
		)
		.onConflict((c) => c.columns(['learner_id', 'event_id', 'body_hash']).doNothing())
		.execute();

export async function readHeld(db: Db, learnerId: string, device: string, profileId: string): Promise<Held> {
	const row = await db
		.selectFrom('device_head')
		.select(['held_to', 'beyond'])
		.where('learner_id', '=', learnerId)
		.where('device', '=', device)
		.where('profile_id', '=', profileId)
		.executeTakeFirst();
	return row ? { heldTo: row.held_to, beyond: JSON.parse(row.beyond) as number[] } : nothingHeld;
}

/** What is held of every stream of hers, the newest first. */
export async function readStreams(
	db: Db,
	learnerId: string,
	limit: number
): Promise<{ device: string; profile: string; held: Held }[]> {
	const rows = await db
		.selectFrom('device_head')
		.select(['device', 'profile_id', 'held_to', 'beyond'])
		.where('learner_id', '=', learnerId)
		.orderBy('last_at', 'desc')
		.orderBy('device')
		.orderBy('profile_id')
		.limit(limit)
		.execute();
	return rows.map((row) => ({
		device: row.device,
		profile: row.profile_id,
		held: { heldTo: row.held_to, beyond: JSON.parse(row.beyond) as number[] }
	}));
}

export async function writeHeld(
	tx: Tx,
	learnerId: string,
	device: string,
	profileId: string,
	held: Held,
	at: number
): Promise<void> {
	const columns = { held_to: held.heldTo, beyond: JSON.stringify(held.beyond), last_at: at };
	await tx
		.insertInto('device_head')
		.values({ learner_id: learnerId, device, profile_id: profileId, ...columns })
		.onConflict((c) => c.columns(['learner_id', 'device', 'profile_id']).doUpdateSet(columns))
		.execute();
}

/** What one of her phones said last of itself. */
export const writePhoneState = (db: Db, row: PhoneStateRow) =>
	db
		.insertInto('phone_state')
		.values(row)
		.onConflict((c) =>
			c
				.columns(['learner_id', 'device'])
				.doUpdateSet({ waiting: row.waiting, no_room: row.no_room, at: row.at })
		)
		.execute();

/** Her log in order of position, for export. */
export async function* readLog(
	db: Db,
	learnerId: string,
	outcome?: 'accepted' | 'deferred'
): AsyncGenerator<StoredEvent> {
	for await (const page of readLogPages(db, learnerId, outcome)) yield* page;
}

/** The same, a page at a time, for replay. */
export async function* readLogPages(
	db: Db,
	learnerId: string,
	outcome?: 'accepted' | 'deferred',
	pageSize = 500
): AsyncGenerator<StoredEvent[]> {
	for (let after = 0; ;) {
		let query = db
			.selectFrom('event')
			.selectAll()
			.where('learner_id', '=', learnerId)
			.where('pos', '>', after)
			.orderBy('pos')
			.limit(pageSize);
		if (outcome) query = query.where('outcome', '=', outcome);
		const rows = await query.execute();
		if (rows.length)
			yield rows.map((row) => ({
				learner_id: row.learner_id,
				pos: row.pos,
				id: row.event_id,
				profile: row.profile_id,
				actor: row.actor,
				device: row.device,
				seq: row.seq,
				kind: row.kind,
				v: row.v,
				at: row.at,
				receivedAt: row.received_at,
				happenedAt: row.happened_at,
				late: row.late === 1,
				body: JSON.parse(row.body) as unknown
			}));
		after = rows.at(-1)?.pos ?? after;
		if (rows.length < pageSize) return;
	}
}

/** Some of her log after a position, without what one device made. */
export async function readPage(
	db: Db,
	learnerId: string,
	{ after, not, limit }: { after: number; not: string; limit: number }
): Promise<(ProgressEvent & { pos: number })[]> {
	const rows = await db
		.selectFrom('event')
		.select([
			'pos',
			'event_id as id',
			'profile_id as profile',
			'actor',
			'device',
			'seq',
			'kind',
			'v',
			'at',
			'body'
		])
		.where('learner_id', '=', learnerId)
		.where('pos', '>', after)
		.where('device', '!=', not)
		// What staff did in her log stands in the server's news; a phone could not offer it again (ingest.server.ts).
		.where('actor', '=', 'self')
		.orderBy('pos')
		.limit(limit)
		.execute();
	return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }));
}

export const acceptDeferred = (tx: Tx, learnerId: string, pos: number) =>
	tx
		.updateTable('event')
		.set({ outcome: 'accepted' })
		.where('learner_id', '=', learnerId)
		.where('pos', '=', pos)
		.execute();

/** Events that were received after a time: by a right clock there is none after now. */
export async function countReceivedAfter(allLearners: Db, at: number): Promise<number> {
	const { n } = await allLearners
		.selectFrom('event')
		.select((eb) => eb.fn.countAll().as('n'))
		.where('received_at', '>', at)
		.executeTakeFirstOrThrow();
	return Number(n);
}
