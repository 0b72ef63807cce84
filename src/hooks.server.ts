/** The composition root: every request gets its services, language and person here, and passes the request check. */
import { EITHER, OWN, below, dirOf, langOf } from '#lib/platform/country/lang.ts';
import { building, dev, version } from '$app/environment';
import {
	changesShop,
	checkRequest,
	checkTile,
	faultText,
	formToken,
	hostCookies,
	proveByForm,
	readSession
} from '#lib/accounts/index.server.ts';
import { serveFormer, servePublished } from '#lib/catalog/index.server.ts';
import { compose, type Composed } from '#lib/compose.server.ts';
import { jobsOf } from '#lib/jobs.server.ts';
import { observeRequest } from '#lib/operations/index.server.ts';
import { PERMISSIONS } from '#lib/platform/answer-headers.ts';
import { runDueJobs } from '#lib/platform/jobs.server.ts';
import type { Services } from '#lib/services.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { paraglideMiddleware } from '#lib/platform/i18n/paraglide/server.js';
import { logError } from '#lib/platform/log.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { numberOf, readRequestId, requestId } from '#lib/platform/request.server.ts';
import { STOPPING } from '#lib/platform/stopping.ts';
import { STATUS_CODES } from 'node:http';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';

let composed: Composed | undefined;

export const init: ServerInit = async () => {
	// `vite build` imports this file to analyse routes; nothing is opened then.
	if (building) return;
	// Code that is being written has no name that changes with it.
	const opened = await compose(readEnv(process.env), dev ? {} : { build: version });
	composed = opened;
	const jobs = startJobs(opened.services);
	process.once(STOPPING, jobs.stop);
	// All requests have been answered: the job under way may end, then nothing is left to do.
	process.once('sveltekit:shutdown', () => void jobs.stop().then(opened.close));
};

/** Looks every half minute for work that is due; of several processes the leases let one do it. */
function startJobs(services: Services): { stop(): Promise<void> } {
	const jobs = jobsOf(services);
	let stopped = false;
	let running: Promise<void> | undefined;
	const look = async () => {
		try {
			await runDueJobs(services.allLearners, jobs, services.clock, () => stopped);
		} catch (error) {
			logError('jobs could not be looked for', error);
		}
		running = undefined;
	};
	const timer = setInterval(() => void (running ??= look()), 30_000).unref();
	return {
		async stop() {
			stopped = true;
			clearInterval(timer);
			await running;
		}
	};
}

/**
 * Headers that every answer carries besides those of platform/answer-headers.ts; the policy for scripts and styles is kit's
 * (svelte.config.js).
 */
const HEADERS = {
	'Referrer-Policy': 'same-origin',
	'X-Content-Type-Options': 'nosniff',
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Permissions-Policy': PERMISSIONS
};
/**
 * What others may show on pages of theirs: badges, and what tells of them. Everything else is loaded by pages of this site alone.
 */
const FOR_OTHERS = new RegExp(
	`^/(?:achievements|credentials|status|\\.well-known)/|^/${EITHER}/badge/[^/]+/(?:picture|baked)\\.`
);
/** Where cards are read aloud (lib/voice), and nowhere else, a page may ask for the microphone. */
const VOICE_DESK = below(/\/staff\/[0-9a-f-]{36}\/voice\/[^/]+\/[^/]+\/?$/);
const WITH_MICROPHONE = PERMISSIONS.replace('microphone=()', 'microphone=(self)');

export const handle: Handle = (input) => {
	const { event } = input;
	// What a page asks of the server itself belongs to the request that the page is made for.
	if (building || !composed || event.isSubRequest) return answer(input);
	return observeRequest(composed.services, event, () => {
		event.locals.requestId = requestId()!;
		return answer(input);
	});
};

/** Doors of those who watch: answered also while the database is not there. */
const WATCHED = new Set(['/healthz', '/readyz', '/metrics']);

