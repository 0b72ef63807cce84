import { whoseWorkMayBeKept } from '#lib/accounts/index.server.ts';
import { dayIn } from '../platform/clock.ts';
import type { StaffAct } from '../progress/index.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { AttendanceRow } from '../platform/schema.ts';
import type { Services } from '../services.server.ts';
import { listAttendance } from './attendance.repository.server.ts';
import { meetingRow } from './change-meeting.server.ts';
import { listActiveMembers, placeMeeting } from './meeting.repository.server.ts';
import { readMeeting } from './read-meetings.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export type AttendanceState = AttendanceRow['state'];
export const ATTENDANCE: readonly AttendanceState[] = ['here', 'away', 'excused'];

export interface Attendant {
	id: string;
	/** Empty where she has told none. */
	name: string;
	tileSeed: number;
	state?: AttendanceState;
	/** False for who took back the permission to keep her work (K5): her attendance is not kept. */
	keeps: boolean;
	/** The mark that stands: the next one is another act. */
	eventId: string;
}

/** T1. Everybody who is in the class now, by name, with what is marked for this meeting. */
export async function readAttendance(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string,
	meetingId: string
): Promise<Attendant[]> {
	if (!may(at, 'learners.teach', cohortId)) return [];
	const members = await listActiveMembers(db, at.organisationId, cohortId);
	const ids = members.map(({ id }) => id);
	const [marks, keeps] = await Promise.all([
		listAttendance(db, ids, { organisationId: at.organisationId, cohortId, meetingId }),
		whoseWorkMayBeKept(db, ids)
	]);
	const of = new Map(marks.map((mark) => [mark.learner_id, mark]));
	return members.map(({ id, name, tileSeed }) => {
		const mark = of.get(id);
		return {
			id,
			name,
			tileSeed,
			keeps: keeps.has(id),
			...(mark && { state: mark.state }),
			eventId: mark?.event_id ?? ''
		};
	});
}

/** T1. For how many of those in the class each meeting has a mark. */
export async function countMarks(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string
): Promise<Map<string, number>> {
	const counted = new Map<string, number>();
	if (!may(at, 'learners.teach', cohortId)) return counted;
	const members = await listActiveMembers(db, at.organisationId, cohortId);
	const ids = members.map(({ id }) => id);
	for (const { meeting_id } of await listAttendance(db, ids, { organisationId: at.organisationId, cohortId }))
		counted.set(meeting_id, (counted.get(meeting_id) ?? 0) + 1);
	return counted;
}

/** Appends to a learner's log: `recordStaffEvents` of sync, which this module may not import. */
export type RecordActs = (
	services: Services,
	staffId: string,
	learnerId: string,
	acts: readonly StaffAct[]
) => Promise<unknown>;

/** Whether its day is still to come, in the organisation's zone. Who met earlier changes the day first. */
export const isAhead = (
	{ clock }: Pick<Services, 'clock'>,
	{ zone }: Pick<StaffAt, 'zone'>,
	{ heldOn }: { heldOn: string }
): boolean => heldOn > dayIn(zone, clock());

export interface Marking {
	cohortId: string;
	meetingId: string;
	/** One learner, or everybody who has no mark yet. */
	whom: { learnerId: string } | 'unmarked';
	state: AttendanceState;
}

/**
 * Marks who came. A mark is an event of her log; the same mark again is none. Of who took back the permission to keep her
 * work nothing is kept (K5).
 */
export async function markAttendance(
	services: Services,
	at: StaffAt,
	{ cohortId, meetingId, whom, state }: Marking,
	record: RecordActs
): Promise<Result<null, { tag: 'forbidden' | 'unknown_meeting' | 'unknown_learner' | 'not_yet' }>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const meeting = await readMeeting(services, at, cohortId, meetingId);
	if (!meeting) return refuse({ tag: 'unknown_meeting' });
	if (isAhead(services, at, meeting)) return refuse({ tag: 'not_yet' });
	const all = await readAttendance(services, at, cohortId, meetingId);
	const meant = all.filter((a) => (whom === 'unmarked' ? !a.state : a.id === whom.learnerId));
	if (whom !== 'unmarked' && !meant.length) return refuse({ tag: 'unknown_learner' });
	// What has been marked stays with its day: a plan changed later no longer moves it.
	const row = meetingRow(services, at, cohortId, meeting);
	await services.db.transaction().execute((tx) => placeMeeting(tx, row));
	const body = { organisation: at.organisationId, cohort: cohortId, meeting: meetingId, state };
	for (const { id, state: before, keeps, eventId } of meant)
		if (keeps && before !== state)
			await record(services, at.staffId, id, [
				{ kind: 'attendance.marked', body, act: [cohortId, meetingId, eventId, state] }
			]);
	return ok(null);
}

/** T1. How many of those in the class now are marked as here at one meeting, and how many are marked at all. */
export async function countHere(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string,
	meetingId: string
): Promise<{ here: number; marked: number }> {
	if (!may(at, 'learners.teach', cohortId)) return { here: 0, marked: 0 };
	const members = await listActiveMembers(db, at.organisationId, cohortId);
	const ids = members.map(({ id }) => id);
	const marks = await listAttendance(db, ids, { organisationId: at.organisationId, cohortId, meetingId });
	return { here: marks.filter(({ state }) => state === 'here').length, marked: marks.length };
}
