import { holdOpenLearner } from '../accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { hex, uuidv7 } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import type { Lang } from '../catalog/index.ts';
import { insertClaim, insertConsent, keepSeller } from './consent.repository.server.ts';
import { answerAddress, type Ask } from './decide-ask.ts';
import { pairwiseId } from '../platform/pairwise.server.ts';
import { answerRequest, findPartner, findRequest } from './partner.repository.server.ts';
import { CLAIM_LASTS, TELL_TEXT, type Partner } from './partner.ts';
import { readOffer, type NoOffer } from './read-offer.server.ts';

/** `gone`: the waiting computer's request is over, or another phone has answered it. */
export type AnswerRefusal = NoOffer | { tag: 'gone' | 'stopped' };

/** Where she goes on: back to the partner on this phone, or `null` to the computer that waits. */
export interface Answered {
	to: string | null;
}

/** What is kept of a waiting computer’s request: whoever reads the database cannot redeem it. */
export const requestHash = ({ secrets }: Pick<Services, 'secrets'>, request: string): string =>
	secrets.lookup('partner-request', request);

/** The same of a claim. */
export const claimHash = ({ secrets }: Pick<Services, 'secrets'>, claim: string): string =>
	secrets.lookup('partner-claim', claim);

/** Whether a waiting computer still waits for her answer. */
export async function isWaiting(services: Services, partner: Partner, request: string): Promise<boolean> {
	const row = await findRequest(services.db, requestHash(services, request), partner.id);
	return row !== undefined && row.answer === null && row.expires_at > services.clock();
}

/**
 * She allows it: what she allows is kept, and a claim is made for this partner alone, good once and for ten minutes. By a
 * button the claim goes with her in the address; by a QR the computer that waits has had its request all the time.
 * @param contact she ticked that her number may be told
 */
export async function allowAsk(
	services: Services,
	{ learnerId, lang, partner, ask, contact }: Allowing
): Promise<Result<Answered, AnswerRefusal>> {
	const offer = await readOffer(services, learnerId, partner, lang);
	if (!offer.ok) return offer;
	const { award, phone } = offer.value;
	const now = services.clock();
	const claim = ask.kind === 'button' ? hex(services.random(32)) : null;
	return services.db.transaction().execute(async (tx): Promise<Result<Answered, AnswerRefusal>> => {
		// Erased since the page was read; the computer that waits is told nothing.
		if (!(await holdOpenLearner(tx, learnerId))) return refuse({ tag: 'not_joined' });
		const goes = await stillGoes(tx, services, partner, ask, 'allowed');
		if (!goes.ok) return goes;
		const consentId = uuidv7(now, services.random);
		await insertConsent(tx, {
			learner_id: learnerId,
			consent_id: consentId,
			partner_id: partner.id,
			award_id: award.award_id,
			contact: contact && phone !== null ? 1 : 0,
			text_version: TELL_TEXT,
			at: now
		});
		await keepSeller(tx, {
			seller_ref: pairwiseId(services.secrets, partner.id, learnerId),
			learner_id: learnerId,
			partner_id: partner.id
		});
		await insertClaim(tx, {
			claim_hash: claimHash(services, ask.kind === 'qr' ? ask.request : claim!),
			learner_id: learnerId,
			consent_id: consentId,
			partner_id: partner.id,
			challenge: ask.kind === 'button' ? ask.challenge : null,
			expires_at: now + CLAIM_LASTS
		});
		return ok({ to: ask.kind === 'button' ? answerAddress(ask, claim) : null });
	});
}

export interface Allowing {
	learnerId: string;
	lang: Lang;
	partner: Partner;
	ask: Ask;
	contact: boolean;
}

/** She does not, and nothing is kept of her; who she is plays no part. */
export async function declineAsk(
	services: Services,
	partner: Partner,
	ask: Ask
): Promise<Result<Answered, AnswerRefusal>> {
	return services.db.transaction().execute(async (tx): Promise<Result<Answered, AnswerRefusal>> => {
		const goes = await stillGoes(tx, services, partner, ask, 'declined');
		return goes.ok ? ok({ to: ask.kind === 'button' ? answerAddress(ask, null) : null }) : goes;
	});
}

/** Looked at again inside: the partner may have been stopped, or lost this origin, since the page was read. */
async function stillGoes(
	tx: Tx,
	services: Services,
	{ id }: Partner,
	ask: Ask,
	answer: 'allowed' | 'declined'
): Promise<Result<null, { tag: 'gone' | 'stopped' }>> {
	const now = await findPartner(tx, id);
	if (!now || now.stoppedAt !== null) return refuse({ tag: 'stopped' });
	if (ask.kind === 'button')
		return now.origins.includes(new URL(ask.returnTo).origin) ? ok(null) : refuse({ tag: 'stopped' });
	const asked = { requestHash: requestHash(services, ask.request), partnerId: id };
	return (await answerRequest(tx, asked, answer, services.clock())) ? ok(null) : refuse({ tag: 'gone' });
}
