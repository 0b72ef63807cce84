/** What is told about a seller, to connectors and to endpoints. */
import type { Tier } from './decide-unlock.ts';

export type SellerTopic =
	'seller.unlocked' | 'seller.tier_raised' | 'seller.tier_lowered' | 'seller.suspended' | 'seller.resumed';

/** Of a badge; told to endpoints alone: our connectors follow the account. */
export type BadgeTopic = 'badge.revoked' | 'badge.reinstated';

/** Body of an outbox row about an account. */
export interface SellerNews {
	sellerId: string;
	learnerId: string;
	tier: Tier;
	policy: string;
	at: number;
}

/** Body of an outbox row about a badge. */
export interface BadgeNews {
	sellerId: string;
	learnerId: string;
	/** null: she has no account, and only a partner to whom she showed the badge is told. */
	tier: Tier | null;
	/** Which badge it is: decides who is told, and is told to nobody (M8). */
	awardId: string;
	at: number;
}
