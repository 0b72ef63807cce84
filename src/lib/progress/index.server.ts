import type { Db } from '../platform/db.server.ts';
import type { DraftPart } from './event.ts';
import { fold, type LessonProgress, type Progress, type ServerNews } from './fold.ts';
import * as store from './progress.repository.server.ts';

export type { Projector } from './projector.ts';
export { progressProjector } from './progress-projector.server.ts';
export { judgeBody, listingDraft, priceDraft, type BodyVerdict } from './event.schema.ts';

/**
 * A learner's progress from the projections, equal to `fold` of her log.
 * @param news from assessment and badges (`readNews`), which decide what "passed" is
 */
export async function readProgress(
	db: Db,
	learnerId: string,
	news: Partial<ServerNews> = {}
): Promise<Progress> {
	const progress = fold([], news);
	for (const row of await store.readLessons(db, learnerId)) {
		const course = (progress.courses[row.course] ??= {
			lessons: {},
			check: { state: 'none', number: 0, result: null },
			prepost: {}
		});
		course.lessons[row.lesson] = JSON.parse(row.state) as LessonProgress;
	}
	progress.draft = await readDraft(db, learnerId);
	return progress;
}

/** Her private draft shop, as her lessons made it. */
export async function readDraft(db: Db, learnerId: string): Promise<Progress['draft']> {
	const rows = await store.readDraft(db, learnerId);
	return Object.fromEntries(
		rows.map((row) => [
			row.part as DraftPart,
			{ value: JSON.parse(row.body) as Record<string, unknown>, at: row.at, eventId: row.event_id }
		])
	);
}

/** What a phone is told of her lessons, so that another phone shows the same wall. */
export async function readLessonNews(db: Db, learnerId: string): Promise<Pick<ServerNews, 'lessons'>> {
	const rows = await store.readLessons(db, learnerId);
	return {
		lessons: rows.map(({ course, lesson, state }) => {
			const p = JSON.parse(state) as LessonProgress;
			return { course, lesson, state: p.state, at: p.finishedAt ?? p.lastAt };
		})
	};
}
export { readDraftsOf, readFinishedOf } from './progress.repository.server.ts';
