/** M1. Which badges open which seller account. The rule is data: a country's pack says it. */
import { SHOP } from '../platform/country/made/country.ts';

export type Tier = 'starter' | 'ready';

export interface UnlockPolicy {
	/** Kept with the seller, so that nobody has to guess later which rule opened the account. */
	version: string;
	/** Best first: the first tier whose badges are all held is hers. */
	tiers: readonly { tier: Tier; badges: readonly string[] }[];
}

export interface TierLimits {
	/** How many orders may be open at once; null: no limit. */
	openOrders: number | null;
	payment: 'cash-on-delivery' | 'any';
}

/** M1, of the country pack. Pakistan's: badge A and the fraud check of B5–B7 open a starter shop; A, B and C make a seller ready. */
export const unlockPolicy: UnlockPolicy = SHOP;

/** What opened accounts before, the oldest first: who was let in by one of these keeps her account by it. */
export const formerPolicies: readonly UnlockPolicy[] = [
	{ version: 'a-opens-starter-1', tiers: [{ tier: 'starter', badges: ['selling-online'] }] }
];

export const tierLimits: Readonly<Record<Tier, TierLimits>> = {
	starter: { openOrders: 5, payment: 'cash-on-delivery' },
	ready: { openOrders: null, payment: 'any' }
};

/** @returns the tier that these active badges open, or null */
export function decideUnlock(policy: UnlockPolicy, badges: Iterable<string>): Tier | null {
	const held = new Set(badges);
	return policy.tiers.find((t) => t.badges.every((b) => held.has(b)))?.tier ?? null;
}

/** Best first. */
const RANK: readonly Tier[] = ['ready', 'starter'];

/** @returns whether a tier allows more than another one */
export const isAbove = (tier: Tier, other: Tier): boolean => RANK.indexOf(tier) < RANK.indexOf(other);

/**
 * M1. What an account may do by the badges that stand: the best that any policy allows since the one that opened it. So a
 * policy that became stricter lowers nobody; only a badge that is gone does.
 * @param openedBy version of the policy that opened the account; undefined: there is none
 * @returns null where the account may not stand
 */
export function decideStanding(
	openedBy: string | undefined,
	badges: readonly string[],
	former: readonly UnlockPolicy[] = formerPolicies,
	today: UnlockPolicy = unlockPolicy
): Tier | null {
	const opened = former.findIndex(({ version }) => version === openedBy);
	const policies = [...(opened < 0 ? [] : former.slice(opened)), today];
	const allowed = policies.map((policy) => decideUnlock(policy, badges));
	return RANK.find((tier) => allowed.includes(tier)) ?? null;
}

/** @returns the badge to earn next for a tier, the nearest one: the first that she lacks of it. None where one is open. */
export function nextBadge(policy: UnlockPolicy, badges: Iterable<string>): string | undefined {
	const held = new Set(badges);
	const lacking = policy.tiers.map((t) => t.badges.filter((b) => !held.has(b)));
	const nearest = lacking.reduce((best, lacks) => (lacks.length < best.length ? lacks : best));
	return nearest[0];
}

/** @returns whether a badge is asked for before a shop opens at all */
export const opensShop = (policy: UnlockPolicy, badge: string): boolean =>
	policy.tiers.some((t) => t.tier === 'starter' && t.badges.includes(badge));
