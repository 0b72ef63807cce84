import { EITHER, below } from '#lib/platform/country/lang.ts';

/** K4. What a request says about where it comes from; header values as sent. */
export interface RequestFacts {
	method: string;
	/** Of this installation, e.g. https://qadam.example */
	ownOrigin: string;
	origin: string | null;
	fetchSite: string | null;
	referer: string | null;
	/** A session cookie was sent. */
	hasSession: boolean;
	door: Door;
}

/**
 * `opens-session`: logging in and joining, where a stranger's form could open the stranger's own work on her phone.
 * `published`: the forms of published pages, the same bytes for all, so without a token: see docs/decisions/009.
 */
export type Door = 'opens-session' | 'published' | 'other';

export type HeaderVerdict =
	/** It comes from our own pages, or nothing can be misused. */
	| 'pass'
	/** Another site made the browser send it. */
	| 'foreign'
	/** Nothing shows where it comes from: a form token must. */
	| 'token';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const refererOrigin = (referer: string): string | undefined =>
	URL.canParse(referer) ? new URL(referer).origin : undefined;

/** K4. Decides by headers alone. Old browsers, proxies and raw HTTP send none of the three: they are asked for a token. */
export function decideRequest(facts: RequestFacts): HeaderVerdict {
	const { method, ownOrigin, origin, fetchSite, referer, hasSession, door } = facts;
	if (SAFE.has(method)) return 'pass';
	if (fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none') return 'foreign';
	if (origin !== null && origin !== 'null' && origin !== ownOrigin) return 'foreign';
	if (fetchSite === 'same-origin' || origin === ownOrigin) return 'pass';
	const from = referer === null ? undefined : refererOrigin(referer);
	if (from !== undefined && from !== 'null') return from === ownOrigin ? 'pass' : 'foreign';
	// `Origin: null` is what a sandboxed frame of another site sends: never taken for a browser that sends nothing.
	if (origin === 'null' || door === 'opens-session') return 'token';
	return hasSession && door === 'other' ? 'token' : 'pass';
}

const OPENS_SESSION = /* @__PURE__ */ new RegExp(
	`^/(?:${EITHER}/(?:join|login|staff/(?:login|setup|invite|reset|second))|api/session)(?:/|$)`
);
/**
 * Practice on lesson pages: adds an ungraded answer or a private draft to a log, nothing else (docs/decisions/009). And what
 * somebody tells about being troubled: only a person reads it, and talks to her first (T7). And checking a badge: it writes
 * nothing, and answers whoever asks (B7).
 */
const PUBLISHED = below(/\/(?:safe|verify|learn\/[^/]+\/[^/]+\/(?:answer|listing|price))\/?$/);

export const doorOf = (path: string): Door =>
	OPENS_SESSION.test(path) ? 'opens-session' : PUBLISHED.test(path) ? 'published' : 'other';
