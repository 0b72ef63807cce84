import { isBeyond } from '../platform/clock.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { CLAIM_LASTS } from './partner.ts';

/** What stands behind a claim at the moment when it is redeemed. */
export interface ClaimFacts {
	/** It is of the partner whose key was sent. */
	own: boolean;
	redeemed: boolean;
	/** UTC ms. */
	expiresAt: number;
	/** What the partner's browser session must prove; null where its computer waited. */
	challenge: string | null;
	/** Base64url SHA-256 of the verifier that was sent; null for none. */
	proven: string | null;
	withdrawn: boolean;
	badge: 'active' | 'revoked' | 'suspended' | 'gone';
}

export type RedeemRefusal = {
	tag:
		| 'unknown_claim'
		| 'verifier'
		| 'redeemed'
		| 'expired'
		| 'withdrawn'
		| 'badge_not_active'
		/** The installation cannot sign yet (B3). */
		| 'not_signed_yet';
};

/**
 * Whether a claim is carried over now. Another partner is told what anybody is told of a claim that was never made, and
 * without the verifier nothing of its state.
 */
export function decideRedeem(facts: ClaimFacts | undefined, now: number): Result<null, RedeemRefusal> {
	if (!facts || !facts.own || facts.badge === 'gone') return refuse({ tag: 'unknown_claim' });
	if (facts.challenge !== facts.proven) return refuse({ tag: 'verifier' });
	if (facts.redeemed) return refuse({ tag: 'redeemed' });
	// Ten minutes are ten minutes, also where a clock that ran ahead made it.
	if (facts.expiresAt <= now || isBeyond(facts.expiresAt, now, CLAIM_LASTS))
		return refuse({ tag: 'expired' });
	if (facts.withdrawn) return refuse({ tag: 'withdrawn' });
	if (facts.badge !== 'active') return refuse({ tag: 'badge_not_active' });
	return ok(null);
}
