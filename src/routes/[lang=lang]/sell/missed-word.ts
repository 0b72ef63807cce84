import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** How many orders were erased without an answer of hers. */
export const missedWord = (n: number): string =>
	n === 1 ? m.selling_orders_missed_one() : m.selling_orders_missed({ n });
