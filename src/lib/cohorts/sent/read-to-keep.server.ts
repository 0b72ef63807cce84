import type { Services } from '../../services.server.ts';
import { listAttendance } from '../attendance.repository.server.ts';
import type { AttendanceState } from '../attendance.server.ts';
import { findCohort } from '../cohorts.repository.server.ts';
import { listActiveMembers } from '../meeting.repository.server.ts';
import { listOwnNotes } from '../note.repository.server.ts';
import { noteAbout } from '../notes.server.ts';
import { readMeetings, type Meeting } from '../read-meetings.server.ts';
import { may, type StaffAt } from '../staff-at.server.ts';

/** Of her own notes so many go along. */
const NOTES_MOST = 200;

export interface ToKeep {
	name: string;
	/** Who took back the permission to keep her work (K5). */
	unkept: ReadonlySet<string>;
	/** Each with its marks by learner. */
	meetings: (Meeting & { marks: Record<string, AttendanceState> })[];
	notes: { id: string; learner: string; text: string; at: number }[];
}

/**
 * What goes on a trainer's phone beside the board: meetings with their marks, and the notes that she herself has written.
 * Nothing where she may not teach, and nothing of an archived class: it is only read.
 */
export async function readToKeep(
	services: Pick<Services, 'db' | 'catalogue' | 'secrets' | 'mayKeepWork'>,
	at: StaffAt,
	cohortId: string
): Promise<ToKeep | undefined> {
	if (!may(at, 'learners.teach', cohortId)) return undefined;
	const { db, secrets, mayKeepWork } = services;
	const { organisationId, staffId } = at;
	const [cohort, found, members] = await Promise.all([
		findCohort(db, organisationId, cohortId),
		readMeetings(services, at, cohortId),
		listActiveMembers(db, organisationId, cohortId)
	]);
	if (!cohort || cohort.archived_at !== null || !found) return undefined;
	const learnerIds = members.map(({ id }) => id);
	const place = { organisationId, cohortId };
	const [marks, notes, keeps] = await Promise.all([
		listAttendance(db, learnerIds, place),
		learnerIds.length
			? listOwnNotes(db, { ...place, learnerIds, by: staffId, most: NOTES_MOST })
			: Promise.resolve([]),
		Promise.all(learnerIds.map((id) => mayKeepWork(db, id)))
	]);
	const of = Map.groupBy(marks, (mark) => mark.meeting_id);
	const { meetings } = found;
	return {
		name: cohort.name,
		unkept: new Set(learnerIds.filter((_, i) => !keeps[i])),
		meetings: meetings.map((meeting) => ({
			...meeting,
			marks: Object.fromEntries((of.get(meeting.id) ?? []).map((mark) => [mark.learner_id, mark.state]))
		})),
		notes: notes.map((note) => ({
			id: note.note_id,
			learner: note.learner_id,
			text: secrets.open(note.body, noteAbout(note.learner_id, note.note_id)),
			at: note.at
		}))
	};
}
