import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { isDay } from './class-plan.ts';
import type { MeetingDay } from './decide-meetings.ts';
import { writeMeeting } from './meeting.repository.server.ts';
import { readMeetings, type Meeting } from './read-meetings.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export interface MeetingChange {
	cohortId: string;
	meetingId: string;
	/** YYYY-MM-DD */
	heldOn: string;
	/** `course/lesson` as the form names it. */
	taught: string;
	cancelled: boolean;
}

export type ChangeMeetingRefusal =
	{ tag: 'forbidden' } | { tag: 'unknown_meeting' } | { tag: 'day' } | { tag: 'lesson' };

/** Moves a week's meeting, gives it another lesson, cancels it or takes that back. The same again changes nothing. */
export async function changeMeeting(
	services: Services,
	at: StaffAt,
	{ cohortId, meetingId, heldOn, taught, cancelled }: MeetingChange
): Promise<Result<null, ChangeMeetingRefusal>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const found = await readMeetings(services, at, cohortId);
	const meeting = found?.meetings.find((m) => m.id === meetingId);
	if (!found || !meeting) return refuse({ tag: 'unknown_meeting' });
	if (!isDay(heldOn)) return refuse({ tag: 'day' });
	const chosen = found.lessons.find((l) => `${l.course}/${l.lesson}` === taught);
	if (!chosen) return refuse({ tag: 'lesson' });
	const { course, lesson } = chosen;
	const same =
		meeting.heldOn === heldOn &&
		meeting.course === course &&
		meeting.lesson === lesson &&
		meeting.cancelled === cancelled;
	if (same) return ok(null);
	await services.db.transaction().execute(async (tx) => {
		await writeMeeting(
			tx,
			meetingRow(services, at, cohortId, { ...meeting, heldOn, course, lesson, cancelled })
		);
		await writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'meeting.changed',
			subject: meetingId,
			detail: { cohort: cohortId, held_on: heldOn, lesson: taught, cancelled: cancelled ? 1 : 0 }
		});
	});
	return ok(null);
}

/** The row of a week as it stands. */
export const meetingRow = (
	{ clock }: Pick<Services, 'clock'>,
	at: Pick<StaffAt, 'organisationId'>,
	cohortId: string,
	meeting: Pick<Meeting, 'id'> & MeetingDay
) => ({
	organisation_id: at.organisationId,
	cohort_id: cohortId,
	meeting_id: meeting.id,
	number: meeting.number,
	held_on: meeting.heldOn,
	course: meeting.course,
	lesson: meeting.lesson,
	created_at: clock(),
	cancelled_at: meeting.cancelled ? clock() : null
});
