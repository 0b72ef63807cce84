import type { Tx } from '../platform/db.server.ts';
import type { EventBodies, StoredEvent } from '../progress/index.ts';
import type { Projector } from '../progress/index.server.ts';
import * as attendance from './attendance.repository.server.ts';

/** Keeps who came to which meeting beside the log: the newest mark of each, by when it was made and then by its id. */
export const cohortsProjector: Projector = {
	name: 'cohorts',
	kinds: ['attendance.marked'],
	async apply(tx, events) {
		for (const event of events) await keepAttendance(tx, event);
	},
	reset: attendance.clearAttendance
};

async function keepAttendance(tx: Tx, event: StoredEvent): Promise<void> {
	const { organisation, cohort, meeting, state } = event.body as EventBodies['attendance.marked'];
	const place = {
		learner_id: event.learner_id,
		organisation_id: organisation,
		cohort_id: cohort,
		meeting_id: meeting
	};
	const old = await attendance.findAttendance(tx, place);
	if (old && (old.at > event.happenedAt || (old.at === event.happenedAt && old.event_id > event.id))) return;
	if (state === 'none') return attendance.dropAttendance(tx, place);
	await attendance.writeAttendance(tx, {
		...place,
		state,
		at: event.happenedAt,
		by_person: event.actor,
		event_id: event.id
	});
}
