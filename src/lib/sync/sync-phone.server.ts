import * as v from 'valibot';
import type { ProgressEvent } from '../progress/index.ts';
import type { Services } from '../services.server.ts';
import { eventShape, type Envelope, type EventOutcome, type SyncAnswer } from './envelope.ts';
import { ingest } from './ingest.server.ts';

export interface PhoneBatch {
	learnerId: string;
	/** Profiles this upload token may speak for (K8). */
	profiles: readonly string[];
	envelope: Envelope;
}

/** Takes a phone's batch: readable events go to the log, unreadable ones are named, none stops the others (S3). */
export async function syncPhone(
	services: Services,
	{ learnerId, profiles, envelope }: PhoneBatch
): Promise<SyncAnswer> {
	const receivedAt = services.clock();
	const events: ProgressEvent[] = [];
	const malformed: EventOutcome[] = [];
	for (const raw of envelope.events) {
		const read = v.safeParse(eventShape, raw);
		if (read.success && read.output.device === envelope.device) events.push(read.output);
		else malformed.push(unreadable(raw, read.issues));
	}
	const { outcomes, receipts, pos } = await ingest(services.db, services.projectors, {
		learnerId,
		actor: 'self',
		profiles,
		events,
		receivedAt,
		skew: receivedAt - envelope.sentAt
	});
	return {
		now: receivedAt,
		cursor: { epoch: services.epoch, pos },
		outcomes: [...outcomes, ...malformed],
		receipts,
		news: await services.readNews(services.db, learnerId)
	};
}

/** Named as far as it can be: without a readable id the phone matches it by its place and keeps it. */
function unreadable(raw: unknown, issues: readonly v.BaseIssue<unknown>[] | undefined): EventOutcome {
	const id = (raw as { id?: unknown } | null)?.id;
	const detail = issues?.[0] ? `${v.getDotPath(issues[0]) ?? 'event'}: ${issues[0].message}` : 'device';
	return {
		id: typeof id === 'string' ? id.slice(0, 64) : '',
		outcome: 'rejected',
		reason: 'malformed',
		detail: detail.slice(0, 200)
	};
}
