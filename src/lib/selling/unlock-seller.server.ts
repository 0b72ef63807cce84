import { readAwards } from '../badges/index.server.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import { decideUnlock, formerPolicies, unlockPolicy, type Tier, type UnlockPolicy } from './decide-unlock.ts';
import type { SellerNews } from './seller-news.ts';
import { insertSeller, lockSeller, readSeller, updateSeller } from './seller.repository.server.ts';
import { tell } from './tell.server.ts';

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
	const news = { sellerId, learnerId, tier, policy: policy.version, at };
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
	if (made) await tell(tx, 'seller.unlocked', news);
	else if (await raise(tx, learnerId, tier, policy, at)) await tell(tx, 'seller.tier_raised', news);
}

/** What badges call after each award, inside its transaction; the composition root passes it to them. */
export const onAward = async (tx: Tx, news: AwardNews & { learnerId: string; at: number }): Promise<void> => {
	await unlockSeller(tx, news.learnerId, news, { clock: () => news.at });
};

/**
 * What badges call after a badge was revoked or reinstated: the account follows what is left (M5). A badge that returns may
 * be the one that was missing.
 */
export const onAwardChange = async (
	tx: Tx,
	{ learnerId, awardId, at }: Pick<AwardNews, 'awardId'> & { learnerId: string; at: number }
): Promise<void> => {
	const clock = () => at;
	await tellOfBadge(tx, learnerId, awardId, at);
	const badges = await readActiveBadges(tx, learnerId);
	if (!(await mayStand(tx, learnerId, unlockPolicy, badges)))
		return void (await suspendSeller(tx, learnerId, 'badge', { clock }));
	await resumeSeller(tx, learnerId, 'badge', { clock });
	const tier = decideUnlock(unlockPolicy, badges);
	if (tier) await openAccount(tx, learnerId, tier, awardId, { clock, policy: unlockPolicy });
};

/**
 * Endpoints learn that a badge of a seller was taken back or given again, before they learn what becomes of her account. Which
 * badge it was is hers (M8): badges that change in one act are told of once.
 */
async function tellOfBadge(tx: Tx, learnerId: string, awardId: string, at: number): Promise<void> {
	const award = (await readAwards(tx, learnerId)).find((one) => one.award_id === awardId);
	if (!award) return;
	const seller = await lockSeller(tx, learnerId);
	if (!seller) return;
	await tell(tx, award.state === 'active' ? 'badge.reinstated' : 'badge.revoked', newsOf(seller, at));
}

/** M1. By today's policy, or by the one that opened her account: a stricter policy closes no shop. */
async function mayStand(
	tx: Tx,
	learnerId: string,
	policy: UnlockPolicy,
	badges: readonly string[]
): Promise<boolean> {
	if (decideUnlock(policy, badges)) return true;
	const seller = await readSeller(tx, learnerId);
	const former = formerPolicies.find(({ version }) => version === seller?.policy);
	return former !== undefined && decideUnlock(former, badges) !== null;
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
	{ clock, policy = unlockPolicy }: Options
): Promise<boolean> {
	const seller = await lockSeller(tx, learnerId);
	if (!seller || seller.state === 'active' || seller.reason !== reason) return false;
	const at = clock();
	// A person may lift what a person decided; a missing badge still stands in the way.
	if (!(await mayStand(tx, learnerId, policy, await readActiveBadges(tx, learnerId)))) {
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

async function raise(
	tx: Tx,
	learnerId: string,
	tier: Tier,
	policy: UnlockPolicy,
	at: number
): Promise<boolean> {
	const seller = await readSeller(tx, learnerId);
	const rank = (t: string) => policy.tiers.findIndex((p) => p.tier === t);
	if (!seller || rank(tier) >= rank(seller.tier)) return false;
	await updateSeller(tx, learnerId, { tier, policy: policy.version, changed_at: at });
	return true;
}
