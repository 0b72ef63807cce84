import type { Projector } from './projector.ts';
import type { EventBodies } from './event.ts';
import { foldLesson, lessonKinds } from './fold.ts';
import * as store from './progress.repository.server.ts';

/** Keeps the stored fold of each lesson and the newest part of each draft beside the log. */
export const progressProjector: Projector = {
	name: 'progress',
	kinds: [...lessonKinds, 'draft.saved'],
	async apply(tx, event) {
		if (event.kind === 'draft.saved') {
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
			return;
		}
		const { course, lesson } = event.body as EventBodies['lesson.finished'];
		const before = await store.readLesson(tx, event.learner_id, course, lesson);
		await store.writeLesson(
			tx,
			event.learner_id,
			course,
			lesson,
			foldLesson(before, event, event.happenedAt)
		);
	},
	reset: store.clearProgress
};
