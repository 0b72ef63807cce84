/** Taking a course home: the size before, a break in the middle, every part by its hash, removal, a full phone. */
import type { Browser, CDPSession, Page } from '@playwright/test';
import { startServer, type TestServer } from '../support/server.ts';
import { expect, expectAccessible, test, type Lang } from './test.ts';

interface Part {
	path: string;
	sha256: string;
	size: number;
	brSize: number;
}
interface Record_ {
	edition: string;
	whole: boolean;
	parts: Record<string, [string, number, number]>;
}

const COURSE = 'selling-online';
const home = (lang: Lang) => `/${lang}/learn/${COURSE}`;

// The course is fetched past any worker: what is counted and cut here is the line itself.
test.use({ serviceWorkers: 'block' });

const card = (page: Page) => page.locator('[data-keep] [data-place]').first();
const act = (page: Page, name: string) => page.locator(`[data-place] [data-do=${name}]`).first();
const isWhole = (page: Page) => expect(act(page, 'sure')).toBeVisible({ timeout: 30_000 });

/** Parts of a course and of the pages around it, equal ones once. */
async function partsOf(server: TestServer, lang: Lang): Promise<Part[]> {
	const answers = await Promise.all(
		[COURSE, '_app'].map((course) => fetch(`${server.url}/api/editions/${course}/${lang}`))
	);
	const editions = (await Promise.all(answers.map((a) => a.json()))) as { parts: Part[] }[];
	return [...new Map(editions.flatMap((e) => e.parts).map((p) => [p.sha256, p])).values()];
}
const sum = (parts: readonly Part[]) => parts.reduce((all, { brSize }) => all + brSize, 0);
const inMega = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);

/** Paths of parts that this page asks for, from now on. */
function watchParts(page: Page): string[] {
	const asked: string[] = [];
	page.on('request', (request) => {
		const { pathname, search } = new URL(request.url());
		if (request.resourceType() === 'fetch' && !pathname.startsWith('/api/')) asked.push(pathname + search);
	});
	return asked;
}

/** Lets so many parts through, then holds the line until it is opened. */
async function holdAfter(page: Page, most: number): Promise<() => void> {
	let open!: () => void;
	const opened = new Promise<void>((resolve) => (open = resolve));
	let left = most;
	await page.route('**/*', async (route) => {
		const path = new URL(route.request().url()).pathname;
		if (route.request().resourceType() === 'fetch' && !path.startsWith('/api/') && left-- <= 0) await opened;
		await route.continue().catch(() => undefined);
	});
	return open;
}

/** A page whose console may complain: cut lines are what is tested. */
async function roughPage(browser: Browser, server: TestServer): Promise<Page> {
	const context = await browser.newContext({
		baseURL: server.url,
		viewport: { width: 360, height: 640 },
		serviceWorkers: 'block'
	});
	return context.newPage();
}

const record = (page: Page, key: string) =>
	page.evaluate(
		async (path) => (await (await caches.open('kept')).match(path))?.json() as Promise<Record_ | undefined>,
		`/kept/${key}`
	);

/** Hashes every kept part where it lies. @returns how many are right, and paths that are not */
const verify = (page: Page, parts: readonly Part[]) =>
	page.evaluate(async (all) => {
		const cache = await caches.open('parts');
		const wrong: string[] = [];
		for (const { path, sha256 } of all) {
			const found = await cache.match(`/parts/${sha256}`);
			const hash = await crypto.subtle.digest('SHA-256', (await found?.arrayBuffer()) ?? new ArrayBuffer(0));
			const hex = [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('');
			if (hex !== sha256) wrong.push(path);
		}
		return { right: all.length - wrong.length, wrong, lying: (await cache.keys()).length };
	}, parts as Part[]);

/** Leaves the phone with the edition before this one: another text of one lesson. */
const makeOlder = (page: Page, lesson: Part) =>
	page.evaluate(
		async ([key, path, sha256]) => {
			const [kept, cache] = [await caches.open('kept'), await caches.open('parts')];
			const old = (await (await kept.match(key!))!.json()) as Record_;
			old.edition = 'before';
			old.parts[path!] = ['0'.repeat(64), 3, 3];
			await kept.put(key!, new Response(JSON.stringify(old)));
			const page = new Response('old', { headers: { 'content-type': 'text/html' } });
			await cache.put(`/parts/${'0'.repeat(64)}`, page);
			await cache.delete(`/parts/${sha256}`);
		},
		[`/kept/${COURSE}/ur`, lesson.path, lesson.sha256]
	);

/** Bytes of bodies as they came over the wire, by the browser's own count. */
async function countWire(session: CDPSession): Promise<() => number> {
	const parts = new Set<string>();
	let bytes = 0;
	session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
		if (type === 'Fetch' && !request.url.includes('/api/')) parts.add(requestId);
	});
	session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
		if (parts.has(requestId)) bytes += encodedDataLength;
	});
	await session.send('Network.enable');
	await session.send('Network.setCacheDisabled', { cacheDisabled: true });
	return () => bytes;
}

