/** Who waits for the seller's answer, for how long, and when a shop that does not answer is closed for a while. Pure. */
import { HOUR } from '../platform/clock.ts';

/** After this long the buyer is told, and her trainer sees it. */
export const ANSWER_WITHIN = 48 * HOUR;

/** So many orders left without an answer close the shop until she opens it again. */
export const UNANSWERED_PAUSES = 3;

/** @param waitsSince UTC ms, or null when nothing waits */
export const isUnanswered = (waitsSince: number | null, now: number): boolean =>
	waitsSince !== null && now - waitsSince >= ANSWER_WITHIN;

/**
 * Whether an open shop is paused for her.
 * @param unanswered orders left without an answer since she last opened it: each counts once, however often its buyer asks
 */
export const pausesShop = (unanswered: number): boolean => unanswered >= UNANSWERED_PAUSES;
