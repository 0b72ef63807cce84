/** T2. Why somebody left, moved or was not let in: one of a list, so that it can be counted, and her trainer's own words. */
export const LEAVE_REASONS = [
	'finished',
	'no_time',
	'family',
	'moved_away',
	'phone',
	'work',
	'health',
	'not_for_her',
	'double',
	'other'
] as const;
export const MOVE_REASONS = ['day', 'place', 'level', 'mistake', 'other'] as const;
export const REFUSE_REASONS = ['unknown', 'other_class', 'double', 'mistake', 'other'] as const;

export type LeaveReason = (typeof LEAVE_REASONS)[number];
export type MoveReason = (typeof MOVE_REASONS)[number];
export type RefuseReason = (typeof REFUSE_REASONS)[number];

/** As `enrolment_change.reason` keeps it. */
export interface ChangeReason {
	/** One of the lists above; `number` when she came herself, `let_in`, `back` when staff did it. */
	code: string;
	/** In the words of whoever did it. */
	words?: string;
	/** The class she moved to, or came from. */
	other?: string;
}

export const MOST_WORDS = 200;

/** @param text of `enrolment_change.reason`; what is no reason of ours is read as plain words */
export function readChangeReason(text: string): ChangeReason {
	try {
		const read: unknown = JSON.parse(text);
		if (typeof read === 'object' && read && typeof (read as ChangeReason).code === 'string')
			return read as ChangeReason;
	} catch {
		// Not written by us: shown as it stands.
	}
	return { code: 'other', ...(text && { words: text }) };
}
