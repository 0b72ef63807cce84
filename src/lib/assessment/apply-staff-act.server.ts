import type { Catalogue } from '../catalog/index.ts';
import type { Tx } from '../platform/db.server.ts';
import type { EventBodies, StoredEvent } from '../progress/index.ts';
import * as store from './assessment.repository.server.ts';
import { BY_RULE, passesRubric } from './decide-practical.ts';

/** What a trainer's act in her log changes: a mark (A5), an extra try (A3), a decision about what came late (S11). */
export async function applyStaffAct(tx: Tx, catalogue: Catalogue, event: StoredEvent): Promise<void> {
	if (event.kind === 'practical.marked') await markByTrainer(tx, catalogue, event);
	else if (event.kind === 'try.granted') await grantTry(tx, event);
	else await decideLate(tx, event);
}

/** Of two acts the later holds and, at the same time, the one with the greater id: the order of arrival does not matter. */
const isOlder = (event: StoredEvent, than: { at: number; event_id: string }): boolean =>
	event.happenedAt < than.at || (event.happenedAt === than.at && event.id < than.event_id);

/** A trainer's mark stands above the written rule's, and above an earlier one of hers. */
async function markByTrainer(tx: Tx, catalogue: Catalogue, event: StoredEvent): Promise<void> {
	const body = event.body as EventBodies['practical.marked'];
	const course =
		(body.version && catalogue.version(body.course, body.version)) || catalogue.course(body.course);
	if (!course?.practical.rubric.length) return;
	const before = (await store.readPracticals(tx, event.learner_id)).find((p) => p.course === body.course);
	if (before && before.marked_by !== BY_RULE && isOlder(event, before)) return;
	await store.writePractical(tx, {
		learner_id: event.learner_id,
		course: body.course,
		passed: passesRubric(course.practical, body.marks) ? 1 : 0,
		marks: JSON.stringify(body.marks),
		rule: `rubric-1 ${course.practical.pass}/${course.practical.rubric.length}`,
		marked_by: event.actor,
		at: event.happenedAt,
		event_id: event.id,
		comment: body.comment
	});
}

/** The form after the newest try opens when it was granted. One granted before that try was handed in has been used. */
async function grantTry(tx: Tx, event: StoredEvent): Promise<void> {
	const { course } = event.body as EventBodies['try.granted'];
	await store.insertGrantedTry(tx, {
		learner_id: event.learner_id,
		course,
		event_id: event.id,
		at: event.happenedAt,
		by_person: event.actor
	});
	const newest = (await store.readAttempts(tx, event.learner_id, course)).at(-1);
	if (!newest || newest.passed || newest.submittedAt > event.happenedAt) return;
	if ((newest.opensNextAt ?? 0) > event.happenedAt)
		await store.openNextAt(tx, event.learner_id, course, newest.number, event.happenedAt);
}

async function decideLate(tx: Tx, event: StoredEvent): Promise<void> {
	const { of, accepted } = event.body as EventBodies['late.decided'];
	const before = (await store.readLateDecisions(tx, event.learner_id)).find((d) => d.of_event === of);
	if (before && isOlder(event, before)) return;
	await store.writeLateDecision(tx, {
		learner_id: event.learner_id,
		of_event: of,
		accepted: accepted ? 1 : 0,
		at: event.happenedAt,
		by_person: event.actor,
		event_id: event.id
	});
}
