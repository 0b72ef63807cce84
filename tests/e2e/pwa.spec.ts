/** The app on her phone: what the service worker answers when the server is away, and when it may be put on her screen. */
import type { BrowserContext, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { startDemo } from '../support/demo.ts';
import { learn } from '../support/live.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { expect, expectAccessible, test } from './test.ts';

const A1 = '/ur/learn/selling-online/a1';

interface Phone {
	server: TestServer;
	page: Page;
	context: BrowserContext;
}

const phone = test.extend<{ phone: Phone }>({
	// A server of its own: it is stopped in the middle.
	phone: async ({ browser }, use) => {
		const server = await startServer();
		const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 640 } });
		await use({ server, context, page: await context.newPage() });
		await context.close();
		await server.stop();
		server.remove();
	}
});

/** Opens a page and waits until the worker answers for it. */
async function visit(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await page.waitForFunction(() => navigator.serviceWorker.controller);
}

const visited = (page: Page) =>
	page.evaluate(async () => {
		const keys = await (await caches.open('visited')).keys();
		return keys.map(({ url }) => new URL(url).pathname);
	});

for (const lang of ['ur', 'en'] as const)
	test(`the app can be put on the screen (${lang})`, async ({ page, server, request }) => {
		await page.goto(`/${lang}`);
		const address = `/${lang}/app.webmanifest`;
		await expect(page.locator('link[rel=manifest]')).toHaveAttribute('href', address);
		const answer = await request.get(server.url + address);
		expect(answer.headers()['content-type']).toBe('application/manifest+json');
		const manifest = (await answer.json()) as {
			icons: { src: string; sizes: string; purpose: string }[];
			shortcuts: { name: string; url: string }[];
		};
		expect(manifest).toMatchObject({
			id: '/',
			lang,
			dir: lang === 'ur' ? 'rtl' : 'ltr',
			start_url: `/${lang}?home`,
			scope: '/',
			display: 'standalone'
		});
		for (const { src, sizes } of manifest.icons) {
			const icon = await request.get(server.url + src);
			expect(icon.status(), src).toBe(200);
			if (sizes === 'any') continue;
			const { width, height } = await sharp(await icon.body()).metadata();
			expect(`${width}x${height}`, src).toBe(sizes);
		}
		expect(manifest.icons.filter(({ purpose }) => purpose === 'maskable')).toHaveLength(2);
		expect(manifest.shortcuts.map(({ url }) => url)).toEqual([
			`/${lang}?next`,
			`/${lang}/sell`,
			`/${lang}/me`
		]);
	});

test('the shortcut leads to her next lesson, and Back does not lead through it', async ({ page }) => {
	await page.goto('/ur/help');
	await page.goto('/ur?next');
	await expect(page).toHaveURL(new RegExp(`${A1}$`));
	await page.goBack();
	await expect(page).toHaveURL(/\/ur\/help$/);
});

test('the worker is asked about at every start, and may reach this site alone', async ({
	server,
	request
}) => {
	const { headers } = await request
		.get(`${server.url}/service-worker.js`)
		.then((a) => ({ headers: a.headers() }));
	expect(headers['cache-control']).toBe('no-cache');
	expect(headers['content-type']).toBe('text/javascript');
	expect(headers['content-security-policy']).toBe("default-src 'none'; connect-src 'self'");
});

phone('a lesson that was open on the very first visit opens again without a signal', async ({ phone }) => {
	const { page, server } = phone;
	await visit(page, A1);
	await expect.poll(() => visited(page)).toContain(A1);
	await expect
		.poll(async () => (await visited(page)).filter((path) => /^\/i\/(?:play|voice)-|\/play\.js$/.test(path)))
		.toHaveLength(3);
	await server.stop();
	await page.reload();
	await expect(page.locator('.steps.live')).toBeAttached();
	const picture = page.locator('.steps img:visible').first();
	await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
	expect(await visited(page), 'nothing personal').not.toContain('/ur/me');
	await page.goto(`${A1}#a1-p-do`);
	await expect(page.locator('body[data-playing] form.play'), 'and its practice can be played').toBeVisible();
});