for (const lang of ['ur', 'en'] as const)
	test(`C2 the size said before is what travels, and every part is verified (${lang})`, async ({
		page,
		server
	}) => {
		const parts = await partsOf(server, lang);
		await page.goto(home(lang));
		await expect(act(page, 'keep')).toBeEnabled();
		await expect(act(page, 'keep')).toContainText(inMega(sum(parts)));
		const wire = await countWire(await page.context().newCDPSession(page));
		const asked = watchParts(page);
		await act(page, 'keep').click();
		await isWhole(page);
		expect(asked).toHaveLength(parts.length);
		expect(new Set(asked).size).toBe(parts.length);
		expect(wire() / sum(parts)).toBeGreaterThan(0.97);
		expect(wire() / sum(parts)).toBeLessThan(1.03);
		expect(await verify(page, parts)).toEqual({ right: parts.length, wrong: [], lying: parts.length });
		expect((await record(page, `${COURSE}/${lang}`))?.whole).toBe(true);
		expect((await record(page, `_app/${lang}`))?.whole).toBe(true);
		await expectAccessible(page, 'a kept course');

		await page.goto(`/${lang}`);
		await expect(page.locator(`[data-kept="${COURSE}/${lang}"]`)).toBeVisible();
	});

test('C2 a cut in the middle: what came stays, the rest comes by itself with the signal', async ({
	browser,
	server
}) => {
	const page = await roughPage(browser, server);
	const parts = await partsOf(server, 'ur');
	let left = 20;
	await page.route('**/*', (route) => {
		const { pathname } = new URL(route.request().url());
		const isPart = route.request().resourceType() === 'fetch' && !pathname.startsWith('/api/');
		return isPart && left-- <= 0 ? route.abort('connectionreset') : route.continue();
	});
	await page.goto(home('ur'));
	await act(page, 'keep').click();
	await expect(act(page, 'start')).toBeVisible();
	// Of the parts that are asked for at once (fetch-parts.ts: six), those on their way when the line broke are lost with it.
	const came = (await verify(page, parts)).right;
	expect(came).toBeGreaterThan(20 - 6);
	expect(came).toBeLessThanOrEqual(20);
	expect((await record(page, `${COURSE}/ur`))?.whole).toBe(false);
	await expectAccessible(page, 'no signal');

	await page.unroute('**/*');
	const asked = watchParts(page);
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await isWhole(page);
	expect(asked, 'only what is missing').toHaveLength(parts.length - came);
	expect(await verify(page, parts)).toMatchObject({ right: parts.length, wrong: [] });
	await page.context().close();
});

test('C2 stopped, the page closed, opened again: the rest is offered with its size, or what came is removed', async ({
	page,
	server
}) => {
	const parts = await partsOf(server, 'ur');
	const open = await holdAfter(page, 12);
	await page.goto(home('ur'));
	await act(page, 'keep').click();
	await expect(page.locator('[role=progressbar]')).toBeVisible();
	await expect.poll(async () => (await verify(page, parts)).right).toBe(12);
	await expectAccessible(page, 'coming');
	await act(page, 'pause').click();
	await expect(act(page, 'drop')).toBeVisible();
	await expectAccessible(page, 'stopped');
	open();
	await page.unroute('**/*');

	await page.reload();
	await expect(act(page, 'drop')).toBeVisible();
	const asked = watchParts(page);
	await act(page, 'keep').click();
	await isWhole(page);
	expect(asked).toHaveLength(parts.length - 12);

	await act(page, 'sure').click();
	await act(page, 'drop').click();
	await expect(act(page, 'keep')).toBeEnabled();
	expect((await verify(page, parts)).lying).toBe(0);
});

test('two tabs: the other says how far it is, and may stop it', async ({ page, server }) => {
	const parts = await partsOf(server, 'ur');
	const open = await holdAfter(page, 5);
	await page.goto(home('ur'));
	const other = await page.context().newPage();
	await other.goto(home('ur'));
	await expect(act(other, 'keep')).toBeEnabled();
	await act(page, 'keep').click();
	await expect(other.locator('[role=progressbar]')).toBeVisible();
	await act(other, 'pause').click();
	await expect(act(page, 'drop')).toBeVisible();
	await expect(act(other, 'drop')).toBeVisible();
	open();
	await page.unroute('**/*');
	await act(other, 'keep').click();
	await isWhole(other);
	await isWhole(page);
	expect(await verify(other, parts)).toMatchObject({ right: parts.length, lying: parts.length });
});

