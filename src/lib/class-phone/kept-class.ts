import type { SentAct, SentAttendance } from '../progress/index.ts';

export type AttendanceState = SentAttendance['state'];

export interface KeptLearner {
	id: string;
	/** Empty where she has told none. */
	name: string;
	/** Why she needs help and what to do next, in the words of the board; worst first. */
	needs: { why: string; next: string }[];
	/** Columns of the board that are done, of how many. */
	done: number;
	columns: number;
	/** Newest work that had arrived; null when there was none. */
	lastAt: number | null;
	/** False for who took back the permission to keep her work (K5): her attendance is not kept. */
	keeps: boolean;
}

export interface KeptMeeting {
	id: string;
	number: number;
	/** YYYY-MM-DD */
	heldOn: string;
	title: string;
	cancelled: boolean;
	/** Learner → what is marked. */
	marks: Record<string, AttendanceState>;
}

export interface KeptPractical {
	learner: string;
	/** What she wrote, part by part, as the page names them; nothing where it is shown to the trainer. */
	parts: { name: string; text: string }[];
	state: 'new' | 'changed' | 'marked';
}

export interface KeptCourse {
	id: string;
	version: string;
	title: string;
	/** So many lines make a pass. */
	pass: number;
	rubric: { id: string; text: string }[];
	practicals: KeptPractical[];
}

/** A class as a trainer takes it along: of one moment, in one language, without any phone number. */
export interface KeptClass {
	staff: string;
	organisation: string;
	cohort: string;
	name: string;
	zone: string;
	/** The server's clock when it was made, UTC ms. */
	at: number;
	/** Needs help first. */
	learners: KeptLearner[];
	meetings: KeptMeeting[];
	courses: KeptCourse[];
	/** Her own, the newest first. */
	notes: { id: string; learner: string; text: string; at: number }[];
}

/** The class with an act done in it: what she did shows at once, whether or not it has gone. */
export function withAct(kept: KeptClass, act: SentAct): KeptClass {
	if (act.cohort !== kept.cohort) return kept;
	switch (act.kind) {
		case 'attendance':
			return {
				...kept,
				meetings: kept.meetings.map((meeting) =>
					meeting.id === act.meeting
						? { ...meeting, marks: { ...meeting.marks, [act.learner]: act.state } }
						: meeting
				)
			};
		case 'mark':
			return {
				...kept,
				courses: kept.courses.map((course) =>
					course.id === act.course
						? {
								...course,
								practicals: course.practicals.map((one) =>
									one.learner === act.learner ? { ...one, state: 'marked' as const } : one
								)
							}
						: course
				)
			};
		case 'note':
			if (kept.notes.some(({ id }) => id === act.id)) return kept;
			return {
				...kept,
				notes: [{ id: act.id, learner: act.learner, text: act.text, at: act.at }, ...kept.notes]
			};
	}
}