phone('a page that is not on the phone says so kindly, with what does open', async ({ phone }) => {
	const { page, server, context } = phone;
	await visit(page, '/ur');
	await page.goto(A1);
	await server.stop();

	await page.goto('/ur?home');
	await expect(page.locator('[data-courses]'), 'the start of the app').toBeVisible();

	await page.goto('/ur/help');
	await expect(page.locator('h1:visible')).toHaveText('ابھی سگنل نہیں');
	const opens = page.locator('[data-open] a');
	await expect(opens).toHaveCount(1);
	await expectAccessible(page, 'no signal');
	await opens.click();
	await expect(page).toHaveURL(new RegExp(A1));
	await expect(page.locator('.steps.live')).toBeAttached();

	await page.goto('/en/help');
	await expect(page.locator('h1:visible')).toHaveText('No signal now');
	await expect(page.locator('[data-nothing]')).toBeVisible();
	await page.goto('/blank');
	await expect(page).toHaveTitle('خالی صفحہ');

	// A typed address in a new tab, and the signal comes back.
	const other = await context.newPage();
	await other.goto('/ur/family');
	await expect(other.locator('h1:visible')).toHaveText('ابھی سگنل نہیں');
	await server.restart();
	await other.locator('[data-again]').click();
	await expect(other.locator('h1:visible')).not.toHaveText('ابھی سگنل نہیں');
});

phone('joining needs a signal: nothing of a secret lies in a queue', async ({ phone }) => {
	const { page, server } = phone;
	await visit(page, '/ur/login');
	await server.stop();
	await page.evaluate(() => {
		const form = document.querySelector<HTMLFormElement>('main form')!;
		form.submit();
	});
	await expect(page).toHaveURL(/\/ur\/offline\?later$/);
	await expect(page.locator('h1:visible')).toHaveText('اس کے لیے سگنل چاہیے');
});

test('S8 a form sent without a signal is kept, goes by itself, and what is refused waits for her', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const { server, logins } = await startDemo();
	const her = logins.learners.find(({ shop }) => shop)!;
	const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 640 } });
	const page = await context.newPage();
	await logIn(page, her);
	await visit(page, '/ur/me/about');
	await page.locator('select[name=district]').selectOption({ index: 3 });
	const district = await page.locator('select[name=district]').inputValue();
	await server.stop();
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(/\/ur\/offline\?form$/);
	await expect(page.locator('h1:visible')).toHaveText('جو آپ نے لکھا، وہ رکھ لیا');
	await expectAccessible(page, 'the form is kept');
	expect(await inForms(page), 'sealed').not.toContain(district);

	await server.restart();
	await page.goto('/ur');
	await expect.poll(() => forms(page), { timeout: 30_000 }).toBe(0);
	await page.goto('/ur/me/about');
	await expect(page.locator('select[name=district]')).toHaveValue(district);

	// The same with words that the server does not take.
	await page.goto('/ur/sell/products/new');
	await page.locator('[name=title]').fill('اونی شال، ہاتھ کی بنی');
	await server.stop();
	await page.evaluate(() => {
		document.querySelector<HTMLInputElement>('[name=price]')!.value = '';
		document.querySelector<HTMLFormElement>('main form')!.submit();
	});
	await expect(page).toHaveURL(/\/ur\/offline\?form$/);
	await page.goto('/ur');
	await expect(page.locator('.state.wait:visible')).toBeVisible();
	await page.locator('[data-notice=waiting] a').click();
	await expect(page.locator('h1:visible')).toHaveText('یہ سگنل کے انتظار میں ہے');
	await expect(page.locator('[data-waiting] li')).toContainText('اونی شال، ہاتھ کی بنی');
	await expectAccessible(page, 'a form that waits');
	await server.restart();
	await page.goto('/ur');
	await expect.poll(() => refused(page), { timeout: 30_000 }).toBe(1);
	await expect(page.locator('.state.wait:visible'), 'it does not go by itself').toHaveCount(0);
	await page.locator('[data-notice=refused] a').click();
	await expect(page.locator('h1:visible')).toHaveText('یہ نہیں جا سکا');
	const row = page.locator('[data-refused] li');
	await expect(row).toContainText('اونی شال، ہاتھ کی بنی');
	await expect(row.locator('.name')).toHaveText('دکان کی چیز');
	await expect(row.locator('.why')).not.toBeEmpty();
	await expect(row.locator('a')).toHaveAttribute('href', '/ur/sell/products/new');
	await row.locator('[data-drop]').click();
	await expect(page, 'nothing is left to look at').toHaveURL(/\/ur$/);
	expect(await forms(page)).toBe(0);
	await context.close();
	await server.stop();
	server.remove();
});

