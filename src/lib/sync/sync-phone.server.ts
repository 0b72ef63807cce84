import * as v from 'valibot';
import type { ProgressEvent } from '../progress/index.ts';
import type { Services } from '../services.server.ts';
import {
	boxedShape,
	eventShape,
	FORM_DEVICE,
	type Envelope,
	type EventOutcome,
	type Receipt,
	type SyncAnswer
} from './envelope.ts';
import { ingest } from './ingest.server.ts';
import { readStreams, writePhoneState } from './log.repository.server.ts';
import { openBox } from './open-box.server.ts';

/** Phones come and go; the newest are those that still ask. */
const MOST_STREAMS = 50;

export interface PhoneBatch {
	learnerId: string;
	/** Profiles this upload token may speak for: all that its learner has claimed (K8). */
	profiles: readonly string[];
	/** Claims profiles for her that nobody has. @returns those that are hers now; without it none are */
	claim?(profiles: readonly string[]): Promise<readonly string[]>;
	envelope: Envelope;
	/** Her reader came with it: news may be told, and without events every receipt. */
	reads: boolean;
}

/**
 * Takes a phone's batch: readable events go to the log, unreadable ones are named, none stops the others (S3). Boxes are
 * opened first, so that what was sealed is judged as what was not.
 */
export async function syncPhone(
	services: Services,
	{ learnerId, profiles, claim, envelope, reads }: PhoneBatch
): Promise<SyncAnswer> {
	const receivedAt = services.clock();
	const key = services.secrets.phoneKey(learnerId);
	const events: ProgressEvent[] = [];
	const malformed: EventOutcome[] = [];
	const sealed = new Set<string>();
	for (const raw of envelope.events) {
		const boxed = v.safeParse(boxedShape, raw);
		const read = v.safeParse(eventShape, boxed.success ? unpack(key, boxed.output) : raw);
		if (read.success) {
			events.push(read.output);
			if (boxed.success) sealed.add(read.output.profile);
		} else malformed.push(unreadable(raw, read.issues[0]));
	}
	// S9. A restore may have forgotten whose a profile is; what only her key opens is hers, if nobody else has claimed it.
	const unclaimed = [...sealed].filter((profile) => profile !== FORM_DEVICE && !profiles.includes(profile));
	const others = (unclaimed.length && (await claim?.(unclaimed))) || [];
	const { outcomes, receipts, pos } = await ingest(services.db, services.projectors, {
		learnerId,
		actor: 'self',
		profiles: [...profiles, ...others, FORM_DEVICE],
		events,
		receivedAt,
		skew: receivedAt - envelope.sentAt,
		device: envelope.device
	});
	if (envelope.phone) {
		const { waiting, full } = envelope.phone;
		await writePhoneState(services.db, {
			learner_id: learnerId,
			device: envelope.device,
			waiting,
			no_room: full ? 1 : 0,
			at: receivedAt
		});
	}
	services.countOutcomes?.([...outcomes, ...malformed]);
	const answer = {
		now: receivedAt,
		cursor: { epoch: services.epoch, pos },
		outcomes: [...outcomes, ...malformed]
	};
	if (!reads) return { ...answer, receipts };
	return {
		...answer,
		receipts: envelope.events.length ? receipts : await allStreams(services, learnerId),
		news: await services.readNews(services.db, learnerId)
	};
}

/** Only what is sealed says what was done; what lies beside the box says where it belongs. */
function unpack(
	key: Uint8Array,
	{ id, profile, device, seq, box }: v.InferOutput<typeof boxedShape>
): unknown {
	const opened = openBox(key, id, box);
	// What does not open lacks all that an event must have, and is refused for it.
	return { ...(typeof opened === 'object' && opened), id, profile, device, seq };
}

/** S10. Every stream of hers, of each of her phones: one that lost its storage compares them with the marks it kept. */
const allStreams = async ({ db }: Services, learnerId: string): Promise<Receipt[]> =>
	(await readStreams(db, learnerId, MOST_STREAMS)).map(({ device, profile, held }) => ({
		device,
		profile,
		heldTo: held.heldTo,
		exceptions: held.beyond
	}));

/** Named as far as it can be: without a readable id the phone matches it by its place and keeps it. */
function unreadable(raw: unknown, issue: v.BaseIssue<unknown>): EventOutcome {
	const id = (raw as { id?: unknown } | null)?.id;
	const detail = `${v.getDotPath(issue) ?? 'event'}: ${issue.message}`;
	return {
		id: typeof id === 'string' ? id.slice(0, 64) : '',
		outcome: 'rejected',
		reason: 'malformed',
		detail: detail.slice(0, 200)
	};
}
