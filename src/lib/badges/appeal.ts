/** What was said against the decision on a badge, and what became of it. */
export interface Appeal {
	/** UTC milliseconds. */
	at: number;
	/** For her and for administrators. */
	words: string;
	/** Null while it waits. `stays` is false where the badge was given again. */
	answer: { at: number; stays: boolean; reason: string } | null;
}

/** B4. One appeal a decision: a badge taken back or suspended anew begins from nothing. @param history oldest first */
export function appealIn(history: readonly { at: number; act: string; reason: string }[]): Appeal | null {
	return history.reduce<Appeal | null>((said, { at, act, reason }) => {
		if (act === 'appealed') return { at, words: reason, answer: null };
		if (act !== 'upheld' && act !== 'reinstated') return null;
		return said && { ...said, answer: { at, stays: act === 'upheld', reason } };
	}, null);
}
