import { EITHER, LANGS } from '#lib/platform/country/lang.ts';
import { serviceWorker } from '../offline/index.ts';

/** Cache Storage: the page without names, and what it loads. */
const SHELL = 'class';
const WORKER = '/staff-worker.js';
/** Between the pages and workers of a phone: she has logged out, no page goes on showing a class. */
const LEFT = 'class-left';

export const shellPath = (lang: string): string => `/${lang}/staff/offline`;

/** As it was last brought. @param path of the page, or of what it loads */
export const findShell = async (path: string): Promise<Response | undefined> =>
	(await caches.open(SHELL)).match(path, { ignoreVary: true });

const LOADED = /<(?:script\b[^>]*?\ssrc|link\b[^>]*?\shref)="([^"]+)"/g;

/** Brings the page and what it loads, itself last: an older one stays whole until the newer one is. */
export async function keepShell(lang: string): Promise<void> {
	const path = shellPath(lang);
	const shell = await caches.open(SHELL);
	const page = await fetch(path, { credentials: 'omit', cache: 'no-cache' });
	if (!page.ok || page.redirected) throw new Error(`${path} did not come`);
	const copy = page.clone();
	const loaded = [...(await page.text()).matchAll(LOADED)]
		.map(([, href]) => new URL(href!.replace(/&amp;/g, '&'), page.url))
		.filter((url) => url.origin === location.origin && /\.(?:js|css)$/.test(url.pathname))
		.map((url) => url.pathname);
	for (const part of loaded) {
		if (await shell.match(part)) continue;
		const answer = await fetch(part, { credentials: 'omit' });
		if (!answer.ok) throw new Error(`${part} did not come`);
		await shell.put(part, answer);
	}
	await shell.put(path, copy);
	for (const { url } of await shell.keys()) {
		const { pathname } = new URL(url);
		// The page of the other language loads the same script.
		if (!loaded.includes(pathname) && /\.(?:js|css)$/.test(pathname)) await shell.delete(pathname);
	}
}

const isAtWork = ({ installing, waiting, active }: ServiceWorkerRegistration): Promise<void> =>
	new Promise((resolve, reject) => {
		const coming = installing ?? waiting;
		if (active || !coming) return resolve();
		coming.onstatechange = () => {
			if (coming.state === 'activated') resolve();
			if (coming.state === 'redundant') reject(new Error('the worker did not come'));
		};
	});

/**
 * From now on the page opens without a signal, and stands in for every staff page of this language. Log-out is seen to on
 * pages of the other language too, where no page is kept.
 */
export async function beginShell(lang: string): Promise<void> {
	await keepShell(lang);
	for (const each of LANGS) {
		const registration = await serviceWorker?.register(WORKER, { scope: `/${each}/staff` });
		if (registration) await isAtWork(registration);
	}
}

export const tellLeft = (): void => {
	const channel = new BroadcastChannel(LEFT);
	channel.postMessage(0);
	channel.close();
};

/** For as long as the page stands. */
export const onLeft = (then: () => void): void => {
	new BroadcastChannel(LEFT).onmessage = then;
};

/** With the last class goes the page, and its worker; a worker ends itself. */
export async function endShell(): Promise<void> {
	await caches.delete(SHELL);
	const all = (await serviceWorker?.getRegistrations()) ?? [];
	const own = all.filter(({ scope }) => new RegExp(`/${EITHER}/staff$`).test(scope));
	await Promise.all(own.map((registration) => registration.unregister()));
}
