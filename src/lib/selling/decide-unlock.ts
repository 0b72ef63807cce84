/** M1. Which badges open which seller account. The rule is data; an installation changes the data. */

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

/** Course B (with its fraud check) and course C are not published yet: badge A alone opens the starter shop. */
export const unlockPolicy: UnlockPolicy = {
	version: 'a-opens-starter-1',
	tiers: [
		{ tier: 'ready', badges: ['selling-online', 'digital-payments', 'trust'] },
		{ tier: 'starter', badges: ['selling-online'] }
	]
};

export const tierLimits: Readonly<Record<Tier, TierLimits>> = {
	starter: { openOrders: 5, payment: 'cash-on-delivery' },
	ready: { openOrders: null, payment: 'any' }
};

/** @returns the tier that these active badges open, or null */
export function decideUnlock(policy: UnlockPolicy, badges: Iterable<string>): Tier | null {
	const held = new Set(badges);
	return policy.tiers.find((t) => t.badges.every((b) => held.has(b)))?.tier ?? null;
}
