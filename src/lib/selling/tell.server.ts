import type { Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import type { BadgeNews, BadgeTopic, SellerNews, SellerTopic } from './seller-news.ts';
import { isVendureTold } from './connectors/vendure/told.server.ts';
import { insertOutbox, nextSeq } from './seller.repository.server.ts';
import { readToldEndpoints } from './webhooks/endpoint.repository.server.ts';

/**
 * Writes news of a seller down for everybody who is to learn of it, in the transaction that makes it true (M2): for our
 * connectors, for Vendure where there is one, and for each endpoint a row of its own, which keeps its id on every try.
 * Whoever calls holds her seller row.
 * The ids come from what is told, so that telling it twice leaves one row each.
 */
export async function tell(tx: Tx, topic: SellerTopic, news: SellerNews): Promise<void> {
	const endpoints = (await readToldEndpoints(tx)).map(({ endpoint_id }) => endpoint_id);
	const own = ['connectors', ...((await isVendureTold(tx)) ? ['vendure'] : [])];
	await tellTargets(tx, topic, news, [...own, ...endpoints]);
}

/**
 * The same of a badge. An endpoint of everybody's learns that a badge of a seller changed, once for all that change in one act:
 * which one it was is hers (M8). A partner's learns it of the badge that she showed that partner, also where she has no
 * account: so there is a row for each badge, and at the sending it is asked whether that one was shown.
 */
export async function tellOfBadge(tx: Tx, topic: BadgeTopic, news: BadgeNews): Promise<void> {
	const endpoints = await readToldEndpoints(tx);
	for (const { endpoint_id, partner_id } of endpoints) {
		if (partner_id !== null) await tellTargets(tx, topic, news, [endpoint_id], news.awardId);
		else if (news.tier !== null) await tellTargets(tx, topic, news, [endpoint_id]);
	}
}

/** News for these targets alone. @param about tells two news of one moment apart, where they are told apart */
export async function tellTargets(
	tx: Tx,
	topic: SellerTopic | BadgeTopic,
	news: SellerNews | BadgeNews,
	targets: readonly string[],
	about = ''
): Promise<void> {
	if (!targets.length) return;
	const seq = await nextSeq(tx, news.learnerId);
	for (const target of targets)
		await insertOutbox(tx, {
			learner_id: news.learnerId,
			outbox_id: idOf(topic, news, target, about),
			topic,
			body: JSON.stringify(news),
			created_at: news.at,
			next_at: news.at,
			target,
			seq
		});
}

function idOf(
	topic: string,
	{ sellerId, tier, at }: SellerNews | BadgeNews,
	target: string,
	about: string
): string {
	const said = [
		topic,
		sellerId,
		tier,
		at,
		...(target === 'connectors' ? [] : [target]),
		...(about ? [about] : [])
	];
	return uuidv8(Buffer.from(sha256HexSync(said.join(':')), 'hex'));
}
