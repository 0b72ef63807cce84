import { DAY, MINUTE, type Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { never, type Result } from '../platform/result.ts';
import type { Connector, ConnectorFailure } from './connectors/connector.ts';
import { claimOutbox, readDueOutbox, updateOutbox } from './seller.repository.server.ts';
import type { SellerNews, SellerTopic } from './unlock-seller.server.ts';

/** How long a worker may take before another tries the same row. */
const LEASE = 2 * MINUTE;
const ATTEMPTS = 8;
const BATCH = 50;

/** 1, 2, 4 … minutes, at most a day. */
const backoff = (attempts: number): number => Math.min(MINUTE * 2 ** attempts, DAY);

/**
 * Carries news of sellers to every connector. A failure is tried again later and, after the last try, parked where an
 * operator sees it (M4).
 * @param allLearners walks all learners: for the job only
 * @returns how many rows are done, postponed and parked
 */
export async function deliverOutbox(
	allLearners: Db,
	connectors: readonly Connector[],
	{ clock }: { clock: Clock }
): Promise<{ done: number; postponed: number; parked: number }> {
	const count = { done: 0, postponed: 0, parked: 0 };
	for (const row of await readDueOutbox(allLearners, 'seller.', clock(), BATCH)) {
		const now = clock();
		if (!(await claimOutbox(allLearners, row, now + LEASE))) continue;
		const failure = await carry(connectors, row.topic as SellerTopic, JSON.parse(row.body) as SellerNews);
		const attempts = row.attempts + 1;
		const parked = failure !== null && attempts >= ATTEMPTS;
		await updateOutbox(allLearners, row.learner_id, row.outbox_id, {
			attempts,
			error: failure,
			...(failure === null ? { done_at: now } : { next_at: now + backoff(attempts) }),
			...(parked ? { parked_at: now } : {})
		});
		count[failure === null ? 'done' : parked ? 'parked' : 'postponed']++;
	}
	return count;
}

/** @returns what went wrong, or null */
async function carry(
	connectors: readonly Connector[],
	topic: SellerTopic,
	news: SellerNews
): Promise<string | null> {
	for (const connector of connectors) {
		const answer = await call(connector, topic, news);
		if (!answer.ok) return `${connector.name}: ${answer.refusal.tag}: ${answer.refusal.detail}`;
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
			return c.ensureSeller(news);
		case 'seller.suspended':
			return c.suspend(news);
		case 'seller.resumed':
			return c.resume(news);
		default:
			return never(topic);
	}
}
