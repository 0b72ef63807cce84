import { EITHER, OWN, below, langOf } from '#lib/platform/country/lang.ts';

/** What the service worker reads of a request. */
export interface Asked {
	method: string;
	/** A person opens a page or sends a form; else a page asks for something. */
	navigates: boolean;
	/** A script fetches it: a download wants what the server has now, not what is kept of it. */
	fetched: boolean;
	/** To this site. */
	own: boolean;
	path: string;
}

/**
 * `form`: sent, or kept where there is no signal. `app`: what every phone holds. `page` and `asset`: kept, else from the
 * network, else as it was last seen. `voice`: a kept recording, also in pieces, else from the network; none is kept as it
 * passes by. Undefined: none of our business.
 */
export type CacheRule = 'form' | 'app' | 'page' | 'asset' | 'voice';

type Row = [rule: CacheRule | undefined, when: (asked: Asked) => boolean];

/** Staff, programs and this worker's own file: nothing of theirs lives on a phone. */
const NEVER = /* @__PURE__ */ new RegExp(
	String.raw`^/(?:${EITHER}/staff|api|internal|healthz|credentials|status|achievements|\.well-known|service-worker\.js)(?:/|$)`
);
const APP = /* @__PURE__ */ new RegExp(`^/(?:blank|${EITHER}/offline)$`);

/** The first that fits holds. */
const RULES: readonly Row[] = [
	[undefined, ({ own }) => !own],
	[undefined, ({ path }) => NEVER.test(path)],
	['form', ({ method, navigates }) => method === 'POST' && navigates],
	[undefined, ({ method, fetched }) => method !== 'GET' || fetched],
	['app', ({ path, navigates }) => navigates && APP.test(path)],
	['voice', ({ path, navigates }) => !navigates && path.startsWith('/voice/')],
	['page', ({ navigates }) => navigates],
	['asset', () => true]
];

/** The rule for a request; undefined leaves it to the browser. */
export const cacheRule = (asked: Asked): CacheRule | undefined => RULES.find(([, when]) => when(asked))?.[0];

/**
 * Forms that may go later, without her: what she does in lessons, in her papers and in her shop, and
 * that she asks for help. Joining, opening her
 * work, a new card and a buyer's order live by their answer, and a secret has no place in a queue: those are asked for
 * again.
 */
const HERS = below(/\/(?:learn|sell|badge|help|safe|me\/(?:about|class|consent|contact))(?:\/|$)/);
export const keepsForm = (path: string): boolean => HERS.test(path);

/**
 * T7. Says something for a learner whom the server knows, and for nobody else: without one it is not kept, so that no guest
 * believes it will arrive; and her session is opened first, so that it arrives as hers. No list shows it while it waits.
 */
export const speaksForHer = (path: string): boolean => below(/\/safe\/?$/).test(path);

/** Pages made for one person by the server, below their language, and the published page that the phone fills in their place. */
const SHELLS: readonly [RegExp, string][] = [
	[/^\/me\/follow-up$/, '/phone/follow-up'],
	[/^\/me(?:\/.*)?$/, '/phone/me'],
	[/^\/sell\/open(?:\/(?!done$).*)?$/, '/phone/open'],
	[/^\/sell\/elsewhere$/, '/phone/elsewhere'],
	[/^\/sell(?:\/.*)?$/, '/phone/sell'],
	[/^\/badge\/[^/]+$/, '/phone/badge'],
	[/^\/logout$/, '/who'],
	[/^\/learn\/([^/]+)\/check(?:\/result)?$/, '/learn/$1/check/phone']
];

/** Where the shell of a personal page lies. */
export function shellOf(path: string): string | undefined {
	const lang = langOf(path);
	if (!lang) return undefined;
	const page = path.slice(lang.length + 1);
	const found = SHELLS.find(([shown]) => shown.test(page));
	return found && `/${lang}${page.replace(...found)}`;
}

/** Of the page for no signal; the country's language where the address names none. */
export const offlinePage = (path: string): string => `/${langOf(path) ?? OWN}/offline`;

/** The questions that open a shop: each leads on to the next, also without a signal. */
const QUESTION = below(/\/sell\/open\/[a-z]+$/);

export const isQuestion = (path: string): boolean => QUESTION.test(path);

/** Where a form leads once it is kept: to the page that says so, or on, where question follows question. */
export const afterKept = (path: string): string =>
	isQuestion(path) ? `${path}?kept` : `${offlinePage(path)}?form`;

/** Named after their content by the build, so the same for everyone. */
const HASHED = /^\/i\/[\w-]+-[\w-]{8}\.js$/;

/**
 * May it be kept as it passes by? Only what is published: the same bytes for everyone, set no cookie when they were made
 * (C1), and say so in a header. A script cannot see whether an answer sets a cookie.
 */
export const mayVisit = (path: string, { status, type, headers }: Response): boolean =>
	status === 200 && type === 'basic' && (headers.has('x-qadam-part') || HASHED.test(path));
