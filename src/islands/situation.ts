import type { Condition } from '#lib/catalog/index.ts';

/** Name of the draft: sealed, of one profile, on this phone alone, and never an event (K9). */
export const SITUATION = 'situation';

/** What she answered to the four boxes, as what does not hold for her: a card for that is not for her. */
export interface Situation {
	unmet: Condition[];
}
