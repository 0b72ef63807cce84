import type { Db } from '../platform/db.server.ts';
import type { DraftPart } from './event.ts';
import type { LessonProgress } from './fold.ts';

export interface StoredLesson {
	course: string;
	lesson: string;
	progress: LessonProgress;
}

/**
 * Stored folds of her lessons.
 * @param lessons ids; of several courses that have a lesson of this id all are read
 * @returns by `course/lesson`
 */
export async function readSomeLessons(
	db: Db,
	learnerId: string,
	lessons: readonly string[]
): Promise<Map<string, LessonProgress>> {
	const rows = await db
		.selectFrom('lesson_progress')
		.select(['course', 'lesson', 'state'])
		.where('learner_id', '=', learnerId)
		.where('lesson', 'in', lessons)
		.execute();
	return new Map(
		rows.map(({ course, lesson, state }) => [`${course}/${lesson}`, JSON.parse(state) as LessonProgress])
	);
}

/** The columns beside `state` are for counting over learners. @param lessons each once, at least one */
export async function writeLessons(
	db: Db,
	learnerId: string,
	lessons: readonly StoredLesson[]
): Promise<void> {
	await db
		.insertInto('lesson_progress')
		.values(
			lessons.map(({ course, lesson, progress: p }) => ({
				learner_id: learnerId,
				course,
				lesson,
				started_at: p.startedAt,
				last_at: p.lastAt,
				finished_at: p.finishedAt,
				tries: Object.values(p.items).reduce((sum, item) => sum + item.tries, 0),
				state: JSON.stringify(p)
			}))
		)
		.onConflict((c) =>
			c.columns(['learner_id', 'course', 'lesson']).doUpdateSet(({ ref }) => ({
				started_at: ref('excluded.started_at'),
				last_at: ref('excluded.last_at'),
				finished_at: ref('excluded.finished_at'),
				tries: ref('excluded.tries'),
				state: ref('excluded.state')
			}))
		)
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
	await db.deleteFrom('item_tries').where('learner_id', '=', learnerId).execute();
	await db.deleteFrom('draft_part').where('learner_id', '=', learnerId).execute();
}

/** Parts of the draft shops of several learners. @param learnerIds at least one */
export const readDraftsOf = (db: Db, learnerIds: readonly string[], parts: readonly DraftPart[]) =>
	db
		.selectFrom('draft_part')
		.selectAll()
		.where('learner_id', 'in', learnerIds)
		.where('part', 'in', parts)
		.execute();

/** Who of several learners has finished these lessons, and when. @param learnerIds at least one @param lessons at least one id; those of all courses are read */
export const readFinishedOf = (db: Db, learnerIds: readonly string[], lessons: readonly string[]) =>
	db
		.selectFrom('lesson_progress')
		.select(['learner_id', 'course', 'lesson', 'finished_at'])
		.where('learner_id', 'in', learnerIds)
		.where('lesson', 'in', lessons)
		.where('finished_at', 'is not', null)
		.$narrowType<{ finished_at: number }>()
		.execute();