test('what she opened with a signal opens without one, though no course is kept: her work, her shop, the wall', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const { server, logins } = await startDemo();
	const her = logins.learners.find(({ shop }) => shop)!;
	const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 640 } });
	const page = await context.newPage();
	await logIn(page, her);
	for (const path of ['/ur', '/ur/me', '/ur/sell', '/ur/sell/orders']) {
		await visit(page, path);
		await page.waitForLoadState('networkidle');
	}
	const goods = await page.goto('/ur/sell').then(() => page.locator('main').innerText());
	expect(goods).toContain('نیلی شال');
	const shells = ['/ur/phone/me', '/ur/phone/sell', '/ur/who'];
	await expect.poll(() => visited(page)).toEqual(expect.arrayContaining(shells));
	await server.stop();

	await page.goto('/ur/me');
	await expect(page.locator('h1:visible')).toContainText('شبانہ');
	await page.goto('/ur/sell');
	await expect(page.locator('main:visible')).toContainText('نیلی شال');
	await page.goto('/ur/sell/orders');
	await expect(page.locator('main:visible')).toContainText('نیلی شال');
	await page.goto('/ur/logout');
	await expect(page).toHaveURL(/\/ur\/(who|logout)/);
	await expect(page.locator('h1:visible')).toHaveText('اپنی ٹائل چنیں');
	await context.close();
	await server.stop();
	server.remove();
});

test('a store that does not answer keeps no page back: it comes as plain forms', async ({
	page,
	context
}) => {
	await visit(page, A1);
	await expect(page.locator('.steps.live')).toBeAttached();
	// As WebKit does when a page goes in the middle of writing: a transaction that never ends holds all others up.
	await page.evaluate(
		() =>
			new Promise<void>((begun) => {
				const opening = indexedDB.open('phone');
				opening.onsuccess = () => {
					const notes = opening.result.transaction('notes', 'readwrite').objectStore('notes');
					const hold = () => {
						notes.count().onsuccess = hold;
						begun();
					};
					hold();
				};
			})
	);
	const next = await context.newPage();
	await next.goto(A1, { timeout: 15_000 });
	// All of its cards and questions, as without scripts: no script waits in front of them.
	await expect(next.locator('h1')).toBeVisible();
	for (const question of await next.locator('form.question').all()) await expect(question).toBeVisible();
	await next.locator('form.question input[type=radio]').first().check();
	await next.locator('form.question button').first().click();
	await expect(next).toHaveURL(/\/answer/);
});

async function logIn(page: Page, { code, secret }: { code: string; secret: string }): Promise<void> {
	await page.goto('/ur/login');
	await page.fill('input[name=code]', code);
	await page.locator('[data-secret] summary').click();
	await page.fill('#digits', secret);
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(/login\/open/);
	await page.waitForLoadState('networkidle');
}

/** Rows of the table of kept forms, as text where asked. */
const rowsOf = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<{ refused?: number; text: string }[]>((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const db = opening.result;
					const all = db.transaction('forms').objectStore('forms').getAll();
					all.onsuccess = () => {
						db.close();
						const rows = all.result as { refused?: number; box: Uint8Array }[];
						resolve(rows.map(({ refused, box }) => ({ refused, text: new TextDecoder().decode(box) })));
					};
				};
			})
	);
const forms = async (page: Page) => (await rowsOf(page)).length;
const refused = async (page: Page) => (await rowsOf(page)).filter((row) => row.refused).length;
const inForms = async (page: Page) => (await rowsOf(page)).map(({ text }) => text).join();

/** Chromium offers it when it likes; here it does so at once. */
const offer = (page: Page) =>
	page.evaluate(() => {
		const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
			prompt: async () => document.body.setAttribute('data-prompted', '')
		});
		dispatchEvent(event);
		return event.defaultPrevented;
	});

test('the hint comes after the first finished lesson, not before, and goes for good', async ({ page }) => {
	const hint = page.locator('[data-install]');
	await page.goto('/ur');
	expect(await offer(page), 'the browser’s own banner does not come either').toBe(true);
	await expect(page.locator('[data-courses]')).toBeVisible();
	await expect(hint).toBeHidden();

	await learn(page, 'ur', 'a1');
	await page.goto('/ur');
	await expect(page.locator('[data-count]').first()).toBeVisible();
	await expect(hint, 'not before the browser can').toBeHidden();
	await offer(page);
	await expect(hint).toBeVisible();
	await expectAccessible(page, 'the hint');
	await page.locator('[data-install-no]').click();
	await expect(hint).toBeHidden();

	await page.reload();
	await expect(page.locator('[data-count]').first()).toBeVisible();
	await offer(page);
	await expect(hint).toBeHidden();
});

