import { OWN } from '#lib/platform/country/lang.ts';
import { planOf, type MeetingPlan } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import { isClosing } from './decide-meetings.ts';
import { readMeetings, type Meeting } from './read-meetings.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/**
 * T1. The plan of one meeting, by the lesson it has, and after the last lesson the course's closing plan. Nothing where the
 * class has no such meeting; a course without plans has its meetings all the same.
 */
export async function readPlan(
	services: Pick<Services, 'db' | 'catalogue'>,
	at: StaffAt,
	cohortId: string,
	meetingId: string
): Promise<
	| {
			meeting: Meeting;
			time: string;
			place: string;
			closing: boolean;
			/** Who read the lesson's facts, and who its Urdu; null where nobody has. Nothing where it has no lesson. */
			readBy?: { facts: string | null; urdu: string | null };
			plan?: MeetingPlan;
	  }
	| undefined
> {
	if (!may(at, 'learners.teach', cohortId)) return undefined;
	const found = await readMeetings(services, at, cohortId);
	const meeting = found?.meetings.find((m) => m.id === meetingId);
	if (!found || !meeting) return undefined;
	const plans = services.catalogue.meetingPlans(meeting.course);
	const closing = plans?.closing !== undefined && isClosing(found.meetings, found.lessons, meeting);
	const plan = planOf(plans, meeting.lesson, closing);
	const { time, place } = found.plan;
	const lesson = services.catalogue.course(meeting.course)?.lessons.find((l) => l.id === meeting.lesson);
	const { [OWN]: ur, en } = lesson?.reviewedBy ?? {};
	const readBy = lesson && { facts: ur?.facts ?? en?.facts ?? null, urdu: ur?.urdu ?? null };
	return { meeting, time, place, closing, ...(readBy && { readBy }), ...(plan && { plan }) };
}
