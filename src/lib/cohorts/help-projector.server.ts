import type { EventBodies } from '../progress/index.ts';
import type { Projector } from '../progress/index.server.ts';
import { insertHelpRequest } from './help.repository.server.ts';

/** Keeps what she asked of her trainer where the board finds it. */
export const helpProjector: Projector = {
	name: 'help',
	kinds: ['help.asked'],
	async apply(tx, events) {
		for (const { learner_id, id, body, happenedAt } of events) {
			const { course, lesson } = body as EventBodies['help.asked'];
			await insertHelpRequest(tx, { learner_id, event_id: id, course, lesson, at: happenedAt });
		}
	},
	// That it was answered is an act of a person and stands nowhere else: a replay only adds what is missing.
	reset: async () => {}
};
