import { readAwards } from '../badges/index.server.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import {
	decideStanding,
	decideUnlock,
	isAbove,
	unlockPolicy,
	type Tier,
	type UnlockPolicy
} from './decide-unlock.ts';
import type { SellerNews } from './seller-news.ts';
import { insertSeller, lockSeller, updateSeller, type Seller } from './seller.repository.server.ts';
import { tell, tellOfBadge } from './tell.server.ts';

export interface AwardNews {
	badge: string;
	awardId: string;
}

interface Options {
	clock: Clock;
	policy?: UnlockPolicy;
}

/**
 * M1, M2. Opens the seller account that her badges allow, in the transaction of the award itself: seller row and outbox
 * row stand or fall with it. Called again, also at once, it changes nothing.
 */
export async function unlockSeller(
	tx: Tx,
	learnerId: string,
	award: AwardNews,
	{ clock, policy = unlockPolicy }: Options
): Promise<Tier | null> {
	const tier = decideUnlock(policy, [...(await readActiveBadges(tx, learnerId)), award.badge]);
	if (tier) await openAccount(tx, learnerId, tier, award.awardId, { clock, policy });
	return tier;
}

/** The account of this tier: made, raised, or left as it is where it stands so or higher. */
async function openAccount(
	tx: Tx,
	learnerId: string,
	tier: Tier,
	awardId: string,
	{ clock, policy }: Required<Options>
): Promise<void> {
	const at = clock();
	const sellerId = sellerIdOf(learnerId);
	const made = await insertSeller(tx, {
		learner_id: learnerId,
		seller_id: sellerId,
		tier,
		state: 'active',
		policy: policy.version,
		award_id: awardId,
		unlocked_at: at,
		changed_at: at
	});
	if (made) return tell(tx, 'seller.unlocked', { sellerId, learnerId, tier, policy: policy.version, at });
	const seller = await lockSeller(tx, learnerId);
	if (seller && isAbove(tier, seller.tier as Tier)) await moveTo(tx, seller, tier, at);
}

/**
 * The tier of an account that stands. By which policy it was opened stays with it: that one goes on holding it. What she
 * had beyond the lower tier stays hers, and counts again when the badge does.
 */
async function moveTo(tx: Tx, seller: Seller, tier: Tier, at: number): Promise<void> {
	const fell = isAbove(seller.tier as Tier, tier);
	await updateSeller(tx, seller.learner_id, { tier, lowered_at: fell ? at : null, changed_at: at });
	await tell(tx, fell ? 'seller.tier_lowered' : 'seller.tier_raised', newsOf({ ...seller, tier }, at));
}

/** What badges call after each award, inside its transaction; the composition root passes it to them. */
export const onAward = async (tx: Tx, news: AwardNews & { learnerId: string; at: number }): Promise<void> => {
	await unlockSeller(tx, news.learnerId, news, { clock: () => news.at });
};

/**
 * What badges call after a badge was revoked or reinstated: the account and its tier follow what is left (M1, M5). A badge that
 * returns may be the one that was missing.
 */
export const onAwardChange = async (
	tx: Tx,
	{ learnerId, awardId, at }: Pick<AwardNews, 'awardId'> & { learnerId: string; at: number }
): Promise<void> => {
	const clock = () => at;
	const seller = await lockSeller(tx, learnerId);
	await tellOfChange(tx, learnerId, seller, awardId, at);
	const tier = decideStanding(seller?.policy, await readActiveBadges(tx, learnerId));
	// What stops says nothing of the tier: it is decided when she may sell again.
	if (!tier) return void (await suspendSeller(tx, learnerId, 'badge', { clock }));
	if (!seller) return openAccount(tx, learnerId, tier, awardId, { clock, policy: unlockPolicy });
	if (tier !== seller.tier) await moveTo(tx, seller, tier, at);
	await resumeSeller(tx, learnerId, 'badge', { clock });
};

/**
 * Endpoints learn that a badge was taken back or given again, before they learn what becomes of the account. Without an
 * account nobody holds its row; of one badge the award's row keeps the order, and two badges have none.
 */
async function tellOfChange(
	tx: Tx,
	learnerId: string,
	seller: Seller | undefined,
	awardId: string,
	at: number
): Promise<void> {
	const award = (await readAwards(tx, learnerId)).find((one) => one.award_id === awardId);
	if (!award) return;
	await tellOfBadge(tx, award.state === 'active' ? 'badge.reinstated' : 'badge.revoked', {
		sellerId: sellerIdOf(learnerId),
		learnerId,
		tier: (seller?.tier as Tier | undefined) ?? null,
		awardId,
		at
	});
}

/** Why an account stands still: a badge was taken back, or a person decided. A badge coming back lifts only the first. */
export type SuspendReason = 'badge' | 'operator';

/** M5. No new orders from now on; open ones go on. @returns false when nothing changed */
export async function suspendSeller(
	tx: Tx,
	learnerId: string,
	reason: SuspendReason,
	{ clock }: Pick<Options, 'clock'>
): Promise<boolean> {
	const seller = await lockSeller(tx, learnerId);
	if (!seller || (seller.state === 'suspended' && (seller.reason === reason || reason === 'badge')))
		return false;
	const at = clock();
	await updateSeller(tx, learnerId, { state: 'suspended', reason, changed_at: at });
	if (seller.state === 'active') await tell(tx, 'seller.suspended', newsOf(seller, at));
	return true;
}

/** Lifts a suspension that was made for the same reason. @returns true when the account is active again */
export async function resumeSeller(
	tx: Tx,
	learnerId: string,
	reason: SuspendReason,
	{ clock }: Pick<Options, 'clock'>
): Promise<boolean> {
	const seller = await lockSeller(tx, learnerId);
	if (!seller || seller.state === 'active' || seller.reason !== reason) return false;
	const at = clock();
	// A person may lift what a person decided; a missing badge still stands in the way.
	if (!decideStanding(seller.policy, await readActiveBadges(tx, learnerId))) {
		await updateSeller(tx, learnerId, { reason: 'badge', changed_at: at });
		return false;
	}
	await updateSeller(tx, learnerId, { state: 'active', reason: null, changed_at: at });
	await tell(tx, 'seller.resumed', newsOf(seller, at));
	return true;
}

const readActiveBadges = async (tx: Tx, learnerId: string): Promise<string[]> =>
	(await readAwards(tx, learnerId)).filter((a) => a.state === 'active').map((a) => a.badge);

/** The same learner always gets the same account (M3). */
export const sellerIdOf = (learnerId: string): string =>
	uuidv8(Buffer.from(sha256HexSync(`seller:${learnerId}`), 'hex'));

const newsOf = (
	seller: { learner_id: string; seller_id: string; tier: string; policy: string },
	at: number
): SellerNews => ({
	sellerId: seller.seller_id,
	learnerId: seller.learner_id,
	tier: seller.tier as Tier,
	policy: seller.policy,
	at
});
