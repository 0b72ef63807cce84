import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { checkWord } from '#lib/selling/index.ts';
import type { OwnProduct } from '#lib/selling/index.server.ts';

/** What she has to know about a product that is not simply for sale; null when it is. */
export function productState(product: OwnProduct): { word: string; look: boolean } | null {
	if (product.check === 'refused')
		return { word: m.selling_check_refused({ reason: checkWord(product.checkReason) }), look: true };
	if (!product.shown) return { word: m.selling_hidden(), look: false };
	if (product.check === 'waiting') return { word: m.selling_check_waiting(), look: false };
	if (product.photos.length === 0) return { word: m.selling_no_photo_yet(), look: true };
	return null;
}
