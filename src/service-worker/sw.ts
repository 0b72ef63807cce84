/** Registers the rules of lib/offline; no logic of its own. Built apart into one classic script (build-service-worker.ts). */
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import {
	active,
	answer,
	answerForm,
	bareNotice,
	cacheRule,
	closeIfLeft,
	closeSession,
	dropAnswered,
	ensureSession,
	errands,
	findKept,
	findVisited,
	findVoice,
	isDear,
	keepForm,
	keepWatch,
	offlinePage,
	openIndexedDb,
	readNotice,
	shellOf,
	speaksForHer,
	updateKept,
	visit,
	visitOpen,
	visitSafe,
	visitShells,
	whoPage,
	within,
	type CacheRule,
	type Errands,
	type PhoneStore
} from '#lib/offline/index.ts';

const scope = self as unknown as WorkerScope;

/* What pages ask for */

interface Asked {
	request: Request;
	url: URL;
	/** `clientId`: of the page that she leaves. */
	event: { waitUntil(work: Promise<unknown>): void; readonly clientId?: string };
}

/** The copy is made before anybody reads the answer, and also of one that came too late for her patience. */
const network = (path: string, { request, event }: Asked): Promise<Response> => {
	const fresh = fetch(request);
	const keep = async (answer: Response) => {
		await visit(path, answer);
		if (!answer.ok) return;
		if (request.mode === 'navigate') await visitSafe(path);
		if (!shellOf(path)) return;
		const open = await store().then((phone) => phone.read(active));
		if (open?.learnerId) await visitShells(path);
	};
	event.waitUntil(fresh.then(keep).catch(() => {}));
	return fresh;
};
/**
 * K3. A tile that was left too long is closed before any page of hers is shown, the server's ones too. Where nothing can be
 * read there is no tile to close, and the page is answered all the same; so it is where the store does not answer, as in
 * WebKit when the page before went in the middle of writing. What it says late still counts.
 */
async function whenLeft({ url, event }: Asked): Promise<Response | undefined> {
	const to = whoPage(url.pathname);
	if (!to) return undefined;
	const close = async (except?: string) => Promise.all([closeSession(await store()), sendAway(except)]);
	const isLeft = store()
		.then((phone) => closeIfLeft(phone))
		.catch(() => false);
	const answer = await within(isLeft);
	if (answer === undefined) void isLeft.then((late) => (late ? close() : undefined));
	if (!answer) return undefined;
	event.waitUntil(close(event.clientId));
	return Response.redirect(to, 302);
}

/** A page that the server makes for one person: her session is opened first, if there is a signal for it. */
const withSession = async (path: string): Promise<void> => {
	if (shellOf(path) || speaksForHer(path)) await within(store().then(ensureSession)).catch(() => {});
};
const page = (pathname: string) => ({ pathname, search: '' });

const ANSWERS: Record<CacheRule, (asked: Asked) => Promise<Response>> = {
	page: async (asked) => {
		const path = asked.url.pathname;
		const shell = shellOf(path);
		const closed = whenLeft(asked);
		const found = answer({
			kept: () => findKept(page(path)),
			network: () => withSession(path).then(() => network(path, asked)),
			visited: () => findVisited(path),
			shell: async () => (shell ? findKept(page(shell)) : undefined),
			standIn: async () => (shell ? findVisited(shell) : undefined),
			offline: () => matchPrecache(offlinePage(path))
		});
		return (await closed) ?? found;
	},
	asset: (asked) => {
		const path = asked.url.pathname + asked.url.search;
		return answer({
			kept: async () => (await findKept(asked.url)) ?? matchPrecache(path),
			network: () => network(path, asked),
			visited: () => findVisited(path)
		});
	},
	voice: async ({ url, request }) =>
		(await findVoice(url.pathname, request.headers.get('range')).catch(() => undefined)) ?? fetch(request),
	app: async ({ url, request }) => (await matchPrecache(url.pathname)) ?? fetch(request),
	form: ({ request, url }) =>
		answerForm(
			request,
			(form) => withSession(url.pathname).then(() => fetch(form)),
			async (form) => {
				await keepForm(await store(), form);
				await wakeLater();
			},
			(form) => within(store().then((phone) => dropAnswered(phone, form)))
		)
};

