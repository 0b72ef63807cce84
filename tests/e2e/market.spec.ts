/**
 * A seller's own way into the marketplace: from her shop to a password that is made at that moment, shown once and kept
 * nowhere. The Vendure is one of the tests; `npm run test:vendure` holds the connector against a real one.
 */
import type { Browser, Page } from '@playwright/test';
import { SUPERADMIN, fakeVendure } from '../../src/lib/selling/connectors/vendure/testing.server.ts';
import { startDemo, type Logins } from '../support/demo.ts';
import type { TestServer } from '../support/server.ts';
import { device, logInLearner } from './learner.ts';
import { expect, expectAccessible, test as base, type Lang } from './test.ts';

interface Site {
	server: TestServer;
	logins: Logins;
	market: Awaited<ReturnType<typeof fakeVendure>>;
}

const test = base.extend<{ site: Site }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
	site: async ({}, use) => {
		const market = await fakeVendure();
		const { user, password } = SUPERADMIN;
		const demo = await startDemo({
			VENDURE_URL: `http://${user}:${password}@127.0.0.1:${market.port}/admin-api`,
			VENDURE_FROM: 'starter'
		});
		await use({ ...demo, market });
		await demo.server.stop();
		demo.server.remove();
		market.close();
	}
});

async function sellersPage(
	browser: Browser,
	{ server, logins }: Site,
	lang: Lang,
	javaScriptEnabled: boolean
): Promise<Page> {
	const page = await device(browser, server.url, javaScriptEnabled);
	await logInLearner(
		page,
		logins.learners.find((l) => l.plan === 'seller')!,
		lang
	);
	return page;
}

const make = (page: Page) => page.locator('form.card button');
const codes = (page: Page) => page.locator('.secret code');

for (const [lang, scripts] of [
	['ur', false],
	['en', true]
] as const)
	test(`M3 a password for the marketplace, made and shown once (${lang}, 360 px, scripts ${scripts})`, async ({
		site,
		browser
	}) => {
		test.setTimeout(180_000);
		const { market, server } = site;
		const page = await sellersPage(browser, site, lang, scripts);
		await page.goto(`/${lang}/sell`);
		await page.locator('a[href$="/sell/market"]').click();
		const login = await codes(page).textContent();
		expect(login).toMatch(/^qadam(-[0-9a-f]{4}){4}$/);
		if (scripts) await expectAccessible(page, 'before');

		const [answer] = await Promise.all([
			page.waitForResponse((r) => r.request().method() === 'POST'),
			make(page).click()
		]);
		expect([answer.status(), answer.headers()['cache-control']]).toEqual([200, 'no-store']);
		await expect(codes(page)).toHaveCount(2);
		const password = (await codes(page).first().textContent())!;
		// Other sellers' accounts are made meanwhile.
		const hers = market.administrators.filter(({ emailAddress }) => emailAddress === login);
		expect(hers.at(-1)).toMatchObject({ password });
		if (scripts) await expectAccessible(page, 'made');
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

		// Looked at again, it is gone, and no log had it.
		await page.goto(`/${lang}/sell/market`);
		await expect(codes(page)).toHaveText([login!]);
		expect(server.output()).not.toContain(password);

		market.fate = () => 502;
		await Promise.all([
			page.waitForResponse((r) => r.request().method() === 'POST' && r.status() === 409),
			make(page).click()
		]);
		await expect(codes(page)).toHaveText([login!]);
		await page.context().close();
	});
