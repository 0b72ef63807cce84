import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import type { ProgressEvent, StaffAct } from '../progress/index.ts';
import type { Services } from '../services.server.ts';
import { FORM_DEVICE, type EventOutcome } from './envelope.ts';
import { ingest, type Ingest } from './ingest.server.ts';

/**
 * What staff do to a learner's progress, appended to her log with who did it, so that a rebuild makes it anew. The caller
 * has made sure that this person may do this to this learner; that the kind is one of staff's is judged here again.
 * Of a learner who took back the permission to keep her work (K5) nothing is kept: `no_consent`.
 * @param staffId who acts: part of the id, so that two trainers' acts are two
 * @param given.skew of the phone on which they were done, ms: server's clock minus the phone's at sending (S7)
 * @param given.also written with them, about those that are new: the audit's row (K6)
 */
export async function recordStaffEvents(
	services: Pick<Services, 'db' | 'projectors' | 'clock' | 'mayKeepWork'>,
	staffId: string,
	learnerId: string,
	acts: readonly StaffAct[],
	{ skew = 0, also }: { skew?: number; also?: Ingest['also'] } = {}
): Promise<EventOutcome[]> {
	const now = services.clock();
	const events = acts.map((act) => staffEvent(staffId, learnerId, act, now));
	if (!(await services.mayKeepWork(services.db, learnerId)))
		return events.map(({ id }) => ({ id, outcome: 'rejected', reason: 'no_consent' }));
	const { outcomes } = await ingest(services.db, services.projectors, {
		learnerId,
		actor: staffId,
		events,
		receivedAt: now,
		skew,
		...(also && { also })
	});
	return outcomes;
}

export type RecordStaffEvents = typeof recordStaffEvents;

function staffEvent(
	staffId: string,
	learnerId: string,
	{ kind, body, act, at }: StaffAct,
	now: number
): ProgressEvent {
	const hash = sha256HexSync(JSON.stringify([staffId, learnerId, kind, ...act]));
	return {
		id: uuidv8(Buffer.from(hash, 'hex')),
		profile: FORM_DEVICE,
		actor: staffId,
		device: FORM_DEVICE,
		seq: 0,
		kind,
		v: 1,
		at: at ?? now,
		body
	};
}
