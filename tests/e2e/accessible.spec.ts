/** axe, no rule disabled, on every kind of page: both languages, both themes, as guest, learner, seller, buyer and staff. */
import type { Page } from '@playwright/test';
import { SUPERADMIN, fakeVendure } from '../../src/lib/selling/connectors/vendure/testing.server.ts';
import { openSteps } from '../../src/lib/selling/opening/steps.ts';
import { pathOf, startDemo, type Logins } from '../support/demo.ts';
import { START, type TestServer } from '../support/server.ts';
import { logInLearner } from './learner.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, test as base, type Lang } from './test.ts';

const test = base.extend<object, { demo: { server: TestServer; logins: Logins } }>({
	demo: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const market = await fakeVendure();
			const { user, password } = SUPERADMIN;
			const demo = await startDemo({
				VENDURE_URL: `http://${user}:${password}@127.0.0.1:${market.port}/admin-api`,
				VENDURE_FROM: 'starter'
			});
			await use(demo);
			await demo.server.stop();
			demo.server.remove();
			market.close();
		},
		{ scope: 'worker', timeout: START }
	],
	server: [async ({ demo }, use) => use(demo.server), { scope: 'worker', timeout: START }]
});

const COURSE = 'selling-online';
const guestPages = (lang: string): string[] => [
	'/',
	`/${lang}`,
	`/${lang}/help`,
	`/${lang}/family`,
	`/${lang}/kept`,
	`/${lang}/situation`,
	`/${lang}/who`,
	`/${lang}/offline`,
	`/${lang}/offline?form`,
	'/blank',
	`/${lang}/me`,
	`/${lang}/join`,
	`/${lang}/login`,
	`/${lang}/sell`,
	`/${lang}/learn/${COURSE}`,
	...['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8'].map((id) => `/${lang}/learn/${COURSE}/${id}`),
	`/${lang}/learn/${COURSE}/a1#a1-q1`,
	`/${lang}/learn/${COURSE}/a4#a4-p`,
	`/${lang}/learn/${COURSE}/a5#a5-p`,
	`/${lang}/learn/${COURSE}/rehearsal`,
	`/${lang}/learn/${COURSE}/check`,
	`/${lang}/learn/${COURSE}/before`,
	`/${lang}/learn/${COURSE}/after`,
	`/${lang}/nothing-here`,
	`/${lang}/shop/nobody`,
	`/${lang}/staff/login`
];
const learnerPages = (lang: string): string[] => [
	`/${lang}`,
	`/${lang}/me`,
	`/${lang}/me/about`,
	`/${lang}/me/card`,
	`/${lang}/me/consent`,
	`/${lang}/me/class`,
	`/${lang}/me/follow-up`,
	`/${lang}/me/partners`,
	`/${lang}/logout`,
	`/${lang}/who`,
	`/${lang}/phone/me`,
	`/${lang}/phone/sell`,
	`/${lang}/phone/open`,
	`/${lang}/phone/elsewhere`,
	`/${lang}/phone/follow-up`,
	`/${lang}/phone/badge`,
	`/${lang}/learn/${COURSE}/check/phone`,
	`/${lang}/sell`,
	`/${lang}/learn/${COURSE}/check`,
	`/${lang}/learn/${COURSE}/check/result`
];
/** Of one whose badges opened an account, and who has no shop yet. */
const openingPages = (lang: string): string[] => [
	`/${lang}/sell/open`,
	...openSteps.map((step) => `/${lang}/sell/open/${step}`),
	`/${lang}/sell/open/look`
];
const sellerPages = (lang: string): string[] => [
	`/${lang}/sell`,
	`/${lang}/sell/edit`,
	`/${lang}/sell/pay`,
	`/${lang}/sell/enquiries`,
	`/${lang}/sell/elsewhere`,
	`/${lang}/sell/orders`,
	`/${lang}/sell/products/new`,
	`/${lang}/sell/market`,
	`/${lang}/sell/notices`,
	`/${lang}/sell/open/done`,
	`/${lang}/phone/sell`,
	`/${lang}/learn/${COURSE}/check/result`
];

async function visit(page: Page, paths: readonly string[]): Promise<void> {
	for (const path of paths) {
		await page.goto(path);
		await page.waitForLoadState('networkidle');
		await expectAccessible(page, path);
	}
}

const logIn = (page: Page, lang: Lang, { learners }: Logins, plan: string, whose?: string) =>
	logInLearner(
		page,
		learners.find((l) => l.plan === plan && (!whose || l.code === whose))!,
		lang
	);

for (const lang of ['ur', 'en'] as const)
	test.describe(`axe: ${lang}`, () => {
		test('a guest', async ({ page, demo }) => {
			test.setTimeout(240_000);
			const seller = demo.logins.learners.find((l) => l.plan === 'seller')!;
			const shop = pathOf(seller.shop).replace(/^\/\w\w/, `/${lang}`);
			await visit(page, [...guestPages(lang), shop, pathOf(seller.badge).replace(/^\/\w\w/, `/${lang}`)]);
			await page.goto(shop);
			await page.locator(`ul.goods a[href*="${shop}/"]`).last().click();
			await expectAccessible(page, 'product');
			await visit(page, [`${shop}/report`, `${shop}/abroad`]);
		});

		test('one who opens a shop', async ({ page, demo }) => {
			test.setTimeout(240_000);
			// The second of them has all three badges: her question about money is the longest.
			const [, { code }] = demo.logins.learners.filter((l) => l.plan === 'unlocked') as [
				unknown,
				{ code: string }
			];
			await logIn(page, lang, demo.logins, 'unlocked', code);
			await visit(page, openingPages(lang));
			await page.goto(`/${lang}/sell/open/pay`);
			await expect(page.locator('[data-raast]'), 'cash has no QR').toBeHidden();
			await page.check('input[value=raast]');
			await expectAccessible(page, 'the place for her Raast QR');
			await page.locator('button[form=question]').click();
			await expect(page.locator('.field.bad').first()).toBeVisible();
			await expectAccessible(page, 'a fault in it');
		});

		test('a learner who waits, and a seller', async ({ page, demo }) => {
			test.setTimeout(240_000);
			await logIn(page, lang, demo.logins, 'waiting');
			await visit(page, learnerPages(lang));
			await page.context().clearCookies();
			await logIn(page, lang, demo.logins, 'seller');
			await visit(page, sellerPages(lang));
			await page.goto(`/${lang}/sell/orders`);
			await page.locator('a[href*="/sell/orders/"]').first().click();
			await expectAccessible(page, 'an order');
			await page.goto(`/${lang}/sell`);
			await page.locator('ul.goods a[href*="/sell/products/"]').first().click();
			await expectAccessible(page, 'a product of hers');
		});
	});

test.describe('axe: staff', () => {
	test.use({ viewport: { width: 1280, height: 800 } });
	test('an administrator', async ({ page, demo }) => {
		await logInStaff(page, demo.logins.staff[0]!);
		const award = pathOf(demo.logins.learners.find((l) => l.badge)!.badge)
			.split('/')
			.at(-1)!;
		await visit(page, [
			'/ur/staff',
			'/ur/staff/me',
			'/ur/staff/second/new',
			'/ur/staff/admin',
			'/ur/staff/admin/shops',
			'/ur/staff/admin/shops/reports',
			'/ur/staff/admin/deliveries',
			'/ur/staff/admin/webhooks',
			'/ur/staff/admin/sellers',
			'/ur/staff/admin/items',
			'/ur/staff/admin/partners',
			`/ur/staff/admin/badges/${award}`
		]);
	});
});
