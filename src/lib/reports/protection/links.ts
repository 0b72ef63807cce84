/**
 * What whoever reads a report knows of two of its numbers without being told: that one group is part of another. Numbers
 * that are linked so are protected together (protect.ts).
 */
import { indicatorOf, INDICATORS, FOLLOW_UPS } from '../indicators.ts';
import { keyOf, type Block } from './shapes.ts';

/** `small` ≤ `large`, in each cell. Blocks by their key. */
export interface Inside {
	small: string;
	large: string;
}

/** `any` ≤ the sum of `parts`, in each cell. */
export interface Union {
	any: string;
	parts: readonly string[];
}

export interface Links {
	/** Share of a base (`of`): what is hidden in the base is hidden here. */
	shares: readonly Inside[];
	inside: readonly Inside[];
	unions: readonly Union[];
}

/** Indicators whose persons are persons of another by definition, beside `of`; of the same part where both have parts. */
const INSIDE: readonly (readonly [string, string])[] = [
	['days_to_complete', 'completed'],
	['practical', 'marked'],
	['started', 'active'],
	['completed', 'active'],
	['completed_any', 'active'],
	...FOLLOW_UPS.map((month) => [`orders_${month}`, `asked_${month}`] as const)
];

/** `badge_any` counts whoever is in `badge` with any part. */
const anyOf = (id: string): string | undefined => (indicatorOf(`${id}_any`) ? `${id}_any` : undefined);

/** @param blocks of one edition */
export function linksOf(blocks: readonly Pick<Block, 'indicator' | 'part'>[]): Links {
	const here = new Set(blocks.map(keyOf));
	const shares: Inside[] = [];
	const inside: Inside[] = [];
	const unions: Union[] = [];
	const add = (to: Inside[], block: Pick<Block, 'indicator' | 'part'>, indicator: string) => {
		const part = indicatorOf(indicator)?.parts ? block.part : '';
		const large = keyOf({ indicator, part });
		if (here.has(large)) to.push({ small: keyOf(block), large });
	};
	for (const block of blocks) {
		const of = indicatorOf(block.indicator)?.of;
		if (of) add(shares, block, of);
		for (const [small, large] of INSIDE) if (small === block.indicator) add(inside, block, large);
		const any = anyOf(block.indicator);
		if (any) add(inside, block, any);
	}
	for (const { id } of INDICATORS) {
		const any = anyOf(id);
		const parts = blocks.filter(({ indicator }) => indicator === id).map(keyOf);
		if (any && here.has(keyOf({ indicator: any, part: '' })) && parts.length)
			unions.push({ any: keyOf({ indicator: any, part: '' }), parts });
	}
	return { shares, inside: [...shares, ...inside], unions };
}

/** Numbers without a breakdown whose persons are among those of another. */
export const WHOLE_INSIDE: ReadonlyMap<string, string> = new Map([['active_week', 'active']]);
