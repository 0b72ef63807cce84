import type { Db } from '../platform/db.server.ts';
import { readChangeReason } from './change-reason.ts';

/** All SQL of a learner's page; each query names her. */

/** Kinds that are told one by one; the many answers of a day are counted. */
const TOLD = [
	'practice.done',
	'check.submitted',
	'prepost.answered',
	'help.asked',
	'practical.marked',
	'try.granted',
	'late.decided',
	'attendance.marked'
] as const;
export type ToldKind = (typeof TOLD)[number];

export const readToldEvents = (db: Db, learnerId: string) =>
	db
		.selectFrom('event')
		.select(['event_id', 'kind', 'happened_at', 'received_at', 'late', 'actor', 'body'])
		.where('learner_id', '=', learnerId)
		.where('outcome', '=', 'accepted')
		.where('kind', 'in', TOLD)
		.execute();

/** Only when: they are counted by day. */
export const readAnswerTimes = (db: Db, learnerId: string) =>
	db
		.selectFrom('event')
		.select(['happened_at', 'late'])
		.where('learner_id', '=', learnerId)
		.where('outcome', '=', 'accepted')
		.where('kind', '=', 'question.answered')
		.execute();

export const readLessonTimes = (db: Db, learnerId: string) =>
	db
		.selectFrom('lesson_progress')
		.select(['course', 'lesson', 'started_at', 'last_at', 'finished_at', 'tries'])
		.where('learner_id', '=', learnerId)
		.execute();

export const readItems = (db: Db, learnerId: string) =>
	db
		.selectFrom('item_tries')
		.select(['course', 'lesson', 'item', 'kind', 'tries', 'wrong', 'right_at', 'last_at'])
		.where('learner_id', '=', learnerId)
		.where('wrong', '>', 0)
		.execute();

export const readAttemptRows = (db: Db, learnerId: string) =>
	db
		.selectFrom('attempt')
		.select(['course', 'number', 'version', 'event_id', 'submitted_at', 'score', 'passed', 'late', 'revisit'])
		.where('learner_id', '=', learnerId)
		.orderBy('course')
		.orderBy('number')
		.execute();

export const readPracticalRows = (db: Db, learnerId: string) =>
	db
		.selectFrom('practical')
		.select(['course', 'passed', 'marked_by', 'at'])
		.where('learner_id', '=', learnerId)
		.execute();

export const readAwardRows = (db: Db, learnerId: string) =>
	db
		.selectFrom('award')
		.select(['course', 'badge', 'awarded_at', 'state'])
		.where('learner_id', '=', learnerId)
		.execute();

/** What became of her in this organisation's classes, never in another's; oldest first. */
export async function readPlaces(db: Db, learnerId: string, organisationId: string) {
	const rows = await db
		.selectFrom('enrolment_change as h')
		.leftJoin('cohort as c', (join) =>
			join.onRef('c.organisation_id', '=', 'h.organisation_id').onRef('c.cohort_id', '=', 'h.cohort_id')
		)
		.select(['h.at', 'h.state', 'h.reason', 'h.cohort_id', 'c.name'])
		.where('h.learner_id', '=', learnerId)
		.where('h.organisation_id', '=', organisationId)
		.orderBy('h.at')
		.orderBy('h.change_id')
		.execute();
	return rows.map((row) => ({ ...row, reason: readChangeReason(row.reason) }));
}

export const readMeetingNumbers = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('meeting')
		.select(['meeting_id', 'number'])
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.execute();

/** Streams of her phones: up to where everything has come, what came after a gap, when last. */
export const readStreamsOf = (db: Db, learnerId: string) =>
	db
		.selectFrom('device_head')
		.select(['device', 'held_to', 'beyond', 'last_at'])
		.where('learner_id', '=', learnerId)
		.execute();

export const readPhoneStates = (db: Db, learnerId: string) =>
	db
		.selectFrom('phone_state')
		.select(['device', 'waiting', 'no_room', 'at'])
		.where('learner_id', '=', learnerId)
		.execute();
