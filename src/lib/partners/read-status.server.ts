import { findOpenLearner } from '../accounts/index.server.ts';
import { findAward } from '../badges/index.server.ts';
import { isUuid } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { isUnder18 } from '../selling/index.server.ts';
import type { Services } from '../services.server.ts';
import { findSeller, readConsents } from './consent.repository.server.ts';
import type { Partner } from './partner.ts';

export interface SellerStatus {
	seller: string;
	badge: string;
	status: 'active' | 'revoked' | 'suspended';
	/** Address of the credential; its status list says the same to anybody. */
	credential: string;
}

/**
 * How the badge stands that she showed this partner last: neither name nor number is told again. Only what it has redeemed
 * counts; after she has withdrawn it, nothing is told but that, and the same of somebody who says she is under 18 (M11).
 */
export async function readSellerStatus(
	{ db, env }: Pick<Services, 'db' | 'env'>,
	partner: Partner,
	seller: string
): Promise<Result<SellerStatus, { tag: 'unknown_seller' | 'withdrawn' }>> {
	const found = isUuid(seller) ? await findSeller(db, seller, partner.id) : undefined;
	const learner = found && (await findOpenLearner(db, found.learner_id));
	if (!learner) return refuse({ tag: 'unknown_seller' });
	const told = (await readConsents(db, learner.learner_id)).filter(
		(one) => one.partner_id === partner.id && one.redeemed_at !== null
	);
	if (!told.length) return refuse({ tag: 'unknown_seller' });
	const standing = told.find((one) => one.withdrawn_at === null);
	if (!standing || (await isUnder18(db, learner.learner_id))) return refuse({ tag: 'withdrawn' });
	const award = await findAward(db, standing.award_id);
	if (!award) return refuse({ tag: 'unknown_seller' });
	return ok({
		seller,
		badge: award.badge,
		status: award.state,
		credential: `${env.origin}/credentials/${award.award_id}`
	});
}
