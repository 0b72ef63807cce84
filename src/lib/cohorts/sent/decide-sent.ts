/** What is known of an act that arrives, and of who sends it. */
export interface SentFacts {
	/** She may teach in this class, now. */
	mayNow: boolean;
	/** She taught in it, or in the whole organisation, at some time. */
	mayBefore: boolean;
	cohort: 'none' | 'open' | 'archived';
	member: 'none' | 'active' | 'former';
}

export type HoldReason = 'role_ended' | 'class_archived' | 'learner_left';

export type SentVerdict = { tag: 'apply' } | { tag: 'hold'; reason: HoldReason } | { tag: 'unknown' };

/**
 * Who may is judged when an act arrives, not when it was done: a role that was taken away is away. Then what she did is
 * neither counted nor lost, and an administrator decides. Who never taught there is told what a stranger is told (T1).
 */
export function decideSent({ mayNow, mayBefore, cohort, member }: SentFacts): SentVerdict {
	if (cohort === 'none' || member === 'none' || !(mayNow || mayBefore)) return { tag: 'unknown' };
	if (!mayNow) return { tag: 'hold', reason: 'role_ended' };
	if (cohort === 'archived') return { tag: 'hold', reason: 'class_archived' };
	if (member === 'former') return { tag: 'hold', reason: 'learner_left' };
	return { tag: 'apply' };
}
