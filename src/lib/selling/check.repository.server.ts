/** M10: what waits for a person's eyes. Walks all learners on purpose, so it needs the connection for staff and jobs. */
import type { Db } from '../platform/db.server.ts';
import type { CheckState } from '../platform/schema.ts';

const LOOK: CheckState[] = ['waiting', 'again'];

/** Learners with a shop, a product or a picture to look at, longest waiting first. */
export async function readWaitingLearners(allLearners: Db, limit: number): Promise<string[]> {
	const [shops, products, photos] = await Promise.all([
		allLearners
			.selectFrom('shop')
			.select(['learner_id', 'created_at as at'])
			.where('check_state', 'in', LOOK)
			.orderBy('created_at')
			.limit(limit)
			.execute(),
		allLearners
			.selectFrom('product')
			.select(['learner_id', 'changed_at as at'])
			.where('check_state', 'in', LOOK)
			.orderBy('changed_at')
			.limit(limit)
			.execute(),
		allLearners
			.selectFrom('product_photo')
			// The QR of a shop that is not open yet can wait: there is nobody to see it.
			.innerJoin('shop', 'shop.learner_id', 'product_photo.learner_id')
			.select(['product_photo.learner_id', 'product_photo.created_at as at'])
			.where('product_photo.check_state', 'in', LOOK)
			.orderBy('product_photo.created_at')
			.limit(limit)
			.execute()
	]);
	const oldest = new Map<string, number>();
	for (const { learner_id, at } of [...shops, ...products, ...photos])
		oldest.set(learner_id, Math.min(at, oldest.get(learner_id) ?? at));
	return [...oldest]
		.sort((a, b) => a[1] - b[1])
		.slice(0, limit)
		.map(([id]) => id);
}
