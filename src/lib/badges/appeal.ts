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
	let said: Appeal | null = null;
	for (const { at, act, reason } of history)
		if (act === 'appealed') said = { at, words: reason, answer: null };
		else if (act === 'upheld' || act === 'reinstated')
			said = said && { ...said, answer: { at, stays: act === 'upheld', reason } };
		else said = null;
	return said;
}
