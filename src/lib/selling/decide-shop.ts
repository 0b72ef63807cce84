/** What the world sees of a shop, and whether a new order may come in. Pure. */
import type { CheckState } from '../platform/schema.ts';
import { tierLimits, type Tier } from './decide-unlock.ts';

export interface ShopFacts {
	/** Her own wish. */
	state: 'open' | 'paused';
	/** A person's verdict on shop and goods (M10). */
	check: CheckState;
	seller: 'active' | 'suspended';
	tier: Tier;
	/** The operator has recorded legal advice (M9). */
	shopsOpen: boolean;
	/** M11: by the latest answers about her. */
	under18: boolean;
}

export type ShopFace =
	| 'open'
	/** She has closed it for a while. */
	| 'paused'
	/** A person still has to look at it (M10). */
	| 'waiting-check'
	| 'refused'
	/** Ready; the operator has not opened public shops yet (M9). */
	| 'waiting-operator'
	/** M5: no new orders, open ones go on. */
	| 'suspended'
	| 'under-18';

/** @see CheckState: what was approved and changed since stays public while a person looks again. */
export const passedCheck = (check: CheckState): boolean => check === 'approved' || check === 'again';

/** The most serious reason first: what she reads is what she has to deal with next. */
export function shopFace(shop: ShopFacts): ShopFace {
	if (shop.under18) return 'under-18';
	if (shop.seller === 'suspended') return 'suspended';
	if (shop.check === 'refused') return 'refused';
	if (!passedCheck(shop.check)) return 'waiting-check';
	if (!shop.shopsOpen) return 'waiting-operator';
	return shop.state;
}

/** May strangers see the shop page with its goods? A paused shop shows its sign and says so. */
export const isPublic = (face: ShopFace): boolean => face === 'open' || face === 'paused';

/** Orders of one phone number in one shop that nobody has confirmed yet (M6). */
export const UNCONFIRMED_PER_PHONE = 2;

export type OrderDoor = 'open' | 'closed' | 'busy' | 'wait-for-first';

/**
 * May this buyer order now?
 * @param open orders of the shop that are new, confirmed or sent
 * @param unconfirmed new orders of this phone number in this shop
 */
export function orderDoor(face: ShopFace, tier: Tier, open: number, unconfirmed: number): OrderDoor {
	if (face !== 'open') return 'closed';
	if (unconfirmed >= UNCONFIRMED_PER_PHONE) return 'wait-for-first';
	const limit = tierLimits[tier].openOrders;
	return limit !== null && open >= limit ? 'busy' : 'open';
}
