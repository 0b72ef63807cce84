/**
 * M12. Reviews: chosen from a list, never written, so that they read in both languages, name nobody and are no door for
 * trouble; and only by a buyer who has said herself that her order came. Pure.
 */
import type { OrderFacts } from './decide-order.ts';

export const reviewVerdicts = ['as-shown', 'nearly', 'not-as-shown'] as const;
export type ReviewVerdict = (typeof reviewVerdicts)[number];
/** What was good besides; any of them. */
export const reviewTicks = ['packed-well', 'on-time', 'spoke-well'] as const;
export type ReviewTick = (typeof reviewTicks)[number];

export interface Review {
	verdict: ReviewVerdict;
	ticks: readonly ReviewTick[];
}

export type ReviewDoor = 'open' | 'not-confirmed' | 'own-shop';

/** @param own the order came from the shop's own number */
export const reviewDoor = ({ deliveredBy }: Pick<OrderFacts, 'deliveredBy'>, own: boolean): ReviewDoor =>
	own ? 'own-shop' : deliveredBy === 'buyer' ? 'open' : 'not-confirmed';

export interface ReviewSum {
	count: number;
	verdicts: Record<ReviewVerdict, number>;
	ticks: Record<ReviewTick, number>;
}

/** What a shop page says of all reviews together. */
export function sumReviews(reviews: readonly Review[]): ReviewSum {
	const count = <T extends string>(all: readonly T[], has: (r: Review, one: T) => boolean) =>
		Object.fromEntries(all.map((one) => [one, reviews.filter((r) => has(r, one)).length])) as Record<
			T,
			number
		>;
	return {
		count: reviews.length,
		verdicts: count(reviewVerdicts, (r, v) => r.verdict === v),
		ticks: count(reviewTicks, (r, t) => r.ticks.includes(t))
	};
}
