/**
 * What her lessons have made of the shop so far, read from the parts that `draft.saved` events left behind.
 * A part may come from an older or newer app: whatever is not usable is simply not suggested.
 */
import type { DraftPart, Progress } from '../progress/index.ts';

/** What a lesson leaves behind as finished alone: the picture stays on the phone, the profile is a habit. */
const FINISHED_IS_MADE: ReadonlySet<DraftPart> = new Set(['profile', 'photo', 'policy']);

export interface ShopDraft {
	/** In the order of the lessons. */
	parts: readonly { part: DraftPart; made: boolean }[];
	name: string;
	about: string;
	city: string;
	returns: string;
	product: { title: string; details: string; price: number | null } | null;
}

export const draftParts = [
	'profile',
	'photo',
	'listing',
	'price',
	'policy'
] as const satisfies readonly DraftPart[];

type Value = Record<string, unknown>;

const text = (value: Value | undefined, ...keys: string[]): string => {
	for (const key of keys) {
		const found = value?.[key];
		if (typeof found === 'string' && found.trim()) return found.trim();
	}
	return '';
};

/** @param finished parts whose lesson she has finished */
export function shopDraft(draft: Progress['draft'], finished: ReadonlySet<DraftPart> = new Set()): ShopDraft {
	const values = new Map<string, Value>(
		Object.entries(draft).map(([part, { value }]) => [part, value ?? {}])
	);
	const profile = values.get('profile');
	const listing = values.get('listing');
	const policy = values.get('policy');
	const price = values.get('price')?.price;
	const title = text(listing, 'what');
	return {
		parts: draftParts.map((part) => ({
			part,
			made: values.has(part) || (finished.has(part) && FINISHED_IS_MADE.has(part))
		})),
		name: text(profile, 'name', 'shop'),
		about: text(profile, 'about', 'line'),
		city: text(profile, 'city'),
		returns: text(policy, 'text', 'line') || text(listing, 'returns'),
		product: title
			? {
					title,
					details: (['made_of', 'size', 'colour', 'time'] as const)
						.map((line) => text(listing, line))
						.filter(Boolean)
						.join('\n'),
					price: typeof price === 'number' && Number.isInteger(price) && price > 0 ? price : null
				}
			: null
	};
}
