import { ok, refuse, type Result } from '../platform/result.ts';
import type { Partner } from './partner.ts';

/** What brought her: a button on her own phone, or a QR that a waiting computer of the partner's shows. */
export type Ask =
	{ kind: 'button'; returnTo: string; state: string; challenge: string } | { kind: 'qr'; request: string };

/** `bad_return`: it would lead somewhere that this partner never named. */
export type BadAsk = { tag: 'bad_link' | 'bad_return' };

const STATE = /^[\x21-\x7e]{1,200}$/;
/** Base64url of a SHA-256 (RFC 7636, S256). */
const CHALLENGE = /^[\w-]{43}$/;
/** As {@link openRequest} makes it. */
export const REQUEST = /^[0-9a-f]{64}$/;
const MOST_RETURN = 500;

/**
 * Reads the query of a claim's address. An address that fails here is never followed, nor shown as a link: it could be
 * anybody's.
 */
export function readAsk(query: URLSearchParams, partner: Pick<Partner, 'origins'>): Result<Ask, BadAsk> {
	const one = (name: string) => (query.getAll(name).length === 1 ? query.get(name)! : undefined);
	const request = one('request');
	if (request !== undefined)
		return REQUEST.test(request) ? ok({ kind: 'qr', request }) : refuse({ tag: 'bad_link' });
	const [returnTo, state, challenge] = [one('return'), one('state'), one('challenge')];
	if (returnTo === undefined || !isReturn(returnTo, partner.origins)) return refuse({ tag: 'bad_return' });
	if (state === undefined || !STATE.test(state)) return refuse({ tag: 'bad_link' });
	if (challenge === undefined || !CHALLENGE.test(challenge)) return refuse({ tag: 'bad_link' });
	return ok({ kind: 'button', returnTo: new URL(returnTo).href, state, challenge });
}

/** By the parser that browsers use, so that no spelling of an address leads elsewhere than it was read. */
function isReturn(typed: string, origins: readonly string[]): boolean {
	if (typed.length > MOST_RETURN || !URL.canParse(typed)) return false;
	const url = new URL(typed);
	return origins.includes(url.origin) && url.username === '' && url.password === '' && url.hash === '';
}

/** The query that carries an ask through forms, a log-in and the other language. */
export const askQuery = (ask: Ask): string =>
	new URLSearchParams(
		ask.kind === 'qr'
			? { request: ask.request }
			: { return: ask.returnTo, state: ask.state, challenge: ask.challenge }
	).toString();

/** Where a button's answer goes: the partner's own address, with the claim, or with her no. */
export function answerAddress(ask: Extract<Ask, { kind: 'button' }>, claim: string | null): string {
	const url = new URL(ask.returnTo);
	// What stood there by one of these names is replaced: the partner must read ours alone.
	for (const name of ['claim', 'declined', 'state']) url.searchParams.delete(name);
	if (claim === null) url.searchParams.set('declined', '1');
	else url.searchParams.set('claim', claim);
	url.searchParams.set('state', ask.state);
	return url.href;
}
