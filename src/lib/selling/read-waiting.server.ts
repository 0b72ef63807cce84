import type { Db } from '../platform/db.server.ts';
import type { ServerNews } from '../progress/index.ts';
import { UNCONFIRMED_FOR } from './erase-stale.server.ts';
import { countWaiting } from './order.repository.server.ts';

/**
 * How many orders wait for a word or an act of hers, for the number on the home screen: new ones, and those whose buyer has
 * asked something. Goes to her phone with the answer of a sync. Nothing where she has no such order.
 * @param now UTC ms
 */
export async function readOrderNews(
	db: Db,
	learnerId: string,
	now: number
): Promise<Pick<ServerNews, 'orders'>> {
	const orders = await countWaiting(db, learnerId, now - UNCONFIRMED_FOR);
	return orders ? { orders } : {};
}