test.describe('two builds', () => {
	const built = () => readFileSync('build/client/service-worker.js', 'utf8');

	/** Serves one page and the worker that the test puts there; `/slow` answers when the test says so. */
	async function tinySite() {
		const site = {
			worker: built(),
			slow: false,
			posts: 0,
			url: '',
			close: () => {
				server.closeAllConnections();
				server.close();
			}
		};
		const pageWith = (words: string) =>
			`<!doctype html><html lang="en"><meta charset="utf-8"><title>${words}</title><h1>${words}</h1><script>navigator.serviceWorker.register('/service-worker.js')</script>`;
		const answer = (res: ServerResponse, type: string, body: string, headers = {}) =>
			void res.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', ...headers }).end(body);
		const server = createServer((req, res) => {
			const path = req.url!.split('?')[0]!;
			if (req.method === 'POST') site.posts++;
			if (path === '/service-worker.js') return answer(res, 'text/javascript', site.worker);
			if (path.startsWith('/i/')) return answer(res, 'text/javascript', '');
			if (path === '/en/slow' && site.slow) return;
			return answer(res, 'text/html', pageWith(path), { 'x-qadam-part': 'a'.repeat(64) });
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		site.url = `http://localhost:${(server.address() as AddressInfo).port}`;
		return site;
	}

	test('a new worker takes over an old page without disturbing it; a new page works with an old worker', async ({
		browser
	}) => {
		const site = await tinySite();
		const context = await browser.newContext({ baseURL: site.url });
		const page = await context.newPage();
		await visit(page, '/en/page');
		await page.evaluate(() => Object.assign(window, { typed: 'half a sentence', heard: [] as unknown[] }));

		const works = (where: Page) =>
			where.evaluate(
				() =>
					new Promise((resolve) => {
						navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data), { once: true });
						const { controller } = navigator.serviceWorker;
						// A page of a later build may say what this worker does not know.
						controller!.postMessage('word of a later build');
						controller!.postMessage({ some: 'thing' });
						controller!.postMessage('flush');
					})
			);
		expect(await works(page)).toBe('work');

		site.worker = `${built()}\n// a later build`;
		await page.evaluate(async () => {
			const changed = new Promise((resolve) =>
				navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
			);
			await (await navigator.serviceWorker.ready).update();
			await changed;
		});
		expect(await page.evaluate(() => (window as unknown as { typed: string }).typed)).toBe('half a sentence');
		expect(await works(page)).toBe('work');

		const newer = await context.newPage();
		await visit(newer, '/en/later');
		expect(await works(newer)).toBe('work');
		await context.close();
		site.close();
	});

	test('a slow line: what was seen before comes after four seconds, what is kept at once', async ({
		browser
	}) => {
		const site = await tinySite();
		const context = await browser.newContext({ baseURL: site.url });
		const page = await context.newPage();
		await visit(page, '/en/page');
		await page.goto('/en/slow');
		await page.evaluate(async () => {
			const part = new Response('<!doctype html><html lang="en"><title>kept</title><h1>kept</h1>', {
				headers: { 'content-type': 'text/html' }
			});
			const parts = { '/en/learn/c': ['b'.repeat(64), 60, 60] };
			const edition = { edition: 'e', course: 'c', lang: 'en', version: 'v', whole: true, parts, at: 0 };
			await (await caches.open('parts')).put(`/parts/${'b'.repeat(64)}`, part);
			await (await caches.open('kept')).put('/kept/c/en', new Response(JSON.stringify(edition)));
		});
		site.slow = true;
		const begun = Date.now();
		await page.goto('/en/slow');
		const waited = Date.now() - begun;
		await expect(page.locator('h1')).toHaveText('/en/slow');
		expect(waited).toBeGreaterThan(3500);
		await page.goto('/en/learn/c?from=icon');
		await expect(page.locator('h1')).toHaveText('kept');
		await context.close();
		site.close();
	});
});
