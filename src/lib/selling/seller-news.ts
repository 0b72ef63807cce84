/** What is told about a seller, to connectors and to endpoints. */
import type { Tier } from './decide-unlock.ts';

export type SellerTopic = 'seller.unlocked' | 'seller.tier_raised' | 'seller.suspended' | 'seller.resumed';

/** Of a seller's badges; told to endpoints alone: our connectors follow the account. */
export type BadgeTopic = 'badge.revoked' | 'badge.reinstated';

/** Body of an outbox row of selling. */
export interface SellerNews {
	sellerId: string;
	learnerId: string;
	tier: Tier;
	policy: string;
	at: number;
}
