import { faultWord } from '#lib/selling/index.ts';
import type { WordRefusal } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { never } from '#lib/platform/result.ts';

/** Why something was not said, in words, for the buyer's page and the seller's. */
export function wordRefusal(refusal: Exclude<WordRefusal, { tag: 'no-order' }>): {
	status: 400 | 409;
	message: string;
} {
	switch (refusal.tag) {
		case 'words':
			return {
				status: 400,
				message: refusal.fault === 'private' ? m.selling_w_private() : faultWord(refusal.fault)
			};
		case 'reason-missing':
			return { status: 400, message: m.selling_s_reason_missing() };
		case 'blocked':
			return { status: 409, message: m.selling_w_blocked() };
		case 'door':
			switch (refusal.door) {
				case 'over':
					return { status: 409, message: m.selling_w_over() };
				case 'too-many':
					return { status: 409, message: m.selling_w_too_many() };
				case 'nothing-asked':
					return { status: 409, message: m.selling_w_nothing_asked() };
				default:
					return never(refusal.door);
			}
		default:
			return never(refusal);
	}
}
