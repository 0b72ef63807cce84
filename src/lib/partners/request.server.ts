import { inBoth, type Lang } from '#lib/platform/country/lang.ts';
import { hex } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { claimHash, requestHash } from './answer-ask.server.ts';
import { findClaim } from './consent.repository.server.ts';
import { REQUEST } from './decide-ask.ts';
import { findRequest, insertRequest } from './partner.repository.server.ts';
import { CLAIM_LASTS, type Partner } from './partner.ts';

export interface OpenedRequest {
	/** The partner's server keeps it with its visitor's session: who holds it redeems. */
	request: string;
	/** For the QR, by language. */
	scan: Record<Lang, string>;
	/** UTC ms. */
	expiresAt: number;
}

/** A computer of the partner's begins to wait: what it shows as a QR, and asks about until she has answered. */
export async function openRequest(services: Services, partner: Partner): Promise<OpenedRequest> {
	const { db, clock, random, env } = services;
	const now = clock();
	const request = hex(random(32));
	await insertRequest(db, {
		request_hash: requestHash(services, request),
		partner_id: partner.id,
		created_at: now,
		expires_at: now + CLAIM_LASTS
	});
	const scan = (lang: string) => `${env.origin}/${lang}/claim/${partner.id}?request=${request}`;
	return { request, scan: inBoth(scan), expiresAt: now + CLAIM_LASTS };
}

/** `allowed`: redeem it now. */
export type RequestState = 'waiting' | 'allowed' | 'declined' | 'redeemed' | 'expired';

/** How far a request is. Another partner's is as unknown as one that never was. */
export async function readRequest(
	services: Services,
	partner: Partner,
	request: string
): Promise<Result<{ state: RequestState; expiresAt: number }, { tag: 'unknown_request' }>> {
	const row = REQUEST.test(request)
		? await findRequest(services.db, requestHash(services, request), partner.id)
		: undefined;
	if (!row) return refuse({ tag: 'unknown_request' });
	const now = services.clock();
	if (row.answer === 'declined') return ok({ state: 'declined', expiresAt: row.expires_at });
	if (row.answer === null)
		return ok({ state: row.expires_at > now ? 'waiting' : 'expired', expiresAt: row.expires_at });
	const claim = await findClaim(services.db, claimHash(services, request));
	// Allowed and not there any more: she has been forgotten (K5), or it is long over.
	if (!claim) return ok({ state: 'expired', expiresAt: row.expires_at });
	const state = claim.redeemed_at !== null ? 'redeemed' : claim.expires_at > now ? 'allowed' : 'expired';
	return ok({ state, expiresAt: claim.expires_at });
}
