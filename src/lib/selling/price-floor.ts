/** The price below which she loses, from her own calculator in lesson A5 (fact S33). Pure. */
import { priceFloor, type PriceDraft } from '../progress/index.ts';

const PARTS = [
	'goods',
	'hours',
	'hour_rate',
	'packing',
	'courier',
	'tax_percent',
	'returns_of_ten',
	'return_cost'
] as const satisfies readonly (keyof PriceDraft)[];

/**
 * @param value the part that the calculator left behind; from an older or newer app it may be anything
 * @returns whole rupees, or null where the sum is not whole or says nothing
 */
export function floorOfDraft(value: unknown): number | null {
	if (typeof value !== 'object' || value === null) return null;
	const draft = value as Partial<Record<string, unknown>>;
	const usable = PARTS.every((part) => {
		const n = draft[part];
		return typeof n === 'number' && Number.isFinite(n) && n >= 0 && n <= 1_000_000;
	});
	if (!usable) return null;
	const floor = priceFloor(draft as unknown as PriceDraft);
	return floor !== null && floor > 0 ? floor : null;
}
