import type { PriceDraft } from './event.ts';

/** Where the price of one delivered order goes, whole rupees. */
export interface PriceParts {
	/** Her own time: hours × what an hour of hers is worth. */
	time: number;
	/** Tax held back from the price. */
	tax: number;
	/** Her delivered orders carry the returned ones: r / (1 − r) × c each. */
	returns: number;
	/** Everything but profit. */
	costs: number;
	/** What stays with her; negative is a loss. */
	left: number;
}

/**
 * Fact S33: price = goods + own time + packing + courier + tax held back + share of returns + profit. The pot on the
 * phone, the plain form and the practical's written rule ("price above cost", A5) use this one sum.
 */
export function priceParts(draft: PriceDraft): PriceParts {
	const time = draft.hours * draft.hour_rate;
	const tax = Math.round((draft.price * draft.tax_percent) / 100);
	// Ten of ten returned would leave nobody to carry the cost; nine is the worst the sum can say.
	const back = Math.min(draft.returns_of_ten, 9);
	const returns = Math.round((back / (10 - back)) * draft.return_cost);
	const costs = draft.goods + time + draft.packing + draft.courier + tax + returns;
	return { time, tax, returns, costs, left: draft.price - costs };
}

/**
 * S33. The least price that leaves no loss, whole rupees; what she would like to take plays no part.
 * @returns null where tax takes everything
 */
export function priceFloor(draft: PriceDraft): number | null {
	if (draft.tax_percent >= 100) return null;
	const { costs, tax } = priceParts(draft);
	let floor = Math.max(0, Math.floor(((costs - tax) * 100) / (100 - draft.tax_percent)) - 1);
	// Tax is rounded: the last steps are tried, not worked out.
	while (priceParts({ ...draft, price: floor }).left < 0) floor++;
	return floor;
}
