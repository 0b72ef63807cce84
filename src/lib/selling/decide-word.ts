/** Who may say what about an order, on the buyer's own page and in the seller's list. Pure. */
import { DAY } from '../platform/clock.ts';
import type { OrderActor, OrderState } from './decide-order.ts';

/** What a buyer complains about. The first is a sign of fraud: cash on delivery asks for nothing ahead. */
export const complaintReasons = [
	'money-ahead',
	'not-come',
	'not-as-shown',
	'damaged',
	'rude',
	'other'
] as const;
export type ComplaintReason = (typeof complaintReasons)[number];

export type WordKind = 'ask' | 'complaint' | 'answer';

/** Words of one side on one order: enough to settle it, too few to trouble somebody with. */
export const WORDS_MAX = 10;
/** Days after the last move of an order in which its buyer may still ask or complain. */
export const WORD_DAYS = 30;

export interface WordFacts {
	state: OrderState;
	/** Days since it last moved. */
	quietDays: number;
	/** Words of the one who speaks. */
	said: number;
	/** Words of the other. */
	heard: number;
}

/** @param now UTC ms; @param said words of the one who speaks; @param heard of the other */
export const wordFacts = (
	{ state, changed_at }: { state: string; changed_at: number },
	now: number,
	said: number,
	heard: number
): WordFacts => ({
	state: state as OrderState,
	quietDays: Math.floor((now - changed_at) / DAY),
	said,
	heard
});

export type WordDoor = 'open' | 'over' | 'too-many' | 'nothing-asked';

/**
 * May this one say something now? The seller answers and never begins: her number and the buyer's are for calling, and a
 * buyer who wants to be left alone says nothing.
 */
export function wordDoor(actor: OrderActor, { state, quietDays, said, heard }: WordFacts): WordDoor {
	if (actor === 'seller' && heard === 0) return 'nothing-asked';
	if (said >= WORDS_MAX) return 'too-many';
	const over = state === 'cancelled' || quietDays > WORD_DAYS;
	return actor === 'buyer' && over ? 'over' : 'open';
}
