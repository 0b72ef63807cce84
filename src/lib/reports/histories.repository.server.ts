/**
 * All SQL that reads what facts are made of: a fixed number of statements, however many learners. Each table read here has its
 * mark in a migration (`create mark`), `event` by its head row; fold-marks.contract.test.ts holds the two lists together.
 */
import type { Db } from '../platform/db.server.ts';
import type { AboutMe } from '../accounts/index.ts';
import { FOLLOW_UPS, type FollowUp } from './indicators.ts';

type Ids = readonly string[];

export const readLearners = (db: Db, ids: Ids) =>
	db
		.selectFrom('learner')
		.select(['learner_id', 'kind', 'locale', 'merged_into', 'deleted_at'])
		.where('learner_id', 'in', ids)
		.execute();

/** T5. Records that are joined to these now. */
export const readJoined = (db: Db, ids: Ids) =>
	db
		.selectFrom('learner_merge')
		.select(['learner_id', 'gone_id'])
		.where('learner_id', 'in', ids)
		.where('undone_at', 'is', null)
		.execute();

export const readReporting = (db: Db, ids: Ids) =>
	db
		.selectFrom('consent')
		.select(['learner_id', 'given'])
		.where('learner_id', 'in', ids)
		.where('purpose', '=', 'reporting')
		.orderBy('at')
		.execute();

export const readAbout = (db: Db, ids: Ids) =>
	db
		.selectFrom('about_me')
		.select(['learner_id', 'at', 'answers'])
		.where('learner_id', 'in', ids)
		.orderBy('at')
		.execute();

/** M2. What they answered some months after they enrolled. */
export async function readFollowUps(
	db: Db,
	ids: Ids
): Promise<{ learner_id: string; month: Exclude<FollowUp, 0>; at: number; told: AboutMe }[]> {
	const rows = await db
		.selectFrom('follow_up')
		.select(['learner_id', 'month', 'answers', 'at'])
		.where('learner_id', 'in', ids)
		.execute();
	return rows.flatMap(({ learner_id, month, answers, at }) => {
		const told = JSON.parse(answers) as AboutMe;
		// Without an answer it says that she does not want to be asked.
		const asked = FOLLOW_UPS.find((one) => one === month);
		return asked && Object.keys(told).length ? [{ learner_id, month: asked, at, told }] : [];
	});
}

export const readEnrolments = (db: Db, ids: Ids) =>
	db
		.selectFrom('enrolment')
		.select(['learner_id', 'organisation_id', 'cohort_id', 'state', 'at'])
		.where('learner_id', 'in', ids)
		.execute();

export const readChanges = (db: Db, ids: Ids) =>
	db
		.selectFrom('enrolment_change')
		.select(['learner_id', 'organisation_id', 'cohort_id', 'at', 'state', 'reason'])
		.where('learner_id', 'in', ids)
		.orderBy('at')
		.orderBy('change_id')
		.execute();

/** When they did something themselves; two times to the millisecond the same are one. */
export const readWorked = (db: Db, ids: Ids) =>
	db
		.selectFrom('event')
		.select(['learner_id', 'happened_at'])
		.where('learner_id', 'in', ids)
		.where('actor', '=', 'self')
		.where('outcome', '=', 'accepted')
		.orderBy('learner_id')
		.orderBy('happened_at')
		.execute();

export const readLessons = (db: Db, ids: Ids) =>
	db
		.selectFrom('lesson_progress')
		.select(['learner_id', 'course', 'lesson', 'started_at', 'finished_at'])
		.where('learner_id', 'in', ids)
		.execute();

/** Meetings where they were, if they were held. */
export const readAttended = (db: Db, ids: Ids) =>
	db
		.selectFrom('attendance')
		.innerJoin('meeting', (join) =>
			join
				.onRef('meeting.organisation_id', '=', 'attendance.organisation_id')
				.onRef('meeting.cohort_id', '=', 'attendance.cohort_id')
				.onRef('meeting.meeting_id', '=', 'attendance.meeting_id')
		)
		.select([
			'attendance.learner_id',
			'attendance.organisation_id',
			'attendance.cohort_id',
			'meeting.held_on'
		])
		.where('attendance.learner_id', 'in', ids)
		.where('attendance.state', '=', 'here')
		.where('meeting.cancelled_at', 'is', null)
		.execute();

