/**
 * Journeys 4 and 8 after the order: asked and answered, 48 hours, reviews, a blocked number, a report and its desk, the file
 * of orders, reply hours. The buyer is on another device, and once without scripts.
 */
import type { Page } from '@playwright/test';
import { pathOf, type Logins } from '../support/demo.ts';
import { device, logInLearner } from './learner.ts';
import { ownDemo } from './own-demo.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, type Lang } from './test.ts';

const HOUR = 3_600_000;

const test = ownDemo.extend({
	page: async ({ demo, browser }, use) => {
		const context = await browser.newContext({
			baseURL: demo.server.url,
			viewport: { width: 360, height: 640 }
		});
		await use(await context.newPage());
		await context.close();
	}
});

const seller = ({ learners }: Logins) => learners.find((l) => l.plan === 'seller')!;
const shopOf = (logins: Logins, lang: Lang) => pathOf(seller(logins).shop).replace(/^\/\w\w/, `/${lang}`);

const logIn = (page: Page, logins: Logins, lang: Lang) => logInLearner(page, seller(logins), lang);

/** @returns the path of the buyer's own page */
async function order(buyer: Page, shop: string, phone: string): Promise<string> {
	await buyer.goto(shop);
	// What is sold out in the demo's shop cannot be ordered.
	await buyer.locator('ul.goods a:not(.gone)').first().click();
	await buyer.locator('a[href$="/order"]').click();
	await fillOrder(buyer, phone);
	await buyer.locator('button[form=order]').click();
	return new URL(buyer.url()).pathname;
}

async function fillOrder(buyer: Page, phone: string): Promise<void> {
	await buyer.fill('input[name=name]', 'Naheed');
	await buyer.fill('input[name=phone]', phone);
	await buyer.fill('input[name=city]', 'Lahore');
	await buyer.fill('[name=address]', 'Main bazaar road');
	await buyer.fill('[name=landmark]', 'Opposite the old mosque');
	await buyer.waitForTimeout(1100);
}

async function openSection(page: Page, form: string): Promise<void> {
	const details = page.locator(`details:has(form[action="?/${form}"])`);
	if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
}

async function ask(buyer: Page, words: string): Promise<void> {
	await openSection(buyer, 'ask');
	await buyer.fill('[name=question]', words);
	await buyer.locator('form[action="?/ask"] button').click();
}

for (const lang of ['ur', 'en'] as const)
	for (const scripts of [true, false])
		test(`asked, answered, delivered, reviewed (${lang}, ${scripts ? 'with' : 'without'} scripts)`, async ({
			page,
			demo,
			browser
		}) => {
			test.setTimeout(240_000);
			const { server, logins } = demo;
			const shop = shopOf(logins, lang);
			const buyer = await device(browser, server.url, scripts);
			const hers = await order(buyer, shop, '0300 7654321');
			expect(hers).toMatch(new RegExp(`^/${lang}/order/`));
			await ask(buyer, '0300 7654321');
			await expect(buyer.getByRole('alert').first()).toBeVisible();
			await buyer.goto(hers);
			await ask(buyer, 'When will it come?');
			await expect(buyer.locator('#words')).toContainText('When will it come?');
			if (scripts) await expectAccessible(buyer, 'asked');

			await logIn(page, logins, lang);
			await page.goto(`/${lang}/me`);
			await expect(page.locator('[data-notice=orders]')).toBeVisible();
			await page.goto(`/${lang}/sell/orders`);
			await page.locator('a[href*="/sell/orders/"]').first().click();
			await expect(page.locator('#words')).toContainText('When will it come?');
			await page.fill('form[action="?/answer"] [name=words]', 'Tomorrow');
			await page.locator('form[action="?/answer"] button').click();
			await expectAccessible(page, 'answered');
			await page.locator('form[action*=confirm] button').click();
			await page.locator('form[action*=send] button').click();

			await buyer.goto(hers);
			await expect(buyer.locator('#words')).toContainText('Tomorrow');
			await expect(buyer.locator('#review')).toHaveCount(0);
			await buyer.locator('form[action*=received] button').first().click();
			await buyer.locator('#review input[value=as-shown]').check();
			await buyer.locator('#review input[value=on-time]').check();
			if (scripts) await expectAccessible(buyer, 'review');
			await buyer.locator('#review button').click();
			await expect(buyer.locator('#review input[value=as-shown]')).toBeChecked();
			// The page that this browser saw before the order may still lie in it.
			await buyer.goto(`${shop}?reviewed`);
			await expect(buyer.getByText(lang === 'ur' ? 'تصویر جیسا ہی ہے' : 'Just as shown')).toBeVisible();
			await buyer.context().close();
		});

