import { createHash } from 'node:crypto';
import { aboutContact, findOpenLearner, INSTALLATION, writeAudit } from '../accounts/index.server.ts';
import { credentialOf, findAward, type Signed } from '../badges/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { isUnder18 } from '../selling/index.server.ts';
import type { Services } from '../services.server.ts';
import { claimHash } from './answer-ask.server.ts';
import { findClaim, findConsent, setRedeemed, takeClaim } from './consent.repository.server.ts';
import { decideRedeem, type RedeemRefusal } from './decide-redeem.ts';
import { pairwiseId } from '../platform/pairwise.server.ts';
import type { Partner } from './partner.ts';
import { shownName } from './read-offer.server.ts';

/** What she allowed, as it stands now. */
export interface Told {
	/** The id by which this partner knows her. */
	seller: string;
	badge: string;
	status: 'active';
	credential: Signed;
	name: string | null;
	/** E.164. */
	phone: string | null;
	/** UTC ms. */
	allowedAt: number;
}

/** A claim from her phone with the verifier of its challenge, or the request of a computer that waited. */
export type Redeeming = { claim: string; verifier: string } | { request: string };

/**
 * Carries over, once, what she allowed. Of two calls at once one is told it and the other that it has been redeemed; the
 * partner may lose the answer, and then asks her again.
 */
export async function redeemClaim(
	services: Services,
	partner: Partner,
	sent: Redeeming
): Promise<Result<Told, RedeemRefusal>> {
	const hash = claimHash(services, 'claim' in sent ? sent.claim : sent.request);
	const proven = 'verifier' in sent ? challengeOf(sent.verifier) : null;
	const before = await facts(services.db, partner, hash, proven);
	const decided = decideRedeem(before?.facts, services.clock());
	if (!decided.ok) return decided;
	// Signed before the transaction: signing writes on its own.
	const credential = await credentialOf(services, before!.award!);
	if (!credential.ok) return credential;
	return services.db
		.transaction()
		.execute(async (tx): Promise<Result<Told, RedeemRefusal>> => {
			const now = services.clock();
			// Its row first: whoever comes second waits here, and then reads that it is taken.
			const took = await takeClaim(tx, hash, now);
			const { facts: f, claim, award, consent } = (await facts(tx, partner, hash, proven)) ?? {};
			// Not taken although it was open a moment ago: the other one has it.
			const redeemed = f !== undefined && !took && (f.redeemed || f.expiresAt > now);
			const again = decideRedeem(f && { ...f, redeemed }, now);
			if (!again.ok) throw new Again(again.refusal);
			const learner = await findOpenLearner(tx, claim!.learner_id);
			if (!learner) throw new Again({ tag: 'unknown_claim' });
			await setRedeemed(tx, claim!.learner_id, claim!.consent_id, now);
			await writeAudit(tx, services, {
				organisationId: INSTALLATION,
				actor: `partner:${partner.id}`,
				act: 'partner.redeemed',
				subject: award!.award_id
			});
			const phone = consent!.contact === 1 && partner.scopes.includes('contact') ? learner.contact : null;
			return ok({
				seller: pairwiseId(services.secrets, partner.id, learner.learner_id),
				badge: award!.badge,
				status: 'active',
				credential: credential.value,
				name: shownName(award!, learner.display_name),
				phone: phone === null ? null : services.secrets.open(phone, aboutContact(learner.learner_id)),
				allowedAt: consent!.at
			});
		})
		.catch((error: unknown) => {
			if (error instanceof Again) return refuse(error.refusal);
			throw error;
		});
}

/** Undoes the taking: what is refused has not been redeemed. */
class Again extends Error {
	readonly refusal: RedeemRefusal;
	constructor(refusal: RedeemRefusal) {
		super(refusal.tag);
		this.refusal = refusal;
	}
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** The claim and what stands behind it, as one reader sees it. */
async function facts(db: Db, partner: Partner, hash: string, proven: string | null) {
	const claim = await findClaim(db, hash);
	if (!claim) return undefined;
	const consent = await findConsent(db, claim.learner_id, claim.consent_id);
	const award = consent && (await findAward(db, consent.award_id));
	return {
		claim,
		consent,
		award,
		facts: {
			own: claim.partner_id === partner.id,
			redeemed: claim.redeemed_at !== null,
			expiresAt: claim.expires_at,
			challenge: claim.challenge,
			proven,
			// M11. To a partner the same: that she is under 18 is not told.
			withdrawn: consent?.withdrawn_at !== null || (await isUnder18(db, claim.learner_id)),
			badge: award?.state ?? ('gone' as const)
		}
	};
}
