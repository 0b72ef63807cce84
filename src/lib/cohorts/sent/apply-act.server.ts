import { cleanLine, cleanText } from '#lib/accounts/index.server.ts';
import type { SentAct, SentAttendance, SentMark, SentReason, StaffAct } from '../../progress/index.ts';
import type { Services } from '../../services.server.ts';
import { classCourses } from '../class-courses.server.ts';
import { auditProgress, type AlsoWritten } from '../audit-progress.server.ts';
import { meetingRow } from '../change-meeting.server.ts';
import { placeMeeting } from '../meeting.repository.server.ts';
import { findKeptNote, keepNote } from '../notes.server.ts';
import { readMeeting } from '../read-meetings.server.ts';
import type { StaffAt } from '../staff-at.server.ts';

/** Appends to a learner's log: `recordStaffEvents` of sync, which this module may not import. */
export type RecordSent = (
	services: Services,
	staffId: string,
	learnerId: string,
	acts: readonly StaffAct[],
	given?: { skew?: number; also?: AlsoWritten }
) => Promise<{ outcome: string; reason?: string }[]>;

export interface Sent {
	/** Who did it. */
	staffId: string;
	act: SentAct;
	/** Server's clock minus the phone's at sending, ms. */
	skew: number;
	/** When it was done, by the server's clock and never after receipt (S7). */
	happenedAt: number;
}

/**
 * What was done on a phone, done here, by whom it was done and when. The same again is the same.
 * @param at who may: she herself, or the administrator who accepts it. The caller has judged that she may, there.
 * @returns why it will never count, or nothing
 */
export async function applyAct(
	services: Services,
	at: StaffAt,
	sent: Sent,
	record: RecordSent
): Promise<SentReason | undefined> {
	const { act, staffId, happenedAt } = sent;
	const { cohort: cohortId, learner: learnerId, id } = act;
	if (act.kind === 'note') {
		const text = cleanText(act.text);
		const kept = await findKeptNote(services, { learnerId, noteId: id, by: staffId, text });
		if (kept !== 'none') return kept === 'same' ? undefined : 'id_reused';
		const note = { cohortId, learnerId, id, text, replaces: '', at: happenedAt };
		const done = await keepNote(services, { ...at, staffId }, note);
		return done.ok ? undefined : 'malformed';
	}
	const toLog = await (act.kind === 'mark' ? marked(services, at, act) : attended(services, at, act));
	if (!toLog) return 'unknown';
	const also = auditProgress(services, { ...at, staffId, cohortId });
	const [outcome] = await record(services, staffId, learnerId, [toLog], { skew: sent.skew, also });
	if (outcome?.outcome !== 'rejected') return undefined;
	return outcome.reason === 'no_consent' || outcome.reason === 'id_reused' ? outcome.reason : 'malformed';
}

/** A5. Only of the class's own courses: what another class teaches is not hers to mark here. */
async function marked(
	services: Services,
	staffAt: StaffAt,
	{ id, at, cohort, course: named, version, met, comment }: SentMark
): Promise<StaffAct | undefined> {
	const own = (await classCourses(services, staffAt, cohort)).find((one) => one.id === named);
	const course = own && (services.catalogue.version(own.id, version) ?? own);
	if (!course?.practical.rubric.length) return undefined;
	return {
		kind: 'practical.marked',
		body: {
			course: course.id,
			version: course.version,
			marks: Object.fromEntries(course.practical.rubric.map((line) => [line.id, met.includes(line.id)])),
			comment: cleanLine(comment)
		},
		act: ['sent', id],
		at
	};
}

async function attended(
	services: Services,
	staffAt: StaffAt,
	{ id, at, organisation, cohort, meeting: meetingId, state }: SentAttendance
): Promise<StaffAct | undefined> {
	const meeting = await readMeeting(services, staffAt, cohort, meetingId);
	if (!meeting) return undefined;
	// What has been marked stays with its day: a plan changed later no longer moves it.
	const row = meetingRow(services, staffAt, cohort, meeting);
	await services.db.transaction().execute((tx) => placeMeeting(tx, row));
	const body = { organisation, cohort, meeting: meetingId, state };
	return { kind: 'attendance.marked', body, act: ['sent', id], at };
}
