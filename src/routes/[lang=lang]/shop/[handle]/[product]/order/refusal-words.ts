import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { never } from '#lib/platform/result.ts';
import type { PlaceOrderRefusal } from '#lib/selling/index.server.ts';

/** What happened and what to do, on top of the form that is shown again. */
export function refusalWords(
	refusal: Exclude<PlaceOrderRefusal, { tag: 'not-here' }>,
	faults: number
): string {
	switch (refusal.tag) {
		case 'fields':
			return refusal.faults.form ? m.selling_o_again() : m.selling_look_below({ n: faults });
		case 'trap':
			return m.selling_o_again();
		case 'closed':
			return m.selling_o_closed();
		case 'busy':
			return m.selling_o_busy();
		case 'wait-for-first':
			return m.selling_o_wait_for_first();
		case 'stock':
			return refusal.left ? m.selling_o_stock({ n: refusal.left }) : m.selling_o_sold_out();
		case 'price-changed':
			return m.selling_o_price_changed();
		case 'blocked':
			return m.selling_o_blocked();
		case 'too-many':
			return m.selling_o_too_many();
		default:
			return never(refusal);
	}
}