test('mobile data or a wish to save: she is asked first, with the size', async ({ page, server }) => {
	await page.addInitScript(() =>
		Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '3g' } })
	);
	const asked = watchParts(page);
	await page.goto(home('ur'));
	await act(page, 'keep').click();
	await expect(card(page)).toContainText(inMega(sum(await partsOf(server, 'ur'))));
	await expectAccessible(page, 'asked');
	await act(page, 'look').click();
	await expect(act(page, 'keep')).toBeEnabled();
	expect(asked).toEqual([]);
	await act(page, 'keep').click();
	await act(page, 'start').click();
	await isWhole(page);
});

test('C2 a part that comes wrong twice is named; the next try fetches it alone', async ({ page, server }) => {
	const wrong = `${home('ur')}/a3`;
	await page.route(`**${wrong}`, (route) =>
		route.fulfill({ contentType: 'text/html', body: 'the page of a café' })
	);
	await page.goto(home('ur'));
	await act(page, 'keep').click();
	await expect(card(page)).toContainText(wrong);
	expect((await record(page, `${COURSE}/ur`))?.whole).toBe(false);
	await expectAccessible(page, 'a wrong part');
	await page.unroute(`**${wrong}`);
	await act(page, 'start').click();
	await isWhole(page);
	const parts = await partsOf(server, 'ur');
	expect(await verify(page, parts)).toMatchObject({ right: parts.length, wrong: [] });
});

test('C2 an update fetches what changed; parts that the browser let go are missed and fetched again', async ({
	page,
	server
}) => {
	const parts = await partsOf(server, 'ur');
	const lesson = parts.find(({ path }) => path === `${home('ur')}/a2`)!;
	await page.goto(home('ur'));
	await act(page, 'keep').click();
	await isWhole(page);
	await makeOlder(page, lesson);
	const asked = watchParts(page);
	await page.reload();
	await expect(act(page, 'keep')).toContainText(String(Math.ceil(lesson.brSize / 1024)));
	await expectAccessible(page, 'an update');
	await act(page, 'keep').click();
	await expect(act(page, 'keep')).toBeHidden();
	await isWhole(page);
	expect(asked).toEqual([lesson.path]);
	expect(await verify(page, parts)).toEqual({ right: parts.length, wrong: [], lying: parts.length });

	asked.length = 0;
	await page.evaluate(async (key) => (await caches.open('parts')).delete(key), `/parts/${lesson.sha256}`);
	await page.reload();
	await expect(act(page, 'keep')).toBeVisible();
	await expectAccessible(page, 'parts let go');
	await act(page, 'keep').click();
	await expect(act(page, 'keep')).toBeHidden();
	await isWhole(page);
	expect(asked).toEqual([lesson.path]);
});

test.describe('with the worker behind the page', () => {
	test.use({ serviceWorkers: 'allow' });

	test('C2 an update goes past what is kept; then, the server stopped, every page of the course opens', async ({
		browser
	}) => {
		test.setTimeout(240_000);
		const server = await startServer();
		try {
			const context = await browser.newContext({
				baseURL: server.url,
				viewport: { width: 360, height: 640 }
			});
			const page = await context.newPage();
			const parts = await partsOf(server, 'ur');
			const lesson = parts.find(({ path }) => path === `${home('ur')}/a2`)!;
			await page.goto(home('ur'));
			await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
			await page.waitForFunction(() => navigator.serviceWorker.controller);
			await act(page, 'keep').click();
			await isWhole(page);
			await makeOlder(page, lesson);
			await page.goto(home('ur'));
			await act(page, 'keep').click();
			await expect(act(page, 'keep')).toBeHidden();
			await isWhole(page);
			expect(await verify(page, parts)).toEqual({ right: parts.length, wrong: [], lying: parts.length });

			await server.stop('SIGKILL');
			const pages = parts
				.map(({ path }) => path)
				.filter((path) => path.startsWith('/ur') && !path.endsWith('.js'));
			expect(pages.length).toBeGreaterThan(10);
			for (const path of pages) {
				await page.goto(path);
				await expect(page.locator('main'), path).toBeVisible();
				await expect(page.locator('main [data-gap]'), path).toHaveCount(0);
				const broken = await page
					.locator('img:not([loading=lazy])')
					.evaluateAll((all) => all.filter((img) => !(img as HTMLImageElement).naturalWidth).length);
				expect(broken, `pictures of ${path}`).toBe(0);
			}
			await context.close();
		} finally {
			await server.stop();
			server.remove();
		}
	});
});

