/** Words for what a badge does to its holder's shop. */
import type { HolderShop } from '#lib/selling/index.server.ts';
import { tierLimits } from '#lib/selling/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

const n = tierLimits.starter.openOrders;

/** How the shop stands. */
export const NOW: Record<HolderShop, () => string> = {
	none: m.badges_admin_shop_none,
	ready: m.badges_admin_shop_ready,
	starter: () => m.badges_admin_shop_starter({ n: n ?? 0 }),
	waits: m.badges_admin_shop_waits,
	kept: m.badges_admin_shop_kept
};

/** What becomes of it once the badge has turned. @param back the badge is gone, and would be given again */
export function thenWord({ now, then }: { now: HolderShop; then: HolderShop }, back: boolean): string {
	if (then === 'waits' && now !== 'waits') return m.badges_admin_then_waits();
	if (then === 'waits' && back) return m.badges_admin_then_still();
	if (then === now || then === 'none' || then === 'kept') return m.badges_admin_then_same();
	return then === 'ready' ? m.badges_admin_then_ready() : m.badges_admin_then_starter({ n: n ?? 0 });
}
