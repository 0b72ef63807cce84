import { canonicalJson } from '../platform/hash.ts';
import type { Tx } from '../platform/db.server.ts';
import type { EventBodies, StoredEvent } from '../progress/index.ts';
import type { Projector } from '../progress/index.server.ts';
import { clearRows, rowsOf, writeRow } from './follow-up.repository.server.ts';

/** Keeps the newest answer of each month beside the log, by when it was given and then by its id, whoever wrote it down. */
export const followUpProjector: Projector = {
	name: 'follow-up',
	kinds: ['followup.answered', 'followup.noted'],
	async apply(tx, events) {
		for (const event of events) await keepNewest(tx, event);
	},
	reset: clearRows
};

async function keepNewest(tx: Tx, event: StoredEvent): Promise<void> {
	const { month, answers } = event.body as EventBodies['followup.answered'];
	const old = (await rowsOf(tx, event.learner_id)).find((row) => row.month === month);
	if (old && (old.at > event.happenedAt || (old.at === event.happenedAt && old.event_id > event.id))) return;
	await writeRow(tx, {
		learner_id: event.learner_id,
		month,
		answers: canonicalJson(answers),
		at: event.happenedAt,
		by_person: event.actor,
		event_id: event.id
	});
}
