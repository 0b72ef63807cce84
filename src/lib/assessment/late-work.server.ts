import type { Db } from '../platform/db.server.ts';
import { readLateDecisions } from './assessment.repository.server.ts';

/** Something of hers that came late (S11), with what a person has decided about it. */
export interface LateWork {
	eventId: string;
	kind: string;
	/** Of the body, where it names them. */
	course: string;
	lesson: string;
	happenedAt: number;
	receivedAt: number;
	decision?: { accepted: boolean; at: number; by: string };
}

/** Kinds whose time means something to a class: single answers and cards do not. */
const SHOWN = ['check.submitted', 'lesson.finished', 'practice.done', 'draft.saved', 'prepost.answered'];

/** Newest first. */
export async function readLateWork(db: Db, learnerId: string): Promise<LateWork[]> {
	const [events, decisions] = await Promise.all([
		db
			.selectFrom('event')
			.select(['event_id', 'kind', 'body', 'happened_at', 'received_at'])
			.where('learner_id', '=', learnerId)
			.where('late', '=', 1)
			.where('kind', 'in', SHOWN)
			.where('outcome', '=', 'accepted')
			.orderBy('happened_at', 'desc')
			.limit(30)
			.execute(),
		readLateDecisions(db, learnerId)
	]);
	return events.map((event) => {
		const body = JSON.parse(event.body) as Partial<Record<'course' | 'lesson', string>>;
		const decided = decisions.find((d) => d.of_event === event.event_id);
		return {
			eventId: event.event_id,
			kind: event.kind,
			course: body.course ?? '',
			lesson: body.lesson ?? '',
			happenedAt: event.happened_at,
			receivedAt: event.received_at,
			...(decided && {
				decision: { accepted: decided.accepted === 1, at: decided.at, by: decided.by_person }
			})
		};
	});
}
