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

/** What is written where nobody was asked for a reason. */
const UNASKED_REASONS = ['number', 'let_in', 'back', 'joined', 'import', 'import_undone'] as const;
/** Every reason that a change of place is written with. */
export const CHANGE_REASONS = [
	...new Set([...LEAVE_REASONS, ...MOVE_REASONS, ...REFUSE_REASONS, ...UNASKED_REASONS])
];

export type ChangeCode = (typeof CHANGE_REASONS)[number];
export type LeaveReason = (typeof LEAVE_REASONS)[number];
export type MoveReason = (typeof MOVE_REASONS)[number];
export type RefuseReason = (typeof REFUSE_REASONS)[number];

/** As `enrolment_change.reason` keeps it. */
export interface ChangeReason {
	/** One of the lists above; `number` when she came herself, `let_in`, `back` when staff did it. */
	code: ChangeCode;
	/** In the words of whoever did it. */
	words?: string;
	/** The class she moved to, or came from. */
	other?: string;
}

export const MOST_WORDS = 200;

/**
 * @param text of `enrolment_change.reason`; what is no reason of ours is read as plain words, a code that only a newer version
 * knows as another reason
 */
export function readChangeReason(text: string): ChangeReason {
	try {
		const read: unknown = JSON.parse(text);
		if (typeof read === 'object' && read) {
			const { code, ...rest } = read as Partial<ChangeReason>;
			return { ...rest, code: CHANGE_REASONS.find((one) => one === code) ?? 'other' };
		}
	} catch {
		// Not written by us: shown as it stands.
	}
	return { code: 'other', ...(text && { words: text }) };
}
