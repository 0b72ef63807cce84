/** T7: "Someone is troubling me", from her side: two taps, with and without scripts, with and without a signal. */
import type { BrowserContext, Page } from '@playwright/test';
import { composeBeside } from '../support/beside.ts';
import { startDemo, type Logins } from '../support/demo.ts';
import { START, type TestServer } from '../support/server.ts';
import { expect, expectAccessible, test as base } from './test.ts';

interface Demo {
	server: TestServer;
	logins: Logins;
	reports(): Promise<number>;
}

const test = base.extend<object, { demo: Demo }>({
	demo: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const { server, logins } = await startDemo();
			const { services, close } = await composeBeside(server);
			const count = services.allLearners
				.selectFrom('safeguarding_report')
				.select((eb) => eb.fn.countAll<number>().as('n'));
			await use({ server, logins, reports: async () => (await count.executeTakeFirstOrThrow()).n });
			await close();
			await server.stop();
			server.remove();
		},
		{ scope: 'worker', timeout: START }
	]
});
// In order, on one server.
test.describe.configure({ mode: 'default' });

const small = { viewport: { width: 360, height: 640 } };
const tell = (page: Page) => page.locator('main form button.main');

async function logIn(page: Page, { code, secret }: Logins['learners'][number]): Promise<void> {
	await page.goto('/ur/login');
	await page.fill('input[name=code]', code);
	await page.locator('[data-secret] summary').click();
	await page.fill('#digits', secret);
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(/login\/open/);
}

async function within(context: BrowserContext, run: (page: Page) => Promise<void>): Promise<void> {
	await run(await context.newPage());
	await context.close();
}

test('T7 without a script: from any page two taps, and the helplines are there', async ({
	browser,
	demo
}) => {
	const context = await browser.newContext({ ...small, baseURL: demo.server.url, javaScriptEnabled: false });
	await within(context, async (page) => {
		await logIn(page, demo.logins.learners[0]!);
		const before = await demo.reports();
		await page.goto('/ur/learn/selling-online/a1');
		await page.getByRole('link', { name: 'کوئی تنگ کر رہا ہے' }).click();
		await expect(page).toHaveTitle(/^مدد/);
		await expect(page.locator('a[href="tel:1799"]')).toBeVisible();
		await tell(page).click();
		await expect(page).toHaveURL(/\/ur\/safe\/done\?s=[12]$/);
		expect(await demo.reports()).toBe(before + 1);
		// A second tap tells nothing twice.
		await page.goBack();
		await tell(page).click();
		await expect(page).toHaveURL(/\/ur\/safe\/done\?s=[12]$/);
		expect(await demo.reports()).toBe(before + 1);
	});
});

for (const lang of ['ur', 'en'] as const)
	test(`T7 her page is accessible, and honest to a guest (${lang})`, async ({ browser, demo }) => {
		const context = await browser.newContext({ ...small, baseURL: demo.server.url });
		await within(context, async (page) => {
			const before = await demo.reports();
			await page.goto(`/${lang}/safe`);
			await expectAccessible(page, 'safe');
			await page.locator('summary').click();
			await page.locator('.opt:has([name=topic][value=home])').click();
			await expectAccessible(page, 'safe, opened');
			await tell(page).click();
			await expect(page).toHaveURL(new RegExp(`/${lang}/safe/done\\?s=3$`));
			await expect(page.locator('a[href="tel:1799"]')).toBeVisible();
			await expectAccessible(page, 'nobody was told');
			expect(await demo.reports()).toBe(before);
		});
	});

test('T7 the link stands on every page of learner and shop', async ({ browser, demo }) => {
	const seller = demo.logins.learners.find(({ shop }) => shop)!;
	const context = await browser.newContext({ ...small, baseURL: demo.server.url });
	await within(context, async (page) => {
		await logIn(page, seller);
		const paths = ['/ur', '/ur/me', '/ur/me/class', '/ur/sell', '/ur/sell/orders', '/ur/help', '/ur/kept'];
		const course = '/ur/learn/selling-online';
		const shop = new URL(seller.shop!).pathname;
		for (const path of [...paths, course, `${course}/a1`, `${course}/check`, shop]) {
			await page.goto(path);
			await expect(page.locator('a[href="/ur/safe"]'), path).toBeVisible();
		}
	});
});

test('T7 without a signal it waits sealed, no list shows it, and it goes by itself, once', async ({
	browser,
	demo
}) => {
	test.setTimeout(180_000);
	const { server } = demo;
	const context = await browser.newContext({ ...small, baseURL: server.url });
	await within(context, async (page) => {
		await logIn(page, demo.logins.learners[1]!);
		await page.goto('/ur/me');
		await page.waitForFunction(() => navigator.serviceWorker.controller);
		await page.goto('/ur');
		const kept = () => page.evaluate(async () => !!(await (await caches.open('visited')).match('/ur/safe')));
		await expect.poll(kept, { timeout: 30_000 }).toBe(true);
		const before = await demo.reports();
		await server.stop();

		await page.locator('a[href="/ur/safe"]').click();
		await expect(page.locator('a[href="tel:1799"]')).toBeVisible();
		await page.locator('summary').click();
		await page.locator('.opt:has([name=reach][value=none])').click();
		await tell(page).click();
		await expect(page).toHaveURL(/\/ur\/offline\?form$/);
		await expect(page.locator('[data-waiting]')).toBeHidden();
		const rows = () =>
			page.evaluate(
				() =>
					new Promise<string>((resolve, reject) => {
						const opening = indexedDB.open('phone');
						opening.onerror = () => reject(opening.error);
						opening.onsuccess = () => {
							const all = opening.result.transaction('forms').objectStore('forms').getAll();
							all.onsuccess = () => {
								opening.result.close();
								const found = all.result as { box: Uint8Array }[];
								resolve(
									JSON.stringify(found.map((row) => ({ ...row, box: new TextDecoder().decode(row.box) })))
								);
							};
						};
					})
			);
		expect(await rows()).toMatch(/box/);
		expect(await rows(), 'sealed').not.toMatch(/safe|reach|none|quiet/);
		await page.goto('/ur');
		await expect(page.locator('.state.wait:visible')).toBeVisible();
		await expect(page.locator('[data-notice=waiting]')).toBeHidden();

		await server.restart();
		await page.goto('/ur');
		await expect.poll(() => demo.reports(), { timeout: 30_000 }).toBe(before + 1);
		await expect.poll(rows, { timeout: 30_000 }).toBe('[]');
		const paths = await page.evaluate(async () =>
			(await (await caches.open('visited')).keys()).map(({ url }) => new URL(url).pathname)
		);
		expect(paths.filter((path) => path.startsWith('/ur/safe'))).toEqual(['/ur/safe']);
	});
});

test('T7 a guest without a signal is not made to believe that it will arrive', async ({ browser, demo }) => {
	const { server } = demo;
	const context = await browser.newContext({ ...small, baseURL: server.url });
	await within(context, async (page) => {
		await page.goto('/ur/safe');
		await page.waitForFunction(() => navigator.serviceWorker.controller);
		await page.goto('/ur/safe');
		await server.stop();
		await tell(page).click();
		await expect(page).toHaveURL(/\/ur\/offline\?later$/);
		await server.restart();
	});
});
