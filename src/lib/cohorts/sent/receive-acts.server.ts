import * as v from 'valibot';
import { canonicalJson } from '../../platform/hash.ts';
import type { SentAct, SentReceipt } from '../../progress/index.ts';
import type { Services } from '../../services.server.ts';
import { findCohort } from '../cohorts.repository.server.ts';
import { readTaken } from '../people.schema.server.ts';
import { findStaffAt, may, type StaffAt } from '../staff-at.server.ts';
import { applyAct, type RecordSent, type Sent } from './apply-act.server.ts';
import { decideSent, type HoldReason, type SentFacts } from './decide-sent.ts';
import * as held from './held-acts.repository.server.ts';
import * as facts from './sent-facts.repository.server.ts';
import { sentAct } from './sent-act.schema.ts';

/** So many acts of one person wait for a decision at most: a class of sixty for some weeks. */
const HELD_MOST = 1000;

export interface SentActs {
	/** Of the session. */
	staffId: string;
	/** The phone's clock at sending. */
	sentAt: number;
	acts: readonly unknown[];
	/** `happenedAt` of sync (S7). */
	happenedAt(at: number, receivedAt: number, skew: number): number;
	record: RecordSent;
}

/**
 * What a trainer did without a signal. Each act is judged for itself and answered with what became of it; sent again it is
 * the same. Who may is judged now: what she may not do any more is held for an administrator.
 */
export async function receiveActs(services: Services, sent: SentActs): Promise<SentReceipt[]> {
	const now = services.clock();
	const skew = now - sent.sentAt;
	const places = new Map<string, Promise<StaffAt | undefined>>();
	const placeOf = (organisationId: string) => {
		const known = places.get(organisationId) ?? findStaffAt(services, sent.staffId, organisationId);
		places.set(organisationId, known);
		return known;
	};
	const receipts: SentReceipt[] = [];
	for (const raw of sent.acts) {
		const read = v.safeParse(sentAct, raw);
		if (!read.success) {
			receipts.push({ id: idOf(raw), outcome: 'refused', reason: 'malformed' });
			continue;
		}
		const learner = await facts.currentRecord(services.db, read.output.learner);
		const act = { ...read.output, learner };
		const happenedAt = sent.happenedAt(act.at, now, skew);
		const one = { staffId: sent.staffId, act, skew, happenedAt };
		receipts.push({ id: act.id, ...(await receive(services, await placeOf(act.organisation), one, sent)) });
	}
	return receipts;
}

const idOf = (raw: unknown): string => {
	const read = v.safeParse(v.object({ id: v.pipe(v.string(), v.maxLength(64)) }), raw);
	return read.success ? read.output.id : '';
};

async function receive(
	services: Services,
	at: StaffAt | undefined,
	one: Sent,
	{ record }: SentActs
): Promise<Omit<SentReceipt, 'id'>> {
	const { act, staffId } = one;
	const before = await held.findHeld(services.db, act.organisation, staffId, act.id);
	if (before) return receiptOf(before, hashOf(services, act));
	const verdict = decideSent(await factsOf(services, at, one));
	if (verdict.tag === 'unknown') return { outcome: 'refused', reason: 'unknown' };
	if (verdict.tag === 'hold') return hold(services, one, verdict.reason);
	const reason = at ? await applyAct(services, at, one, record) : 'unknown';
	return reason ? { outcome: 'refused', reason } : { outcome: 'done' };
}

/** T1. What is asked of the database names organisation, class and learner together: elsewhere they are nobody's. */
async function factsOf(
	{ db }: Services,
	at: StaffAt | undefined,
	{ act, staffId }: Sent
): Promise<SentFacts> {
	const { organisation, cohort, learner } = act;
	const mayNow = at !== undefined && may(at, 'learners.teach', cohort);
	const [found, member, was] = await Promise.all([
		findCohort(db, organisation, cohort),
		facts.findMemberState(db, organisation, cohort, learner),
		mayNow || facts.wasInClass(db, organisation, cohort, staffId)
	]);
	return {
		mayNow,
		mayBefore: was || (await wasOverAll(db, organisation, staffId)),
		cohort: !found ? 'none' : found.archived_at === null ? 'open' : 'archived',
		member
	};
}

/** Whether a role was taken from her in which she taught in every class. */
const wasOverAll = async (db: Services['db'], organisationId: string, staffId: string): Promise<boolean> =>
	(await facts.listTakenFrom(db, organisationId, staffId)).some(({ detail }) => {
		const role = readTaken(detail)?.role;
		return role === 'administrator' || role === 'programme_officer';
	});

export const aboutHeld = (act: Pick<SentAct, 'organisation' | 'id'>, staffId: string): string =>
	`held:${act.organisation}:${staffId}:${act.id}`;

/** Without whose record it is: that may have become part of another since it came the first time (T5). */
const hashOf = ({ secrets }: Services, { learner: _, ...said }: SentAct): string =>
	secrets.lookup('held', canonicalJson(said));

async function hold(
	services: Services,
	{ act, staffId, happenedAt }: Sent,
	reason: HoldReason
): Promise<Omit<SentReceipt, 'id'>> {
	const { db, secrets, clock } = services;
	if ((await held.countHeldOf(db, act.organisation, staffId)) >= HELD_MOST)
		return { outcome: 'later', reason: 'too_many' };
	await held.insertHeld(db, {
		organisation_id: act.organisation,
		staff_id: staffId,
		act_id: act.id,
		cohort_id: act.cohort,
		learner_id: act.learner,
		kind: act.kind,
		at: happenedAt,
		received_at: clock(),
		reason,
		body: secrets.seal(JSON.stringify(act), aboutHeld(act, staffId)),
		body_hash: hashOf(services, act)
	});
	return { outcome: 'held' };
}

/** What became of an act that was held when it came before. */
const receiptOf = (
	row: { body_hash: string; accepted: number | null; decided_at: number | null },
	hash: string
): Omit<SentReceipt, 'id'> => {
	if (row.body_hash !== hash) return { outcome: 'refused', reason: 'id_reused' };
	if (row.decided_at === null) return { outcome: 'held' };
	return row.accepted ? { outcome: 'done' } : { outcome: 'refused', reason: 'by_administrator' };
};