test('S8 a full phone: a choice in plain words, and removing touches no work', async ({ page }) => {
	await page.goto(`${home('ur')}/a1`);
	await expect(page.locator('.steps.live')).toBeAttached();
	await page.locator('[data-do]').click();
	const events = () =>
		page.evaluate(
			() =>
				new Promise<number>((resolve, reject) => {
					const opening = indexedDB.open('phone');
					opening.onerror = () => reject(opening.error);
					opening.onsuccess = () => {
						const count = opening.result.transaction('events').objectStore('events').count();
						count.onsuccess = () => resolve(count.result);
					};
				})
		);
	await expect.poll(events).toBeGreaterThan(0);
	const work = await events();
	await page.goto(home('en'));
	await act(page, 'keep').click();
	await isWhole(page);

	await page.addInitScript(() => {
		const { storage } = navigator;
		const estimate = storage.estimate.bind(storage);
		storage.estimate = async () =>
			'roomy' in document.documentElement.dataset ? estimate() : { quota: 9, usage: 9 };
	});
	await page.goto(home('ur'));
	const asked = watchParts(page);
	await act(page, 'keep').click();
	const other = page.locator(`[data-other="${COURSE}/en"]`);
	await expect(other).toBeVisible();
	await expectAccessible(page, 'a full phone');
	expect(asked).toEqual([]);
	await act(page, 'look').click();
	await expect(act(page, 'keep')).toBeEnabled();
	await act(page, 'keep').click();
	await expect(other).toBeVisible();
	await page.evaluate(() => (document.documentElement.dataset.roomy = ''));
	await other.click();
	await isWhole(page);
	expect(await record(page, `${COURSE}/en`)).toBeUndefined();
	expect(await events()).toBe(work);
});

test('full in the middle: the browser’s own refusal is the same choice', async ({ page }) => {
	await page.addInitScript(() => {
		const { put } = Cache.prototype;
		let left = 30;
		Cache.prototype.put = function (key, answer) {
			if (left-- <= 0) throw new DOMException('full', 'QuotaExceededError');
			return put.call(this, key, answer);
		};
	});
	await page.goto(home('ur'));
	await act(page, 'keep').click();
	await expect(act(page, 'look')).toBeVisible();
	expect(await page.evaluate(async () => (await (await caches.open('parts')).keys()).length)).toBe(0);
});

for (const lang of ['ur', 'en'] as const)
	test(`what is kept: listed with its room, removed after a question, and then nothing (${lang})`, async ({
		page
	}) => {
		await page.goto(`/${lang}/kept`);
		await expect(page.locator('[data-none]')).toBeVisible();
		await expectAccessible(page, 'nothing kept');
		await page.goto(home(lang));
		await act(page, 'keep').click();
		await isWhole(page);
		await page.goto(`/${lang}/kept`);
		await expect(page.locator('[data-row]:visible')).toHaveCount(1);
		await expect(page.locator('[data-row]:visible [data-room]')).toContainText(/\d/);
		await expectAccessible(page, 'one kept');
		const sure = page.locator('[data-row]:visible [data-do=sure]');
		await sure.click();
		await expectAccessible(page, 'sure?');
		await page.locator('[data-row]:visible [data-do=look]').click();
		await sure.click();
		await page.locator('[data-row]:visible [data-do=drop]').click();
		await expect(page.locator('[data-none]')).toBeVisible();
		await expect(page.locator('[data-row]:visible')).toHaveCount(0);
	});

test('without scripts or a cache nothing is offered that cannot work', async ({ browser, page, server }) => {
	const plain = await browser.newPage({ javaScriptEnabled: false, baseURL: server.url });
	await plain.goto(home('ur'));
	await expect(plain.locator('[data-keep]')).toBeHidden();
	await plain.goto('/ur/kept');
	await expect(plain.locator('main noscript p, main > p:visible')).toHaveCount(1);
	await plain.close();
	await page.addInitScript(() => Reflect.deleteProperty(window, 'caches'));
	await page.goto(home('ur'));
	await page.waitForLoadState('networkidle');
	await expect(page.locator('[data-keep]')).toBeHidden();
	await page.goto('/ur/kept');
	await expect(page.locator('[data-cannot]')).toBeVisible();
});
