/** One of two records that may be of one woman. */
export interface JoinFacts {
	id: string;
	/** She, or a phone of hers, has used it (accounts, `isUsed`). */
	used: boolean;
	/** It is also in a class that whoever asks does not look after. */
	elsewhere: boolean;
}

export type JoinRefused = 'both_used' | 'elsewhere';

/**
 * T5. Which of two records of one woman is kept: the one she uses; of two that nobody has used, the first. Two that have both
 * been used are not joined: a phone may still hold work for either, sealed for it, and a check was drawn for it.
 */
export function decideJoin(
	first: JoinFacts,
	second: JoinFacts
): { kept: string; gone: string } | { refused: JoinRefused } {
	if (first.used && second.used) return { refused: 'both_used' };
	const swap = second.used || (!first.used && second.elsewhere);
	const [kept, gone] = swap ? [second, first] : [first, second];
	return gone.elsewhere ? { refused: 'elsewhere' } : { kept: kept.id, gone: gone.id };
}

const STRENGTH = ['refused', 'left', 'moved', 'asked', 'queued', 'active'];

/** Of what two records are in one class, what the woman is there: who is in it with either is in it. */
export const isStronger = (state: string, than: string | undefined): boolean =>
	STRENGTH.indexOf(state) > STRENGTH.indexOf(than ?? '');

/** Whether a second record's mark of a meeting goes over: where the first has none, and where only the second saw her there. */
export const carriesMark = (mark: string, standing: string | undefined): boolean =>
	standing === undefined || (mark === 'here' && standing !== 'here');

/** How long it can be taken back. */
export const JOIN_LASTS_DAYS = 30;
