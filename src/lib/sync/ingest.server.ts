import type { Db, Tx } from '../platform/db.server.ts';
import { canonicalJson } from '../platform/hash.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { mayAct, type ProgressEvent, type StoredEvent } from '../progress/index.ts';
import type { Projector } from '../progress/index.server.ts';
import { judgeBody } from '../progress/index.server.ts';
import type { EventOutcome, Receipt, RejectReason } from './envelope.ts';
import { happenedAt, isLate } from './event-time.ts';
import * as log from './log.repository.server.ts';

import { hold } from './receipt.ts';

export interface Ingest {
	learnerId: string;
	/** Who may act in these events: 'self', or the staff id of a trainer's session. */
	actor: string;
	/** Profiles of phones that this learner has claimed; events of others are rejected. Undefined: any (form posts). */
	profiles?: readonly string[];
	events: readonly ProgressEvent[];
	receivedAt: number;
	/** Server's clock minus the phone's at sending, ms; 0 for form posts. */
	skew: number;
	/** Whose clock `skew` measured: events of another device, offered again after a restore, have none. */
	device?: string;
	/** Written in the same transaction, about what is new: what came before is not in it. Throws: nothing is kept. */
	also?: (tx: Tx, accepted: readonly StoredEvent[]) => Promise<void>;
}

export interface Ingested {
	outcomes: EventOutcome[];
	receipts: Receipt[];
	/** The learner's newest position after this batch. */
	pos: number;
}

/** The body is compared, not the whole event: seq and time may differ when a form is sent twice. */
const hashOf = (event: ProgressEvent): string =>
	sha256HexSync(canonicalJson([event.kind, event.v, event.body]));

/**
 * Appends a batch to one learner's log, in one transaction with her projections (S9), and says what became of each
 * event (S3). The answer must leave only after this has resolved: then the commit is on disk (S4).
 * Sending the same batch again gives the same outcomes and changes nothing (S5).
 */
export function ingest(db: Db, projectors: readonly Projector[], batch: Ingest): Promise<Ingested> {
	return db.transaction().execute(async (tx) => {
		const start = await log.lockHead(tx, batch.learnerId);
		const sorted = await sortOut(tx, batch);
		let pos = start;
		const rows = sorted.fresh.map(({ event, verdict, bodyHash }) => ({
			event,
			bodyHash,
			pos: pos++,
			receivedAt: batch.receivedAt,
			...when(event, batch),
			outcome: verdict
		}));
		if (rows.length) await log.append(tx, batch.learnerId, rows);
		if (sorted.rejected.length)
			await log.keepRejected(
				tx,
				batch.learnerId,
				sorted.rejected.map((r) => ({ ...r, receivedAt: batch.receivedAt }))
			);
		const accepted = rows
			.filter((row) => row.outcome === 'accepted')
			.map((row) => ({ ...row.event, ...row, learner_id: batch.learnerId }));
		await project(tx, projectors, accepted);
		if (accepted.length) await batch.also?.(tx, accepted);
		if (pos !== start) await log.moveHead(tx, batch.learnerId, pos);
		return { outcomes: sorted.outcomes, receipts: await keepReceipts(tx, batch), pos: pos - 1 };
	});
}

/**
 * Gives accepted events of one learner to each projector that wants them, in order. What only one projector wants goes to
 * it in one portion: a lesson is read and written once for a batch.
 */
export async function project(
	tx: Tx,
	projectors: readonly Projector[],
	events: readonly StoredEvent[]
): Promise<void> {
	let portion: StoredEvent[] = [];
	let owner: Projector | undefined;
	const flush = async () => {
		if (owner && portion.length) await owner.apply(tx, portion);
		portion = [];
	};
	for (const event of events) {
		const wanting = projectors.filter(({ kinds }) => kinds.includes(event.kind));
		const [only] = wanting;
		if (!only) continue;
		if (wanting.length === 1 && only === owner) portion.push(event);
		else {
			await flush();
			owner = wanting.length === 1 ? only : undefined;
			if (owner) portion.push(event);
			else for (const projector of wanting) await projector.apply(tx, [event]);
		}
	}
	await flush();
}

const when = (event: ProgressEvent, batch: Ingest) => {
	const skew = batch.device === undefined || batch.device === event.device ? batch.skew : 0;
	const happened = happenedAt(event.at, batch.receivedAt, skew);
	return { skew, happenedAt: happened, late: isLate(happened, batch.receivedAt) };
};

interface Fresh {
	event: ProgressEvent;
	bodyHash: string;
	verdict: 'accepted' | 'deferred';
}

async function sortOut(tx: Tx, batch: Ingest) {
	const ids = [...new Set(batch.events.map((e) => e.id))];
	const { held, rejected: rejectedBefore } = ids.length
		? await log.findIds(tx, batch.learnerId, ids)
		: { held: [], rejected: [] };
	const bodies = new Map(held.map((h) => [h.event_id, h.body_hash]));
	const outcomeOf = new Map<string, string>(held.map((h) => [h.event_id, h.outcome]));
	const fresh: Fresh[] = [];
	const rejected: { event: ProgressEvent; bodyHash: string; reason: RejectReason }[] = [];
	const outcomes = batch.events.map((event): EventOutcome => {
		const { id } = event;
		const bodyHash = hashOf(event);
		const reject = (reason: RejectReason, detail?: string): EventOutcome => {
			rejected.push({ event, bodyHash, reason });
			return { id, outcome: 'rejected', reason, ...(detail && { detail }) };
		};
		if (bodies.has(id)) {
			if (bodies.get(id) !== bodyHash) return reject('id_reused');
			return { id, outcome: outcomeOf.get(id) === 'deferred' ? 'deferred' : 'known' };
		}
		const before = rejectedBefore.find((r) => r.event_id === id && r.body_hash === bodyHash);
		if (before) return { id, outcome: 'rejected', reason: before.reason as RejectReason };
		if (batch.profiles && !batch.profiles.includes(event.profile)) return reject('other_profile');
		if (event.actor !== batch.actor || !mayAct(event.actor, event.kind)) return reject('other_actor');
		const judged = judgeBody(event.kind, event.v, event.body);
		if (judged.verdict === 'invalid') return reject('body', judged.reason);
		const verdict = judged.verdict === 'newer' ? 'deferred' : 'accepted';
		fresh.push({ event, bodyHash, verdict });
		bodies.set(id, bodyHash);
		outcomeOf.set(id, verdict);
		return { id, outcome: verdict };
	});
	return { fresh, rejected, outcomes };
}

/** S10: everything answered here is held, the rejected too, so their numbers leave no gap. Form posts have no numbers. */
async function keepReceipts(tx: Tx, batch: Ingest): Promise<Receipt[]> {
	const streams = new Map<string, { device: string; profile: string; seqs: number[] }>();
	for (const { device, profile, seq } of batch.events) {
		if (seq === 0) continue;
		const key = `${device} ${profile}`;
		const stream = streams.get(key) ?? { device, profile, seqs: [] };
		stream.seqs.push(seq);
		streams.set(key, stream);
	}
	const receipts: Receipt[] = [];
	for (const { device, profile, seqs } of streams.values()) {
		const before = await log.readHeld(tx, batch.learnerId, device, profile);
		const held = hold(before, seqs);
		await log.writeHeld(tx, batch.learnerId, device, profile, held, batch.receivedAt);
		receipts.push({ device, profile, heldTo: held.heldTo, exceptions: held.beyond });
	}
	return receipts;
}