test('48 hours: the buyer is told, and three times closes the shop until she opens it', async ({
	page,
	demo,
	browser
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const shop = shopOf(logins, 'ur');
	const buyer = await device(browser, server.url);
	const hers = await order(buyer, shop, '0300 1111111');
	await order(buyer, shop, '0300 2222222');
	await buyer.goto(shop);
	const goods = (await buyer.locator('ul.goods a:not(.gone)').first().getAttribute('href'))!;
	// A form that lies open while the shop closes.
	const late = await device(browser, server.url);
	await late.goto(`${goods}/order`);
	await fillOrder(late, '0300 4444444');
	// The demo has one new order of its own.
	server.advanceClock(49 * HOUR);
	await buyer.goto(hers);
	await expect(buyer.locator('section.note.look')).toBeVisible();
	await expectAccessible(buyer, 'unanswered');
	await buyer.goto(`${shop}?closed`);
	await expect(buyer.locator('ul.goods')).toHaveCount(0);
	// Links that were shared before lead to what the shop says.
	for (const link of [goods, `${goods}/order`]) {
		await buyer.goto(`${link}?shared`);
		await expect(buyer).toHaveURL(new RegExp(`${shop}\\?closed$`));
		await expect(buyer.locator('main')).toContainText('دکان کچھ دن کے لیے بند ہے');
		await expect(buyer.locator('main')).not.toContainText('آرڈر نہیں لکھا گیا');
	}
	await late.locator('button[form=order]').click();
	await expect(late.locator('main')).toContainText('آرڈر نہیں لکھا گیا');
	await expectAccessible(late, 'ordered at a closed shop');
	await late.context().close();

	await logIn(page, logins, 'ur');
	await page.goto('/ur/sell/orders');
	await expect(page.locator('a.new').first(), 'the hour at which it goes').toContainText(
		/بجے تک کنفرم نہ ہوا تو آرڈر مٹ جائے گا/
	);
	await page.locator('a.new').first().click();
	await expect(page.locator('main'), 'what has happened is not threatened').toContainText(
		'اس لیے دکان کچھ دیر کے لیے بند ہے'
	);
	await expect(page.locator('main')).not.toContainText('تین بار جواب نہ ملا تو');
	await page.goto('/ur/sell');
	await expect(page.locator('p.note.look')).toContainText('48');
	await expectAccessible(page, 'closed for want of answers');
	await page.locator('form[action$="pause"] button').click();
	await buyer.goto(`${shop}?opened`);
	await expect(buyer.locator('ul.goods a').first()).toBeVisible();
	// Confirmed late, and still delivered: nothing is lost while her phone was off.
	await page.goto('/ur/sell/orders');
	await page.locator('a[href*="/sell/orders/"]').first().click();
	await page.locator('form[action*=confirm] button').click();
	await buyer.context().close();
});

test('M1 a full shop says so before the form, and to its seller; a question from abroad is counted', async ({
	page,
	demo,
	browser
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const shop = shopOf(logins, 'ur');
	const buyer = await device(browser, server.url);
	await buyer.goto(shop);
	const goods = (await buyer.locator('ul.goods a:not(.gone)').first().getAttribute('href'))!;
	for (let i = 0; i < 5; i++) {
		await buyer.goto(`${goods}/order`);
		if (!(await buyer.locator('button[form=order]').count())) break;
		await fillOrder(buyer, `0300 666666${i}`);
		await buyer.locator('button[form=order]').click();
	}
	await buyer.goto(`${goods}/order`);
	await expect(buyer.locator('main')).toContainText('دکان کے ہاتھ ابھی بھرے ہوئے ہیں');
	await expect(buyer.locator('input[name=name]')).toHaveCount(0);
	await expectAccessible(buyer, 'a full shop');

	await buyer.goto(`${shop}/abroad`);
	await buyer.fill('[name=name]', 'Sana');
	await buyer.fill('[name=country]', 'UK');
	await buyer.fill('[name=contact]', 'sana@example.com');
	await buyer.fill('[name=words]', 'Do you post to London?');
	await buyer.waitForTimeout(1100);
	await buyer.locator('main form button').click();
	await expect(buyer).toHaveURL(/\/abroad\?sent/);

	await logIn(page, logins, 'ur');
	await page.goto('/ur/sell');
	await expect(page.locator('main')).toContainText('5 میں سے 5 آرڈر چل رہے ہیں');
	await expect(page.locator('a[href="/ur/sell/enquiries"]')).toContainText('جواب باقی: 1');
	await expectAccessible(page, 'a full shop of hers');
	await page.goto('/ur/sell/orders');
	await page.locator('a[href="/ur/sell/enquiries"]').click();
	await expect(page.locator('main')).toContainText('Do you post to London?');
	await buyer.context().close();
});

test('a blocked number orders no more; a report reaches its desk; her file and her hours', async ({
	page,
	demo,
	browser
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const shop = shopOf(logins, 'ur');
	const buyer = await device(browser, server.url);
	await order(buyer, shop, '0300 3333333');
	await logIn(page, logins, 'ur');
	await page.goto('/ur/sell/orders');
	await expectAccessible(page, 'orders');
	await page.locator('a[href*="/sell/orders/"]').first().click();
	await openSection(page, 'block');
	await page.locator('form[action="?/block"] button').click();
	await expect(page.locator('form[action="?/unblock"]')).toBeVisible();
	expect(await order(buyer, shop, '0300 3333333')).toMatch(/\/order$/);
	await expect(buyer.getByRole('alert').first()).toContainText('یہ دکان اس نمبر سے آرڈر نہیں لیتی');

	await buyer.goto(shop);
	await buyer.locator('a[href$="/report"]').click();
	await expectAccessible(buyer, 'report');
	await buyer.locator('input[value=money-ahead]').check();
	await buyer.waitForTimeout(1100);
	await buyer.locator('main form button').click();
	await expect(buyer).toHaveURL(/\/report\?sent/);

	const file = await page.request.get('/ur/sell/orders.csv');
	expect(file.headers()['content-type']).toBe('text/csv; charset=utf-8');
	expect((await file.body()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));

	await page.goto('/ur/sell/pay');
	await expectAccessible(page, 'hours and payment');
	await page.selectOption('[name=from]', '18');
	await page.selectOption('[name=to]', '10');
	await page.locator('form[action="?/hours"] button').click();
	await expect(page.locator('#f-from-fault')).toBeVisible();
	await page.selectOption('[name=from]', '10');
	await page.selectOption('[name=to]', '18');
	await page.locator('form[action="?/hours"] button').click();
	await buyer.goto(`${shop}?now`);
	await expect(buyer.getByText('شام 6 بجے')).toBeVisible();

	const desk = await device(browser, server.url);
	await logInStaff(desk, logins.staff[0]!);
	await desk.goto('/ur/staff/admin/shops/reports');
	await expectAccessible(desk, 'reports');
	await desk.locator('button[formaction="?/stop"]').click();
	await buyer.goto(`${shop}?stopped`);
	await expect(buyer.locator('ul.goods')).toHaveCount(0);
	await desk.locator('form[action="?/resume"] button').click();
	await expect(desk.locator('form[action="?/resume"]')).toHaveCount(0);
});

test('M5 a badge taken back closes her shop: she reads why, her orders go on, a person decides', async ({
	page,
	demo,
	browser
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const shop = shopOf(logins, 'ur');
	const badge = pathOf(seller(logins).badge!);
	await logIn(page, logins, 'ur');
	await page.goto('/ur/sell');
	await expect(page.locator(`a[href="${badge}"]`)).toHaveCount(0);

	const desk = await device(browser, server.url);
	await logInStaff(desk, logins.staff[0]!);
	await expect(desk.locator('.note a')).toHaveCount(0);
	const decide = badge.replace('/ur/', '/ur/staff/admin/').replace('/badge/', '/badges/');
	await desk.goto(decide);
	await desk.locator('#reason').fill('جواب کسی اور کے تھے');
	await desk.getByRole('button', { name: 'بَیج واپس لیں' }).click();
	await expect(desk.getByRole('button', { name: 'بَیج بحال کریں' })).toBeVisible();

	const buyer = await device(browser, server.url);
	await buyer.goto(`${shop}?taken`);
	await expect(buyer.locator('ul.goods')).toHaveCount(0);
	await page.goto('/ur/sell');
	await expectAccessible(page, 'a shop without its badge');
	await page.locator(`a[href="${badge}"]`).click();
	await expect(page.getByText('جواب کسی اور کے تھے')).toBeVisible();
	await page.locator('#words').fill('جواب میرے اپنے تھے');
	await page.getByRole('button', { name: 'اپیل بھیجیں' }).click();
	await page.goto('/ur/sell/orders');
	await page.locator('a[href*="/sell/orders/"]').first().click();
	await page.locator('form[action="?/confirm"] button').click();
	await expect(page.locator('form[action="?/confirm"]')).toHaveCount(0);

	await desk.goto('/ur/staff/admin');
	await desk.locator('.note a').click();
	await expect(desk).toHaveURL(/\/shops\/reports$/);
	await expectAccessible(desk, 'reports, a shop without its badge');
	await expect(desk.locator('main')).toContainText('جواب میرے اپنے تھے');
	await desk.locator('form[action="?/keep"] button').click();
	await expect(desk.locator('form[action="?/keep"]')).toHaveCount(0);

	await desk.goto(decide);
	await desk.locator('#reason').fill('پرچہ پھر دیکھا، ٹھیک تھا');
	await desk.getByRole('button', { name: 'بَیج بحال کریں' }).click();
	await expect(desk.getByRole('button', { name: 'بَیج واپس لیں' })).toBeVisible();
	await buyer.goto(`${shop}?kept`);
	await expect(buyer.locator('ul.goods')).toHaveCount(0);
	await desk.goto('/ur/staff/admin/shops/reports');
	await desk.locator('form[action="?/resume"] button').click();
	await buyer.goto(`${shop}?back`);
	await expect(buyer.locator('ul.goods')).toHaveCount(1);
});
