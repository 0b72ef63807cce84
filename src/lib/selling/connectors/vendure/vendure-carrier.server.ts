import { MINUTE, SECOND } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.server.ts';
import type { Result } from '../../../platform/result.ts';
import type { Tier } from '../../decide-unlock.ts';
import { isUnder18 } from '../../read-age.server.ts';
import { readSeller } from '../../seller.repository.server.ts';
import { DELAYS } from '../../webhooks/webhook-carrier.server.ts';
import type { Carrier, CarryFailure } from '../carrier.ts';
import type { ConnectorFailure, SellerAccount } from '../connector.ts';
import { reachesTier } from './reaches-tier.ts';
import type { Vendure } from './vendure.server.ts';

const BATCH = 50;
/** A round of news comes every minute, to others as well. */
const BUDGET = 30 * SECOND;

/**
 * Takes news of sellers to Vendure, a target of its own: one that is down keeps nobody else waiting. Whatever the news, the
 * account there is made to stand as her row stands here now: news that is told twice, late, or again after a restore is
 * true all the same.
 */
export const vendureCarrier = (allLearners: Db, vendure: Vendure): Carrier => ({
	target: 'vendure',
	// As patient as with webhooks: it may be down over a long weekend. Not before an account that is held is free again.
	delays: [2 * MINUTE, ...DELAYS.slice(1)],
	batch: BATCH,
	budget: BUDGET,
	async carry({ learner_id }) {
		const seller = await readSeller(allLearners, learner_id);
		if (!seller) return null;
		const account: SellerAccount = {
			learnerId: learner_id,
			sellerId: seller.seller_id,
			tier: seller.tier as Tier
		};
		const closed = seller.state === 'suspended' || (await isUnder18(allLearners, learner_id));
		if (closed) return failureOf(await vendure.suspend(account));
		// Who was never high enough has no account there; who fell from there sells there no more, as when she is suspended.
		if (!reachesTier(account.tier, vendure.from))
			return seller.lowered_at === null ? null : failureOf(await vendure.suspend(account));
		return failureOf(await vendure.ensureSeller(account)) ?? failureOf(await vendure.resume(account));
	}
});

function failureOf(answer: Result<unknown, ConnectorFailure>): CarryFailure | null {
	if (answer.ok) return null;
	const { tag, detail } = answer.refusal;
	return { says: `${tag}: ${detail}`, down: tag === 'unreachable' };
}