export const readPrepost = (db: Db, ids: Ids) =>
	db
		.selectFrom('prepost')
		.select(['learner_id', 'course', 'phase', 'correct', 'of', 'at'])
		.where('learner_id', 'in', ids)
		.execute();

export const readPracticals = (db: Db, ids: Ids) =>
	db
		.selectFrom('practical')
		.select(['learner_id', 'course', 'at', 'passed'])
		.where('learner_id', 'in', ids)
		.execute();

/** When trainers answered what they asked. */
export const readAnswered = (db: Db, ids: Ids) =>
	db
		.selectFrom('help_request')
		.select(['learner_id', 'answered_at'])
		.where('learner_id', 'in', ids)
		.where('answered_at', 'is not', null)
		.orderBy('answered_at')
		.execute();

export const readAwards = (db: Db, ids: Ids) =>
	db
		.selectFrom('award')
		.select(['learner_id', 'award_id', 'badge', 'awarded_at', 'state'])
		.where('learner_id', 'in', ids)
		.execute();

/** When badges were last taken back; whether they still are, the award itself says. */
export const readRevoked = (db: Db, ids: Ids) =>
	db
		.selectFrom('award_history')
		.select(({ fn }) => ['learner_id', 'award_id', fn.max('at').as('at')])
		.where('learner_id', 'in', ids)
		.where('act', '=', 'revoked')
		.groupBy(['learner_id', 'award_id'])
		.execute();

export const readSellers = (db: Db, ids: Ids) =>
	db.selectFrom('seller').select(['learner_id', 'unlocked_at']).where('learner_id', 'in', ids).execute();

export const readShops = (db: Db, ids: Ids) =>
	db
		.selectFrom('shop')
		.select(['learner_id', 'category', 'opened_at'])
		.where('learner_id', 'in', ids)
		.execute();

export const readFirstProducts = (db: Db, ids: Ids) =>
	db
		.selectFrom('product')
		.select(({ fn }) => ['learner_id', fn.min('created_at').as('at')])
		.where('learner_id', 'in', ids)
		.groupBy('learner_id')
		.execute();

export const readOrders = (db: Db, ids: Ids) =>
	db
		.selectFrom('shop_order')
		.select(['learner_id', 'order_id', 'state', 'total', 'delivery_fee'])
		.where('learner_id', 'in', ids)
		.execute();

/** When each order was first confirmed by the seller, and said to be delivered by whom. */
export const readOrderSteps = (db: Db, ids: Ids) =>
	db
		.selectFrom('shop_order_history')
		.select(({ fn }) => ['learner_id', 'order_id', 'act', 'by_whom', fn.min('at').as('at')])
		.where('learner_id', 'in', ids)
		.where('act', 'in', ['confirm', 'deliver'])
		.groupBy(['learner_id', 'order_id', 'act', 'by_whom'])
		.execute();

/** Of the draft shop what says the kind of goods. */
export const readDrafts = (db: Db, ids: Ids) =>
	db
		.selectFrom('draft_part')
		.select(['learner_id', 'part', 'body'])
		.where('learner_id', 'in', ids)
		.where('part', 'in', ['listing', 'profile'])
		.execute();

/** T7. That there was one and when: nothing else of it is read. */
export const readTroubled = (db: Db, ids: Ids, organisationIds: Ids) =>
	db
		.selectFrom('safeguarding_report')
		.select(['learner_id', 'organisation_id', 'at'])
		.where('organisation_id', 'in', organisationIds)
		.where('learner_id', 'in', ids)
		.execute();

export const readZones = (db: Db, organisationIds: Ids) =>
	db
		.selectFrom('organisation')
		.select(['organisation_id', 'zone'])
		.where('organisation_id', 'in', organisationIds)
		.execute();

export const readProgrammes = (db: Db, organisationIds: Ids, cohortIds: Ids) =>
	db
		.selectFrom('cohort')
		.select(['organisation_id', 'cohort_id', 'programme_id'])
		.where('organisation_id', 'in', organisationIds)
		.where('cohort_id', 'in', cohortIds)
		.execute();

export const readVersionTimes = (db: Db) =>
	db
		.selectFrom('course_version')
		.select(['course', 'version', 'published_at'])
		.orderBy('published_at')
		.orderBy('version')
		.execute();

export const readVersionBody = (db: Db, course: string, version: string) =>
	db
		.selectFrom('course_version')
		.select('body')
		.where('course', '=', course)
		.where('version', '=', version)
		.executeTakeFirstOrThrow();
