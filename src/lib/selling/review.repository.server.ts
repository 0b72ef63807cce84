import type { Db } from '../platform/db.server.ts';
import type { ShopReviewRow } from '../platform/schema.ts';
import type { Review, ReviewTick, ReviewVerdict } from './decide-review.ts';

const reviewOf = (row: { verdict: string; ticks: string }): Review => ({
	verdict: row.verdict as ReviewVerdict,
	ticks: JSON.parse(row.ticks) as ReviewTick[]
});

/** The newest 500 of a shop. */
export const readReviews = async (db: Db, learnerId: string): Promise<Review[]> =>
	(
		await db
			.selectFrom('shop_review')
			.select(['verdict', 'ticks'])
			.where('learner_id', '=', learnerId)
			.orderBy('at', 'desc')
			.limit(500)
			.execute()
	).map(reviewOf);

/** What one order’s buyer has said, if anything. */
export async function readReview(db: Db, learnerId: string, orderId: string): Promise<Review | undefined> {
	const row = await db
		.selectFrom('shop_review')
		.select(['verdict', 'ticks'])
		.where('learner_id', '=', learnerId)
		.where('order_id', '=', orderId)
		.executeTakeFirst();
	return row && reviewOf(row);
}

/** One an order: who says it again has changed her mind. */
export const putReview = (db: Db, row: ShopReviewRow) =>
	db
		.insertInto('shop_review')
		.values(row)
		.onConflict((c) =>
			c
				.columns(['learner_id', 'order_id'])
				.doUpdateSet({ verdict: row.verdict, ticks: row.ticks, at: row.at })
		)
		.execute();
