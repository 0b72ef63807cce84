import type { Db } from '../platform/db.server.ts';
import type { DraftPart } from './event.ts';
import type { LessonProgress } from './fold.ts';

/** The stored fold of one lesson; the columns beside `state` are for counting over learners. */
export async function readLesson(
	db: Db,
	learnerId: string,
	course: string,
	lesson: string
): Promise<LessonProgress | undefined> {
	const row = await db
		.selectFrom('lesson_progress')
		.select('state')
		.where('learner_id', '=', learnerId)
		.where('course', '=', course)
		.where('lesson', '=', lesson)
		.executeTakeFirst();
	return row && (JSON.parse(row.state) as LessonProgress);
}

export async function writeLesson(
	db: Db,
	learnerId: string,
	course: string,
	lesson: string,
	p: LessonProgress
): Promise<void> {
	const columns = {
		started_at: p.startedAt,
		last_at: p.lastAt,
		finished_at: p.finishedAt,
		tries: Object.values(p.items).reduce((sum, item) => sum + item.tries, 0),
		state: JSON.stringify(p)
	};
	await db
		.insertInto('lesson_progress')
		.values({ learner_id: learnerId, course, lesson, ...columns })
		.onConflict((c) => c.columns(['learner_id', 'course', 'lesson']).doUpdateSet(columns))
		.execute();
}

export const readLessons = (db: Db, learnerId: string) =>
	db
		.selectFrom('lesson_progress')
		.select(['course', 'lesson', 'state'])
		.where('learner_id', '=', learnerId)
		.orderBy('course')
		.orderBy('lesson')
		.execute();

export const readDraft = (db: Db, learnerId: string) =>
	db.selectFrom('draft_part').selectAll().where('learner_id', '=', learnerId).orderBy('part').execute();

export async function writeDraftPart(
	db: Db,
	row: { learner_id: string; part: DraftPart; body: string; at: number; event_id: string }
): Promise<void> {
	await db
		.insertInto('draft_part')
		.values(row)
		.onConflict((c) =>
			c.columns(['learner_id', 'part']).doUpdateSet({ body: row.body, at: row.at, event_id: row.event_id })
		)
		.execute();
}

export async function clearProgress(db: Db, learnerId: string): Promise<void> {
	await db.deleteFrom('lesson_progress').where('learner_id', '=', learnerId).execute();
	await db.deleteFrom('draft_part').where('learner_id', '=', learnerId).execute();
}
