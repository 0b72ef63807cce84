/**
 * M10. What a shop may hold. A checker reads a new shop, its goods and its pictures against these two lists.
 * The refused list joins what couriers turn away with what the law or a buyer's safety forbids.
 */
export const goods = [
	'clothes',
	'embroidery',
	'shoes',
	'bags',
	'jewellery',
	'pottery',
	'home',
	'food',
	'care',
	'toys',
	'books',
	'plants',
	'other'
] as const;
export type Goods = (typeof goods)[number];

export const refusedGoods = [
	'medicine',
	'weapons',
	'animals',
	'tobacco',
	'copies',
	'gold',
	'money',
	'sims',
	'adult',
	'stolen'
] as const;
export type RefusedGoods = (typeof refusedGoods)[number];

/** Why a checker sends a shop, a product or a picture back; the seller reads it in her language. */
export const checkReasons = [
	'refused-goods',
	'face-or-home',
	'number-in-picture',
	'not-own-picture',
	'unclear',
	'wrong-words',
	'other'
] as const;
export type CheckReason = (typeof checkReasons)[number];
