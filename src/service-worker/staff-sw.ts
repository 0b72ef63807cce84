/**
 * The worker of the staff's side, of whoever keeps a class on her phone (docs/decisions/014). With a signal it changes
 * nothing; without one every staff page leads to the page without names. It has no key: it reads nothing and sends nothing.
 */
import { below, langOf, otherOf } from '#lib/platform/country/lang.ts';
import {
	endShell,
	findShell,
	keepShell,
	openClassStore,
	shellPath,
	tellLeft,
	wipeNames,
	wipeUnseen
} from '#lib/class-phone/index.ts';

const scope = self as unknown as WorkerScope;

/** A gateway speaking for a server that is not there. */
const isNobody = ({ status }: Response): boolean => status >= 502 && status <= 504;

async function end(): Promise<void> {
	await endShell();
	await scope.registration.unregister();
}

async function toShell(lang: string, otherwise?: Response, mark = ''): Promise<Response> {
	if (await findShell(shellPath(lang))) return Response.redirect(shellPath(lang) + mark, 302);
	return otherwise ?? Response.error();
}

/** What the server says; nothing where nobody does. */
const ask = (request: Request): Promise<Response | undefined> => fetch(request).catch(() => undefined);

async function page(request: Request, lang: string): Promise<Response> {
	const answer = await ask(request);
	return answer && !isNobody(answer) ? answer : toShell(lang, answer);
}

/** As it lies here, so that it opens at once; a newer one is for the next time. */
async function shell(event: WorkerFetchEvent, lang: string): Promise<Response> {
	const kept = await findShell(shellPath(lang));
	if (!kept) return fetch(event.request);
	event.waitUntil(keepShell(lang).catch(() => {}));
	return kept;
}

/** She logs out: names go first, whether or not there is a signal to log out by. Without one the page says what is left to do. */
async function leave(request: Request, lang: string): Promise<Response> {
	const isEmpty = await openClassStore()
		.then(wipeNames)
		.catch(() => false);
	tellLeft();
	const answer = await ask(request);
	if (!answer || isNobody(answer)) {
		const kept = (await findShell(shellPath(lang))) ? lang : otherOf(lang);
		return toShell(kept, answer, '#still-in');
	}
	if (isEmpty) await end().catch(() => {});
	return answer;
}

async function lookUnseen(): Promise<void> {
	if (await wipeUnseen(await openClassStore())) await end();
}

scope.addEventListener('fetch', (event) => {
	const { request } = event;
	const { pathname, origin } = new URL(request.url);
	if (origin !== scope.location.origin) return;
	const lang = below(/\/staff(?:\/|$)/).test(pathname) ? langOf(pathname) : undefined;
	if (request.mode === 'navigate' && lang) {
		if (request.method !== 'GET') {
			if (pathname.endsWith('/staff/logout')) event.respondWith(leave(request, lang));
			return;
		}
		const isShell = pathname === shellPath(lang);
		// The page looks by itself, when it has come with all that it loads.
		if (!isShell) event.waitUntil(lookUnseen().catch(() => {}));
		event.respondWith(isShell ? shell(event, lang) : page(request, lang));
	} else if (request.method === 'GET' && /^\/(?:i|_app)\/.*\.(?:js|css)$/.test(pathname))
		event.respondWith(findShell(pathname).then((kept) => kept ?? fetch(request)));
});

scope.addEventListener('install', () => void scope.skipWaiting());
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
