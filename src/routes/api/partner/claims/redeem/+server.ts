import { redeemClaim } from '#lib/partners/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readJson } from '#lib/platform/read-json.server.ts';
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { caller } from '../../caller.ts';
import type { RequestHandler } from './$types';

const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** As RFC 7636 asks for. */
const verifier = v.pipe(v.string(), v.regex(/^[\w.~-]{43,128}$/));
const body = v.union([v.strictObject({ claim: secret, verifier }), v.strictObject({ request: secret })]);
const MOST_BYTES = 2048;

const REFUSED = {
	unknown_claim: [404, 'There is no such claim of this partner.'],
	verifier: [403, 'The verifier does not belong to the challenge of this claim.'],
	redeemed: [409, 'This claim has been redeemed; ask her again.'],
	expired: [410, 'This claim is over: it held for ten minutes.'],
	withdrawn: [410, 'She has withdrawn what she had allowed.'],
	badge_not_active: [409, 'The badge has been taken back or suspended.'],
	not_signed_yet: [503, 'The badge stands; its signature follows once this site has its https address.']
} as const;

/** Server to server: carries over, once, what she allowed. */
export const POST: RequestHandler = async (event) => {
	const partner = await caller(event, 'claims');
	if (partner instanceof Response) return partner;
	const sent = await readJson(event.request, MOST_BYTES);
	if (!sent.ok)
		return sent.refusal.tag === 'too_large'
			? problem({ status: 413, tag: 'too-large', title: `Send at most ${MOST_BYTES} bytes.` })
			: problem({ status: 400, tag: 'not-json', title: 'The body is not JSON.' });
	const read = v.safeParse(body, sent.value);
	if (!read.success)
		return problem({
			status: 422,
			tag: 'bad-claim',
			title: 'Send {claim, verifier} as they came, or {request} of a computer that waited.'
		});
	const told = await redeemClaim(event.locals.services, partner, read.output);
	if (!told.ok) {
		const [status, title] = REFUSED[told.refusal.tag];
		return problem({ status, tag: told.refusal.tag.replaceAll('_', '-'), title });
	}
	const { phone, allowedAt, ...rest } = told.value;
	return json(
		{
			...rest,
			contact: phone === null ? null : { phone },
			allowedAt: new Date(allowedAt).toISOString()
		},
		{ headers: { 'cache-control': 'no-store' } }
	);
};
