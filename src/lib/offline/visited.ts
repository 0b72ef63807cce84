import { langOf } from '#lib/platform/country/lang.ts';
import { mayVisit, shellOf } from './cache-rules.ts';
import { savesData } from './ground.ts';
import { findKept } from './kept.ts';
import { whoPage } from './watch.ts';
import { within } from './within.ts';

/** Cache Storage: published pages, and what they load, as they passed by. */
const VISITED = 'visited';
const MOST = 60;

/** As it was last seen. @param path of a page; with its query for anything else */
export const findVisited = async (path: string): Promise<Response | undefined> =>
	(await caches.open(VISITED)).match(path, { ignoreVary: true });

/** Newest first. */
export const visitedPaths = async (): Promise<string[]> =>
	(await (await caches.open(VISITED)).keys()).map(({ url }) => new URL(url).pathname).reverse();

let last: Promise<unknown> = Promise.resolve();

/** Keeps a copy if it may, one after another; the oldest beyond {@link MOST} go. A full phone keeps none, and goes on. */
export function visit(path: string, answer: Response): Promise<unknown> {
	if (!mayVisit(path.split('?')[0]!, answer)) return last;
	const copy = answer.clone();
	return (last = last.then(() => put(path, copy)).catch(() => {}));
}

async function put(path: string, copy: Response): Promise<void> {
	const visited = await caches.open(VISITED);
	// Put anew, it is the newest.
	await visited.delete(path);
	await visited.put(path, copy);
	const keys = await visited.keys();
	for (const key of keys.slice(0, -MOST)) await visited.delete(key);
}

/** Scripts and pictures; what a practice says, and the scripts that a lesson brings after its first view (`data-bring`). */
const LOADED =
	/<(?:(?:script|img)\b[^>]*?\ssrc|link rel="modulepreload" href|(?:button|div)\b[^>]*?\sdata-bring)="(\/[^"]+)"/g;

const loadedBy = async (page: Response): Promise<string[]> =>
	[...(await page.text()).matchAll(LOADED)].map(([, path]) => path!.replace(/&amp;/g, '&'));

/** Brought since this worker woke, or on the way. */
const brought = new Map<string, Promise<boolean>>();

/**
 * With a page that the server made for her comes the published one that stands in for it without a signal, and the wall
 * where she opens and closes her work: what she used once opens again, though she never took a course home. Some twenty
 * kilobytes once a version; where she wishes to save, none.
 * @param path of a page that the server made for whoever is open here; any other brings nothing
 */
export async function visitShells(path: string): Promise<void> {
	const shell = shellOf(path);
	if (!shell || savesData() || /^\/\w+\/badge\//.test(path)) return;
	for (const page of [shell, whoPage(path)!]) {
		if ((await brought.get(page)) && (await findVisited(page))) continue;
		const coming = bring(page).catch(() => false);
		brought.set(page, coming);
		await coming;
	}
}

/**
 * T7. With any page comes, once a version, the one to say that somebody troubles her: a few kilobytes, so that it opens
 * without a signal, and lies on every phone alike, whoever has opened it.
 */
export async function visitSafe(path: string): Promise<void> {
	const lang = langOf(path);
	const page = `/${lang}/safe`;
	if (!lang || path === page || ((await brought.get(page)) && (await findVisited(page)))) return;
	const coming = bring(page).catch(() => false);
	brought.set(page, coming);
	await coming;
}

/** A page and what it loads, itself last: an older one stays whole until the newer one is. */
async function bring(path: string): Promise<boolean> {
	if (await findKept({ pathname: path, search: '' })) return true;
	const page = await fetchPart(path);
	const copy = page.clone();
	for (const part of await loadedBy(page))
		await visit(part, (await findVisited(part)) ?? (await fetchPart(part)));
	await visit(path, copy);
	return true;
}

/** @throws where it does not come soon, or is not what is published */
async function fetchPart(path: string): Promise<Response> {
	const answer = (await within(fetch(path, { credentials: 'omit' }))) as Response | undefined;
	if (!answer || !mayVisit(path.split('?')[0]!, answer)) throw new Error(`${path} did not come`);
	return answer;
}

/**
 * A page that was open before the worker was there: kept from the browser's own memory, with what it has loaded.
 * Nothing is fetched for it.
 */
export async function visitOpen({ pathname, origin }: URL): Promise<void> {
	const atHand = async (path: string) => {
		const answer = await fetch(origin + path, { cache: 'only-if-cached', mode: 'same-origin' }).catch(
			() => undefined
		);
		if (answer) await visit(path, answer);
		return answer;
	};
	const page = await atHand(pathname);
	if (!page?.headers.has('x-qadam-part')) return;
	for (const path of await loadedBy(page)) await atHand(path);
}
