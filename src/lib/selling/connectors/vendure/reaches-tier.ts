import type { Tier } from '../../decide-unlock.ts';

const RANK: Record<Tier, number> = { starter: 0, ready: 1 };

/** M1. Whether a seller of this tier may do what begins with that one. */
export const reachesTier = (tier: Tier, from: Tier): boolean => RANK[tier] >= RANK[from];
