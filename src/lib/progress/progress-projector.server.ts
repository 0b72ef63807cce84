import type { Tx } from '../platform/db.server.ts';
import type { EventBodies, StoredEvent } from './event.ts';
import { foldLesson, lessonKinds } from './fold.ts';
import { countTries } from './item-tries.repository.server.ts';
import * as store from './progress.repository.server.ts';
import type { Projector } from './projector.ts';

/**
 * Keeps the stored fold of each lesson, the newest part of each draft, and how often each question was tried, beside the
 * log.
 */
export const progressProjector: Projector = {
	name: 'progress',
	kinds: [...lessonKinds, 'draft.saved'],
	async apply(tx, events) {
		for (const event of events) if (event.kind === 'draft.saved') await keepDraftPart(tx, event);
		const ofLessons = events.filter(({ kind }) => kind !== 'draft.saved');
		if (ofLessons.length) await foldLessons(tx, ofLessons);
		const answers = events.filter(({ kind }) => kind === 'question.answered' || kind === 'practice.done');
		if (answers.length) await countTries(tx, answers);
	},
	reset: store.clearProgress
};

async function keepDraftPart(tx: Tx, event: StoredEvent): Promise<void> {
	const { part, value } = event.body as EventBodies['draft.saved'];
	const old = (await store.readDraft(tx, event.learner_id)).find((row) => row.part === part);
	const older =
		old && (old.at > event.happenedAt || (old.at === event.happenedAt && old.event_id > event.id));
	if (older) return;
	await store.writeDraftPart(tx, {
		learner_id: event.learner_id,
		part,
		body: JSON.stringify(value),
		at: event.happenedAt,
		event_id: event.id
	});
}

/** Every lesson that the events name is read once and written once. */
async function foldLessons(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
	const learnerId = events[0]!.learner_id;
	// Of the body only what is named: it may carry more than this version knows.
	const named = events.map((event) => {
		const { course, lesson } = event.body as EventBodies['lesson.finished'];
		return { event, course, lesson };
	});
	const folds = await store.readSomeLessons(tx, learnerId, [...new Set(named.map(({ lesson }) => lesson))]);
	const touched = new Map<string, store.StoredLesson>();
	for (const { event, course, lesson } of named) {
		const key = `${course}/${lesson}`;
		const before = touched.get(key)?.progress ?? folds.get(key);
		touched.set(key, { course, lesson, progress: foldLesson(before, event, event.happenedAt) });
	}
	await store.writeLessons(tx, learnerId, [...touched.values()]);
}
