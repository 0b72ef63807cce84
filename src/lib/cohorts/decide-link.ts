import { DAY, HOUR } from '../platform/clock.ts';

export type LinkState = 'open' | 'used' | 'over' | 'revoked';

/** How long a link to become staff is good, and one to a new password. */
export const INVITATION_LASTS = 7 * DAY;
export const RESET_LASTS = 24 * HOUR;

/** K2. What a link is now: used and taken back say so also after its time. */
export function linkState(
	link: { used_at: number | null; revoked_at: number | null; expires_at: number },
	now: number
): LinkState {
	if (link.used_at !== null) return 'used';
	if (link.revoked_at !== null) return 'revoked';
	return link.expires_at > now ? 'open' : 'over';
}
