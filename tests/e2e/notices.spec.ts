/** A seller has her phone told when an order comes: offered where the browser can, asked for by a tap, off again (docs/decisions/021). */
import type { Browser, Page } from '@playwright/test';
import { startDemo, type Logins } from '../support/demo.ts';
import type { TestServer } from '../support/server.ts';
import { logInLearner } from './learner.ts';
import { expect, expectAccessible, test as base, type Lang } from './test.ts';

const test = base.extend<object, { demo: { server: TestServer; logins: Logins } }>({
	demo: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const demo = await startDemo();
			await use(demo);
			await demo.server.stop();
			demo.server.remove();
		},
		{ scope: 'worker' }
	]
});
test.describe.configure({ mode: 'default' });

const logIn = (page: Page, { learners }: Logins, lang: Lang) =>
	logInLearner(
		page,
		learners.find((l) => l.plan === 'seller')!,
		lang
	);

const narrow = (browser: Browser, baseURL: string, more = {}) =>
	browser.newContext({ baseURL, viewport: { width: 360, height: 640 }, ...more });

/** No push service can be reached here: the browser's own part is played, its question and the phone's address. */
const played = (permission: 'granted' | 'denied') => `
	let address = null;
	const subscription = () => address && { endpoint: address, unsubscribe: async () => ((address = null), true) };
	Object.defineProperty(Notification, 'permission', { get: () => '${permission === 'denied' ? 'denied' : 'default'}' });
	Notification.requestPermission = async () => '${permission}';
	PushManager.prototype.getSubscription = async () => {
		address = address ?? localStorage.getItem('played-push');
		return subscription();
	};
	PushManager.prototype.subscribe = async (options) => {
		if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw new Error('not as asked');
		address = 'https://push.example.com/' + Math.random();
		localStorage.setItem('played-push', address);
		return subscription();
	};`;

for (const lang of ['ur', 'en'] as const)
	test(`off until she taps, then on for this phone, then off (${lang})`, async ({ browser, demo }) => {
		const context = await narrow(browser, demo.server.url);
		await context.addInitScript(played('granted'));
		const page = await context.newPage();
		await logIn(page, demo.logins, lang);
		await page.goto(`/${lang}/sell`);
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
		await page.locator('a[data-notices]').click();
		await expect(page.locator('form[data-at=offer] button')).toBeVisible();
		await expect(page.locator('[data-at=none]')).toBeHidden();
		await expectAccessible(page, 'offered');
		await page.locator('form[data-at=offer] button').click();
		await expect(page).toHaveURL(/\?saved$/);
		await expect(page.locator('[data-at=here]')).toBeVisible();
		await expectAccessible(page, 'on');
		await page.locator('form[data-off] button').click();
		await expect(page.locator('form[data-off]')).toHaveCount(0);
		await expect(page.locator('form[data-at=offer] button')).toBeVisible();
		await context.close();
	});

test('a browser that was told no says how to change it; one that cannot is offered nothing', async ({
	browser,
	demo
}) => {
	const denied = await narrow(browser, demo.server.url);
	await denied.addInitScript(played('denied'));
	const page = await denied.newPage();
	await logIn(page, demo.logins, 'ur');
	await page.goto('/ur/sell');
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await page.goto('/ur/sell/notices');
	await expect(page.locator('[data-at=denied]')).toBeVisible();
	await expect(page.locator('form[data-at=offer]')).toBeHidden();
	await denied.close();

	const old = await narrow(browser, demo.server.url);
	await old.addInitScript('delete window.PushManager');
	const other = await old.newPage();
	await logIn(other, demo.logins, 'ur');
	await other.goto('/ur/sell');
	await expect(other.locator('a[data-notices]')).toBeHidden();
	await other.goto('/ur/sell/notices');
	await expect(other.locator('[data-at=none]')).toBeVisible();
	await old.close();
});

test('without scripts it says that it cannot, and a broken form has a plain answer', async ({
	browser,
	demo
}) => {
	const context = await narrow(browser, demo.server.url, { javaScriptEnabled: false });
	const page = await context.newPage();
	await logIn(page, demo.logins, 'ur');
	await page.goto('/ur/sell/notices');
	await expect(page.locator('[data-at=none]')).toBeVisible();
	await expect(page.locator('form[data-at=offer]')).toBeHidden();
	const token = await page.locator('form[data-at=offer] input[type=hidden]').first().getAttribute('value');
	const name = await page.locator('form[data-at=offer] input[type=hidden]').first().getAttribute('name');
	for (const endpoint of ['', 'http://push.example.com/', 'https://127.0.0.1/x', 'x'.repeat(5000)]) {
		const answer = await page.request.post('/ur/sell/notices?/phone', {
			form: { [name!]: token!, endpoint },
			headers: { accept: 'text/html', origin: demo.server.url }
		});
		expect(answer.status(), endpoint.slice(0, 40)).toBe(400);
	}
	await context.close();
});
