/** Who waits for the seller's answer, for how long, and when a shop that does not answer is closed for a while. Pure. */
import { HOUR } from '../platform/clock.ts';

/** After this long the buyer is told, and her trainer sees it. */
export const ANSWER_WITHIN = 48 * HOUR;

/** M6. How long an order nobody confirms is kept. */
export const UNCONFIRMED_FOR = 72 * HOUR;

/** So many orders left without an answer close the shop until she opens it again. */
export const UNANSWERED_PAUSES = 3;

/** @param waitsSince UTC ms, or null when nothing waits */
export const isUnanswered = (waitsSince: number | null, now: number): boolean =>
	waitsSince !== null && now - waitsSince >= ANSWER_WITHIN;

export interface ConfirmBy {
	/** UTC ms */
	at: number;
	/** `told`: the buyer is told then, and it counts towards the pause; `erased`: the order goes. */
	then: 'told' | 'erased';
}

/**
 * The next moment that counts for the seller of a new order.
 * @param waitsSince null where she has written meanwhile: then only the erasing is left
 */
export function confirmBy(createdAt: number, waitsSince: number | null, now: number): ConfirmBy {
	const erased = createdAt + UNCONFIRMED_FOR;
	const told = (waitsSince ?? Infinity) + ANSWER_WITHIN;
	return now < told && told < erased ? { at: told, then: 'told' } : { at: erased, then: 'erased' };
}

/**
 * Whether an open shop is paused for her.
 * @param unanswered orders left without an answer since she last opened it: each counts once, however often its buyer asks
 */
export const pausesShop = (unanswered: number): boolean => unanswered >= UNANSWERED_PAUSES;
