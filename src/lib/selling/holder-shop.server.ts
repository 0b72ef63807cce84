/** M5. What a badge does to its holder's shop: how the shop stands, and how it would stand if the badge turned. */
import { INSTALLATION, writeAudit } from '../accounts/index.server.ts';
import { findAward, readAwards, type Award } from '../badges/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { decideStanding, type Tier } from './decide-unlock.ts';
import { lockSeller, readSeller, type Seller } from './seller.repository.server.ts';
import { readShop } from './shop.repository.server.ts';
import { suspendSeller } from './unlock-seller.server.ts';

export type HolderShop =
	| 'none'
	/** It may take orders, by its tier. */
	| Tier
	/** It takes no new orders until a badge stands again. */
	| 'waits'
	/** A person has stopped it, and no badge opens it. */
	| 'kept';

const standingOf = (seller: Seller, tier: Tier | null): HolderShop =>
	seller.state === 'suspended' && seller.reason === 'operator' ? 'kept' : (tier ?? 'waits');

/** @returns how the holder's shop stands, and how once this badge is taken back or, where it is gone, given again */
export async function readHolderShop(
	db: Db,
	{ learner_id: learnerId, award_id, state }: Pick<Award, 'learner_id' | 'award_id' | 'state'>
): Promise<{ now: HolderShop; then: HolderShop }> {
	const seller = await readSeller(db, learnerId);
	if (!seller || !(await readShop(db, learnerId))) return { now: 'none', then: 'none' };
	const stays = (await readAwards(db, learnerId)).filter((one) =>
		one.award_id === award_id ? state !== 'active' : one.state === 'active'
	);
	return {
		now: standingOf(seller, seller.state === 'active' ? (seller.tier as Tier) : null),
		then: standingOf(
			seller,
			decideStanding(
				seller.policy,
				stays.map(({ badge }) => badge)
			)
		)
	};
}

/**
 * M5. A badge was taken back and the shop goes on by the others: a person may stop it all the same. It is lifted where all
 * shops that a person stopped are.
 * @param awardId of a badge that does not stand
 */
export const stopShop = (
	services: Pick<Services, 'allLearners' | 'clock' | 'random'>,
	staffId: string,
	awardId: string
): Promise<Result<null, { tag: 'gone' }>> =>
	services.allLearners.transaction().execute(async (tx) => {
		const award = await findAward(tx, awardId);
		if (!award || award.state === 'active') return refuse({ tag: 'gone' });
		const seller = await lockSeller(tx, award.learner_id);
		if (seller?.state !== 'active' || !(await readShop(tx, award.learner_id))) return refuse({ tag: 'gone' });
		await suspendSeller(tx, award.learner_id, 'operator', services);
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: staffId,
			act: 'shop.stopped',
			subject: award.learner_id,
			detail: { award: awardId }
		});
		return ok(null);
	});
