import { whyWord } from '#lib/selling/index.ts';
import type { OrderView } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** What a buyer can do something with; that an order did not look real is said to nobody's face. */
const told = ['no-answer', 'sold-out', 'too-far', 'buyer-asked'];

/** Who cancelled, and why. */
export function cancelledWord(steps: OrderView['steps']): string {
	const step = steps.findLast(({ act }) => act === 'cancel');
	if (!step) return m.selling_b_cancelled_text();
	if (step.by === 'buyer') return m.selling_b_cancelled_you();
	return told.includes(step.reason)
		? m.selling_b_cancelled_why({ why: whyWord(step.reason) })
		: m.selling_b_cancelled_shop();
}
