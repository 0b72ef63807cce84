import { ok, refuse, type Result } from '../platform/result.ts';
import { reviewDoor, reviewTicks, reviewVerdicts, type ReviewDoor } from './decide-review.ts';
import { findBySecret, lockOrder } from './order.repository.server.ts';
import { secretHash, type OrderDeps } from './place-order.server.ts';
import { putReview } from './review.repository.server.ts';
import { readShop } from './shop.repository.server.ts';

export type ReviewRefusal =
	{ tag: 'no-order' } | { tag: 'verdict-missing' } | { tag: 'door'; door: Exclude<ReviewDoor, 'open'> };

/**
 * M12. What the buyer says of an order that she has said has come; said again, the later word counts.
 * @param ticks whatever the form held: what is not on the list is left out
 */
export const reviewOrder = (
	{ db, clock, secrets }: Pick<OrderDeps, 'db' | 'clock' | 'secrets'>,
	secret: string,
	{ verdict, ticks }: { verdict: string; ticks: readonly string[] }
): Promise<Result<null, ReviewRefusal>> =>
	db.transaction().execute(async (tx) => {
		const found = await findBySecret(tx, secretHash(secrets, secret));
		const order = found && (await lockOrder(tx, found.learner_id, found.order_id));
		if (!order) return refuse({ tag: 'no-order' });
		const said = reviewVerdicts.find((v) => v === verdict);
		if (!said) return refuse({ tag: 'verdict-missing' });
		const shop = await readShop(tx, order.learner_id);
		const door = reviewDoor({ deliveredBy: order.delivered_by }, shop?.phone === order.buyer_phone);
		if (door !== 'open') return refuse({ tag: 'door', door });
		await putReview(tx, {
			learner_id: order.learner_id,
			order_id: order.order_id,
			verdict: said,
			ticks: JSON.stringify(reviewTicks.filter((t) => ticks.includes(t))),
			at: clock()
		});
		return ok(null);
	});
