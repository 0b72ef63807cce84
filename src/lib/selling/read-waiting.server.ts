import type { Db } from '../platform/db.server.ts';
import type { ServerNews } from '../progress/index.ts';
import { UNCONFIRMED_FOR } from './decide-answer.ts';
import { ENQUIRY_LASTS } from './decide-enquiry.ts';
import { countEnquiryRows } from './enquiry.repository.server.ts';
import { countWaiting } from './order.repository.server.ts';

/**
 * How much waits for a word or an act of hers in the shop, for the number on the home screen: new orders, those whose buyer
 * has asked something, and questions from abroad until she takes them away. Goes to her phone with the answer of a sync.
 * Nothing where nothing waits.
 * @param now UTC ms
 */
export async function readOrderNews(
	db: Db,
	learnerId: string,
	now: number
): Promise<Pick<ServerNews, 'orders'>> {
	const orders = await countWaiting(db, learnerId, now - UNCONFIRMED_FOR);
	const all = orders + (await countEnquiryRows(db, learnerId, now - ENQUIRY_LASTS));
	return all ? { orders: all } : {};
}
