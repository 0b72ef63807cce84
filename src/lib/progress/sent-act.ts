/** What a trainer does without a signal, as her phone sends it later, and what she is told became of it. */

/** At most so much in one batch; the phone sends the rest with the next. */
export const SENT_MOST = 100;
export const SENT_BYTES = 64 * 1024;

interface About {
	/** UUIDv7 made on the phone: the same again is the same act. */
	id: string;
	/** By the phone's clock, UTC ms (S7). */
	at: number;
	organisation: string;
	cohort: string;
	learner: string;
}

export interface SentAttendance extends About {
	kind: 'attendance';
	meeting: string;
	state: 'here' | 'away' | 'excused';
}
export interface SentMark extends About {
	kind: 'mark';
	course: string;
	version: string;
	/** Lines of the rubric that are met. */
	met: string[];
	/** For her to read. */
	comment: string;
}
export interface SentNote extends About {
	kind: 'note';
	text: string;
}
export type SentAct = SentAttendance | SentMark | SentNote;

/**
 * What became of an act. `done`: it counts, from now on or from before. `held`: an administrator decides. `refused`: it will
 * never count. `later`: it was not taken, the phone keeps it.
 */
export interface SentReceipt {
	id: string;
	outcome: 'done' | 'held' | 'refused' | 'later';
	reason?: SentReason;
}

/**
 * `malformed` it cannot be read · `unknown` no such class or learner, for her · `id_reused` another act had its id ·
 * `no_consent` she took back the permission to keep her work (K5) · `by_administrator` it was held, and refused ·
 * `too_many` more is held than may be.
 */
export type SentReason =
	'malformed' | 'unknown' | 'id_reused' | 'no_consent' | 'by_administrator' | 'too_many';
