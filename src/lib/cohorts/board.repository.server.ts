import { sql } from 'kysely';
import type { Db } from '../platform/db.server.ts';

/**
 * All SQL of a class's board. Each function is one query: the board asks four, however many learners there are
 * (board.contract.test.ts counts).
 */
export const readClass = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('cohort as c')
		.leftJoin('cohort_member as m', (join) =>
			join
				.onRef('m.organisation_id', '=', 'c.organisation_id')
				.onRef('m.cohort_id', '=', 'c.cohort_id')
				.on('m.state', 'in', ['asked', 'queued', 'active'])
		)
		.leftJoin('learner as l', (join) =>
			join
				.onRef('l.learner_id', '=', 'm.learner_id')
				.on('l.deleted_at', 'is', null)
				.on('l.merged_into', 'is', null)
		)
		.select([
			'c.course',
			'c.plan',
			'm.state',
			'm.since',
			'l.learner_id as id',
			'l.display_name as name',
			'l.tile_seed as tileSeed'
		])
		.select(({ eb }) => eb('l.contact', 'is not', null).as('hasNumber'))
		.where('c.organisation_id', '=', organisationId)
		.where('c.cohort_id', '=', cohortId)
		.execute();

/** Only the columns beside the stored fold: nothing is parsed. */
export const readClassLessons = (db: Db, learnerIds: readonly string[], courses: readonly string[]) =>
	db
		.selectFrom('lesson_progress')
		.select(['learner_id', 'course', 'lesson', 'last_at', 'finished_at'])
		.where('learner_id', 'in', learnerIds)
		.where('course', 'in', courses)
		.execute();

/** How the class answered each question at the first try: answers counted by choice. */
export const readFirstAnswers = (db: Db, learnerIds: readonly string[], courses: readonly string[]) =>
	db
		.selectFrom('item_tries')
		.select(({ fn }) => [
			'course',
			'lesson',
			'item',
			'first_choice',
			'first_right',
			fn.count<number>('learner_id').as('n')
		])
		.where('learner_id', 'in', learnerIds)
		.where('course', 'in', courses)
		.where('kind', '=', 'question')
		.groupBy(['course', 'lesson', 'item', 'first_choice', 'first_right'])
		.execute();

/** One thing the server knows of a learner beside her lessons; what the numbers mean depends on `what`. */
export interface Trace {
	learner_id: string;
	what: 'open' | 'attempt' | 'practical' | 'asked' | 'phone' | 'award' | 'upload' | 'buyer';
	course: string;
	/** Lesson, or who marked a practical. */
	place: string;
	item: string;
	n: number;
	flag: number;
	at: number;
}

/** Everything else that the board needs, gathered in one query. */
export function readTraces(db: Db, learnerIds: readonly string[]): Promise<Trace[]> {
	const none = sql<string>`''`;
	const zero = sql<number>`0`;
	const open = db
		.selectFrom('item_tries')
		.select([
			'learner_id',
			sql<Trace['what']>`'open'`.as('what'),
			'course',
			'lesson as place',
			'item',
			'wrong as n',
			sql<number>`case when kind = 'question' then 1 else 0 end`.as('flag'),
			'last_at as at'
		])
		.where('learner_id', 'in', learnerIds)
		.where('right_at', 'is', null)
		.where('wrong', '>', 1);
	const attempts = db
		.selectFrom('attempt')
		.select([
			'learner_id',
			sql<Trace['what']>`'attempt'`.as('what'),
			'course',
			none.as('place'),
			none.as('item'),
			'number as n',
			'passed as flag',
			'submitted_at as at'
		])
		.where('learner_id', 'in', learnerIds);
	const practicals = db
		.selectFrom('practical')
		.select([
			'learner_id',
			sql<Trace['what']>`'practical'`.as('what'),
			'course',
			'marked_by as place',
			none.as('item'),
			zero.as('n'),
			'passed as flag',
			'at'
		])
		.where('learner_id', 'in', learnerIds);
	const asked = db
		.selectFrom('help_request')
		.select([
			'learner_id',
			sql<Trace['what']>`'asked'`.as('what'),
			'course',
			'lesson as place',
			none.as('item'),
			zero.as('n'),
			zero.as('flag'),
			'at'
		])
		.where('learner_id', 'in', learnerIds)
		.where('answered_at', 'is', null);
	const phones = db
		.selectFrom('phone_state')
		.select([
			'learner_id',
			sql<Trace['what']>`'phone'`.as('what'),
			none.as('course'),
			none.as('place'),
			'device as item',
			'waiting as n',
			'no_room as flag',
			'at'
		])
		.where('learner_id', 'in', learnerIds);
	const awards = db
		.selectFrom('award')
		.select([
			'learner_id',
			sql<Trace['what']>`'award'`.as('what'),
			'course',
			none.as('place'),
			none.as('item'),
			zero.as('n'),
			zero.as('flag'),
			'awarded_at as at'
		])
		.where('learner_id', 'in', learnerIds)
		.where('state', '=', 'active');
	const uploads = db
		.selectFrom('device_head')
		.select([
			'learner_id',
			sql<Trace['what']>`'upload'`.as('what'),
			none.as('course'),
			none.as('place'),
			'device as item',
			'held_to as n',
			sql<number>`case when beyond = '[]' then 0 else 1 end`.as('flag'),
			'last_at as at'
		])
		.where('learner_id', 'in', learnerIds);
	// Only that somebody waits and since when: no buyer, no goods, no sum.
	const buyers = db
		.selectFrom('shop_order')
		.select([
			'learner_id',
			sql<Trace['what']>`'buyer'`.as('what'),
			none.as('course'),
			none.as('place'),
			'order_id as item',
			zero.as('n'),
			zero.as('flag'),
			sql<number>`waits_since`.as('at')
		])
		.where('learner_id', 'in', learnerIds)
		.where('waits_since', 'is not', null);
	return open
		.unionAll(attempts)
		.unionAll(practicals)
		.unionAll(asked)
		.unionAll(phones)
		.unionAll(awards)
		.unionAll(uploads)
		.unionAll(buyers)
		.execute();
}
