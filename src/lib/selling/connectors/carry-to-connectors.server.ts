import { MINUTE } from '../../platform/clock.ts';
import { never, type Result } from '../../platform/result.ts';
import type { SellerNews, SellerTopic } from '../seller-news.ts';
import type { Carrier, CarryFailure } from './carrier.ts';
import type { Connector, ConnectorFailure } from './connector.ts';

/** 2, 4, 8 … 128 minutes: eight tries in four hours. */
const DELAYS = Array.from({ length: 7 }, (_, i) => MINUTE * 2 ** (i + 1));
const BATCH = 50;

/** Takes news of sellers to our own connectors, one after the other; each may be told twice (M3). */
export const connectorsCarrier = (connectors: readonly Connector[]): Carrier => ({
	target: 'connectors',
	delays: DELAYS,
	batch: BATCH,
	carry: (row) => carry(connectors, row.topic as SellerTopic, JSON.parse(row.body) as SellerNews)
});

async function carry(
	connectors: readonly Connector[],
	topic: SellerTopic,
	news: SellerNews
): Promise<CarryFailure | null> {
	for (const connector of connectors) {
		const answer = await call(connector, topic, news);
		if (answer.ok) continue;
		const { tag, detail } = answer.refusal;
		return { says: `${connector.name}: ${tag}: ${detail}`, down: tag === 'unreachable' };
	}
	return null;
}

function call(
	c: Connector,
	topic: SellerTopic,
	news: SellerNews
): Promise<Result<unknown, ConnectorFailure>> {
	switch (topic) {
		case 'seller.unlocked':
		case 'seller.tier_raised':
		case 'seller.tier_lowered':
			return c.ensureSeller(news);
		case 'seller.suspended':
			return c.suspend(news);
		case 'seller.resumed':
			return c.resume(news);
		default:
			return never(topic);
	}
}
