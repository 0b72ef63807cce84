import { inBoth, type Lang } from '#lib/platform/country/lang.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { readClassPlan, type ClassPlan } from './class-plan.ts';
import { findCohort } from './cohorts.repository.server.ts';
import { layMeetings, type MeetingDay, type TaughtLesson } from './decide-meetings.ts';
import { listMeetingRows } from './meeting.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

type Text = Record<Lang, string>;

export interface Meeting extends MeetingDay {
	id: string;
	/** Title of its lesson; empty where the catalogue has none. */
	title: Text;
}

export interface Meetings {
	plan: ClassPlan;
	meetings: Meeting[];
	/** What may be taught: the lessons of the class's courses, in order. */
	lessons: (TaughtLesson & { title: Text })[];
}

/** A week's meeting has its id before it has a row: the same for everybody who opens it first. */
export const meetingIdOf = (organisationId: string, cohortId: string, number: number): string =>
	uuidv8(Buffer.from(sha256HexSync(JSON.stringify(['meeting', organisationId, cohortId, number])), 'hex'));

/** T1. The weeks of a class as they are planned and changed; nothing where she may not see the class. */
export async function readMeetings(
	{ db, catalogue }: Pick<Services, 'db' | 'catalogue'>,
	at: StaffAt,
	cohortId: string
): Promise<Meetings | undefined> {
	if (!may(at, 'class.see', cohortId)) return undefined;
	const [cohort, rows] = await Promise.all([
		findCohort(db, at.organisationId, cohortId),
		listMeetingRows(db, at.organisationId, cohortId)
	]);
	if (!cohort) return undefined;
	const plan = readClassPlan(cohort.plan, cohort.course);
	const lessons = plan.courses.flatMap((id) =>
		(catalogue.course(id)?.lessons ?? []).map((l) => ({ course: id, lesson: l.id, title: l.title }))
	);
	const changed = rows.map((row) => ({
		number: row.number,
		heldOn: row.held_on,
		course: row.course,
		lesson: row.lesson,
		cancelled: row.cancelled_at !== null
	}));
	const meetings = layMeetings(plan, lessons, changed).map((meeting) => ({
		...meeting,
		id: meetingIdOf(at.organisationId, cohortId, meeting.number),
		title:
			lessons.find((l) => l.course === meeting.course && l.lesson === meeting.lesson)?.title ??
			inBoth(() => '')
	}));
	return { plan, meetings, lessons };
}

/** One meeting of a class; nothing where the class has none of this id. */
export const readMeeting = async (
	services: Pick<Services, 'db' | 'catalogue'>,
	at: StaffAt,
	cohortId: string,
	meetingId: string
): Promise<Meeting | undefined> =>
	(await readMeetings(services, at, cohortId))?.meetings.find((m) => m.id === meetingId);
