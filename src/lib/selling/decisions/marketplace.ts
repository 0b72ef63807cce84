/** The word by which an operator names a marketplace without an interface; of the kind that partners have. */
const MARKETPLACE = /^[a-z][a-z0-9-]{1,39}$/;

/** @returns the word, or null for what is none */
export function readMarketplace(text: string | null): string | null {
	const word = (text ?? '').trim().toLowerCase();
	return MARKETPLACE.test(word) ? word : null;
}

/**
 * Whose ids stand on a marketplace's list: its own alone, so that two of them cannot compare (M8). No partner's word has a
 * colon: by the ids of a list none of them knows a seller who has not allowed it.
 */
export const listAudience = (marketplace: string): string => `list:${marketplace}`;
