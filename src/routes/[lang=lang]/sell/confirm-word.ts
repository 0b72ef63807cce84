import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { timeName } from '#lib/selling/index.ts';
import type { SellersOrder } from '#lib/selling/index.server.ts';

/** Until when a new order is to be confirmed, to the minute: on the day itself it may already be gone. */
export const confirmWord = (
	{ at, then }: NonNullable<SellersOrder['confirmBy']>,
	lang: Parameters<typeof timeName>[1]
): string => {
	const time = timeName(at, lang);
	return then === 'told' ? m.selling_orders_until({ time }) : m.selling_orders_erased({ time });
};
