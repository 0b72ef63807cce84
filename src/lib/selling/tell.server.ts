import type { Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import type { BadgeTopic, SellerNews, SellerTopic } from './seller-news.ts';
import { isVendureTold } from './connectors/vendure/told.server.ts';
import { insertOutbox, nextSeq } from './seller.repository.server.ts';
import { readToldEndpoints } from './webhooks/endpoint.repository.server.ts';

/**
 * Writes news of a seller down for everybody who is to learn of it, in the transaction that makes it true (M2): for our
 * connectors, for Vendure where there is one, and for each endpoint a row of its own, which keeps its id on every try.
 * Whoever calls holds her seller row.
 * The ids come from what is told, so that telling it twice leaves one row each.
 */
export async function tell(tx: Tx, topic: SellerTopic | BadgeTopic, news: SellerNews): Promise<void> {
	const endpoints = await readToldEndpoints(tx);
	const ofAccount = topic.startsWith('seller.');
	const own = ofAccount ? ['connectors', ...((await isVendureTold(tx)) ? ['vendure'] : [])] : [];
	await tellTargets(tx, topic, news, [...own, ...endpoints]);
}

/** The same, for these targets alone. */
export async function tellTargets(
	tx: Tx,
	topic: SellerTopic | BadgeTopic,
	news: SellerNews,
	targets: readonly string[]
): Promise<void> {
	if (!targets.length) return;
	const seq = await nextSeq(tx, news.learnerId);
	for (const target of targets)
		await insertOutbox(tx, {
			learner_id: news.learnerId,
			outbox_id: idOf(topic, news, target),
			topic,
			body: JSON.stringify(news),
			created_at: news.at,
			next_at: news.at,
			target,
			seq
		});
}

function idOf(topic: string, { sellerId, tier, at }: SellerNews, target: string): string {
	const said = [topic, sellerId, tier, at, ...(target === 'connectors' ? [] : [target])];
	return uuidv8(Buffer.from(sha256HexSync(said.join(':')), 'hex'));
}