const answer = async ({ event, resolve }: Parameters<Handle>[0]): Promise<Response> => {
	event.locals.lang = langOf(event.url.pathname) ?? OWN;
	// Pages that are the same on every phone are made by the build, without services.
	if (building) return render(event, resolve);
	if (!composed) throw new Error('a request before the server was composed');
	const { services } = composed;
	const { request, url, locals } = event;
	locals.services = services;
	if (WATCHED.has(event.route.id ?? '')) return withHeaders(await resolve(event), url);
	event.cookies = hostCookies(services, event.cookies);
	// A course that is being written: pages are made anew, from what stands in its folder now.
	if (services.env.preview !== undefined) await services.catalogue.reload();
	const { cookies } = event;
	const published = servePublished(request, url);
	if (published) return withHeaders(published, url);
	const former = await serveFormer(services.db, request, url);
	if (former) return withHeaders(former, url);

	wantsPage(request, url);
	forgiveForm(request);
	const session = await readSession(services, cookies);
	const tile = isJsonDoor(url.pathname)
		? ({ tag: 'pass', session } as const)
		: await checkTile(services, request, url.pathname, cookies, session);
	const { learner, staff, sessionId, proof } = tile.tag === 'pass' ? tile.session : session;
	Object.assign(locals, { learner, staff, sessionId, proof });
	lazily(locals, 'formToken', () => formToken(services, cookies));
	const checked = await checkRequest(services, request, url, cookies);
	if (!checked.ok) return withHeaders(await refused(event, checked.refusal.tag), url);
	if (tile.tag === 'other_profile') return withHeaders(await otherTile(event), url);
	const asked = proof === 'phone' && changesShop(request.method, url.pathname) && (await askSecret(event));
	if (asked) return withHeaders(asked, url);
	const answer = await asProblem(await render(event, resolve), url.pathname);
	return withHeaders(await asPage(event, answer), url);
};