for (const method of ['GET', 'POST'] as const)
	registerRoute(
		({ request, url, sameOrigin }) => {
			const rule = cacheRule({
				method: request.method,
				navigates: request.mode === 'navigate',
				fetched: request.mode !== 'navigate' && request.destination === '',
				own: sameOrigin,
				path: url.pathname
			});
			return rule && { rule };
		},
		(asked) => ANSWERS[(asked.params as { rule: CacheRule }).rule](asked),
		method
	);

/* What waits on this phone. Pages and worker say to each other 'flush', 'work' and 'closed', and which page of
   hers will be wanted; they may be of any two builds. */

let opened: Promise<PhoneStore> | undefined;
const store = () =>
	(opened ??= openIndexedDb().catch((fault: unknown) => {
		opened = undefined;
		throw fault;
	}));

async function tellPages(): Promise<void> {
	for (const client of await scope.clients.matchAll({ type: 'window', includeUncontrolled: true }))
		client.postMessage('work');
}

let mine: Errands | undefined;
const toDo = async () =>
	(mine ??= errands(
		await store(),
		() => void tellPages(),
		// Where bytes cost her something nothing is fetched unasked, and the day has not been used.
		async () => !isDear() && (await updateKept()).ok
	));

/** Background Sync, where the browser has it: it wakes this worker when there is a signal again. */
const wakeLater = async () => scope.registration.sync?.register('outbox').catch(() => {});

async function run(): Promise<void> {
	const { run, isWaiting } = await toDo();
	await run();
	if (await isWaiting()) await wakeLater();
}

/** A tile was closed: no page of this phone goes on showing whose it was. A lesson's script has no room to go by itself. */
async function sendAway(except?: string): Promise<void> {
	for (const client of await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })) {
		const to = whoPage(new URL(client.url).pathname);
		if (to && client.id !== except) await client.navigate(to).catch(() => client.postMessage('closed'));
	}
}

/** K3. Every page says now and then whether it was touched (phone.ts); what nobody touches is closed. */
async function watch(touched: boolean): Promise<void> {
	if (!(await keepWatch(await store(), touched))) return;
	await Promise.all([closeSession(await store()), sendAway()]);
}

scope.addEventListener('message', (event) => {
	const { data, source } = event;
	if (data === 'flush') event.waitUntil(Promise.all([watch(false), run()]));
	else if (data === 'closed') event.waitUntil(sendAway(source?.id));
	else if (typeof data === 'string') event.waitUntil(visitShells(data));
	else event.waitUntil(watch(data === 1));
});
scope.addEventListener('sync', (event) => {
	if (event.tag !== 'outbox') return;
	const work = toDo().then(async ({ run, isWaiting }) => {
		await run();
		// A rejection is how the browser learns that it shall wake us again.
		if (await isWaiting()) throw new Error('something still waits');
	});
	event.waitUntil(work);
});

/* A push carries nothing (docs/decisions/021): what is shown lies here, names nobody, and takes the place of the one before. */

async function showNotice(): Promise<void> {
	const kept = within(store().then(readNotice)).catch(() => undefined);
	const { title, body, open } = (await kept) || bareNotice;
	const icon = '/icons/icon-192.png';
	await scope.registration.showNotification(title, { body, icon, tag: 'news', data: open });
}

async function openNotice(path: string): Promise<unknown> {
	const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const there = pages.find(({ url }) => new URL(url).pathname === path);
	return there ? there.focus() : scope.clients.openWindow(path);
}

scope.addEventListener('push', (event) => event.waitUntil(showNotice()));
scope.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(openNotice(event.notification.data as string));
});

/* A new build takes over at once: pages have all their scripts, and what they ask for is answered as before. */

precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();
scope.addEventListener('install', () => void scope.skipWaiting());
scope.addEventListener('activate', (event) => {
	event.waitUntil(scope.clients.claim());
	// Not waited for: until a worker is active, pages get no answer.
	const begin = async () => {
		for (const { url } of await scope.clients.matchAll({ type: 'window', includeUncontrolled: true }))
			await visitOpen(new URL(url));
		await run();
	};
	void begin();
});