/** Kit's own answer, in the language of the address. */
const render = (event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']): Promise<Response> =>
	// Given the address alone: with the browser's headers it would send documents without a language elsewhere.
	paraglideMiddleware(new Request(event.url), () =>
		resolve(event, {
			transformPageChunk: ({ html }) =>
				html.replaceAll('%qadam.lang%', event.locals.lang).replace('%qadam.dir%', dirOf(event.locals.lang)),
			filterSerializedResponseHeaders: (name) => name === 'content-type'
		})
	);

/** The doors of programs: what they refuse is a problem, in whatever way it was refused (RFC 9457). */
const isJsonDoor = (path: string): boolean =>
	/^\/(?:api|internal|credentials|status|achievements|\.well-known)\//.test(path);

/** What is sent without saying what it wants back (raw HTTP, old browsers) wants the page: kit would answer in JSON. */
function wantsPage({ method, headers }: Request, { pathname }: URL): void {
	const accept = headers.get('accept') ?? '*/*';
	if (method === 'POST' && !isJsonDoor(pathname) && !accept.includes('application/json'))
		headers.set('accept', 'text/html');
}

/**
 * What calls itself a form and is none counts as an empty one: the page then says what is missing. A body over the
 * limit stays kit's 413.
 */
function forgiveForm(request: Request): void {
	const read = request.formData.bind(request);
	request.formData = () =>
		read().catch((error: unknown) => {
			if (error instanceof TypeError) return new FormData();
			throw error;
		});
}

/** Kit's own refusals (no such method, no such route) at a door of programs, as problem details. */
async function asProblem(response: Response, path: string): Promise<Response> {
	const { status, headers } = response;
	const isProblem = headers.get('content-type') === 'application/problem+json';
	if (status < 400 || isProblem || !isJsonDoor(path)) return response;
	await response.body?.cancel();
	const allow = headers.get('allow');
	const title = STATUS_CODES[status] ?? 'Refused';
	return problem({
		status,
		tag: title.toLowerCase().replace(/[^a-z]+/g, '-'),
		title: `${title}.`,
		...(allow !== null && { headers: { allow } })
	});
}

/**
 * What a door of files refuses is kit's bare page, which says in every case that we failed, and begins in Urdu. Where the
 * address names a language, it is the page that says what happened, in that language.
 */
async function asPage(event: RequestEvent, response: Response): Promise<Response> {
	const { status } = response;
	const refused = status >= 400 && status < 500;
	if (!refused || !isBare(response) || !below(/\//).test(event.url.pathname)) return response;
	await response.body?.cancel();
	const page = await event.fetch(`/${event.locals.lang}/refused?status=${status}`);
	return new Response(page.body, { status, headers: page.headers });
}

/** Kit's page for what failed outside of a page: the only one without a policy. */
const isBare = ({ headers }: Response): boolean =>
	(headers.get('content-type')?.startsWith('text/html') ?? false) && !headers.has('content-security-policy');

/** A form of a page, not a request of a script: the answer is a page. */
const isForPerson = ({ request, url }: RequestEvent): boolean =>
	!isJsonDoor(url.pathname) && (request.headers.get('accept')?.includes('text/html') ?? false);

/** K8. The open tile is another's: nothing is written, and a person reads how to go on. */
async function otherTile(event: RequestEvent): Promise<Response> {
	if (!isForPerson(event))
		return problem({
			status: 409,
			tag: 'other-profile',
			title: 'Another profile is open than the one of the session; nothing was written.'
		});
	const page = await event.fetch(`/${event.locals.lang}/refused/tile`);
	return new Response(page.body, { status: 409, headers: page.headers });
}

/**
 * K3. Changing a shop needs her secret in this session. A form is asked for it once, with all that was typed going along,
 * and then does what it was sent for.
 * @returns nothing when the secret came and was right
 */
async function askSecret(event: RequestEvent): Promise<Response | undefined> {
	const { request, url, cookies, locals } = event;
	const { services, learner, sessionId, lang } = locals;
	if (!isForPerson(event))
		return problem({
			status: 403,
			tag: 'secret-needed',
			title: 'Changing a shop needs her secret in this session.'
		});
	const form = await request
		.clone()
		.formData()
		.catch(() => new FormData());
	const who = { learnerId: learner!.learnerId, sessionId: sessionId! };
	const proven = await proveByForm(services, cookies, who, form);
	if (proven.ok) {
		locals.proof = 'secret';
		request.formData = async () => form;
		return undefined;
	}
	const { fields, file, fault } = proven.refusal;
	const again = `/${lang}/login/again`;
	if (file)
		return new Response(null, {
			status: 303,
			headers: { location: `${again}?file&to=${encodeURIComponent(url.pathname)}` }
		});
	const body = new URLSearchParams(fields);
	const query = new URLSearchParams({
		to: url.pathname + url.search,
		...(fault && { fault: faultText(fault) })
	});
	const page = await event.fetch(`${again}?/carry&${query}`, {
		method: 'POST',
		body,
		headers: { accept: 'text/html' }
	});
	return new Response(page.body, { status: 403, headers: page.headers });
}

/** K4. A page of our own for a person, problem details for a program. */
async function refused(event: RequestEvent, tag: string): Promise<Response> {
	if (!isForPerson(event))
		return problem({ status: 403, tag, title: 'The request does not come from a page of this site.' });
	const page = await event.fetch(`/${event.locals.lang}/refused`);
	return new Response(page.body, { status: 403, headers: page.headers });
}

/** Made at its first reading: published pages carry no token and set no cookie (C1). */
function lazily(locals: App.Locals, name: 'formToken', make: () => string): void {
	let made: string | undefined;
	Object.defineProperty(locals, name, { get: () => (made ??= make()), enumerable: true });
}

function withHeaders(response: Response, url: URL): Response {
	for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
	if (VOICE_DESK.test(url.pathname)) response.headers.set('Permissions-Policy', WITH_MICROPHONE);
	const whose = FOR_OTHERS.test(url.pathname) ? 'cross-origin' : 'same-origin';
	response.headers.set('Cross-Origin-Resource-Policy', whose);
	// Data, and a picture that is refused to somebody who opens its address; a page has its own.
	if (response.status !== 304 && !response.headers.has('Content-Security-Policy'))
		response.headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
	// What is made for one person, or for one moment, is nobody else's.
	if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store');
	return response;
}

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const request = event.locals.requestId ?? requestId() ?? readRequestId(null);
	const number = numberOf(request);
	if (status < 500) return { message, number };
	logError('request failed', error, { request, number, route: event.route.id });
	// Kit's bare page (error.html) shows the message alone.
	return { message: `${message} (${number})`, number };
};
