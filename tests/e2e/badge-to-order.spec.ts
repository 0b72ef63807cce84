/**
 * From the check to an order that its buyer confirms and reviews, in one go and in Urdu: badge, fraud check, the shop question
 * by question, a product, a person's yes, a buyer on another device. With scripts; by plain forms; and with the seller's phone
 * off for three days: what she had confirmed goes on, what waited for her is erased (M6), and both sides are told.
 */
import type { Page } from '@playwright/test';
import { startDemo, type Logins } from '../support/demo.ts';
import { checkItem, type courseA } from '../support/course-a.ts';
import { course, fraud, takeCheck } from '../support/live.ts';
import type { TestServer } from '../support/server.ts';
import { openSteps } from '../../src/lib/selling/opening/steps.ts';
import { device as newDevice, logInLearner as logIn } from './learner.ts';
import { logInStaff } from './staff.ts';
import { expect, test } from './test.ts';

const HOUR = 3_600_000;
const HANDLE = 'samina-shawls';

interface Way {
	name: string;
	scripts: boolean;
	/** Her phone is off for three days. */
	off?: true;
}
const ways: Way[] = [
	{ name: 'with scripts', scripts: true },
	{ name: 'without scripts', scripts: false },
	{ name: "the seller's phone off for 72 hours", scripts: true, off: true }
];

for (const { name, scripts, off } of ways)
	test(`from the check to a confirmed and reviewed order: ${name}`, async ({ browser }) => {
		test.setTimeout(400_000);
		const { server, logins } = await startDemo();
		const faults: string[] = [];
		const device = async () => {
			const page = await newDevice(browser, server.url, scripts);
			page.on('response', (r) => r.status() >= 500 && faults.push(`${r.status()} ${r.url()}`));
			page.on('pageerror', (error) => faults.push(String(error)));
			page.on('request', (r) => {
				if (!r.url().startsWith(server.url) && !/^(data|blob):/.test(r.url())) faults.push(r.url());
			});
			return page;
		};
		try {
			// Eight lessons are behind her and one try that was not enough; the next may be taken tomorrow.
			const her = logins.learners.find(({ plan }) => plan === 'waiting')!;
			server.advanceClock(30 * HOUR);
			let seller = await device();
			await logIn(seller, her);
			await earnBadges(seller, scripts);
			await openShop(seller);
			await listProduct(seller);
			const staff = await device();
			await approve(staff, logins);

			const buyer = await device();
			let order = await placeOrder(buyer);
			if (off) {
				await confirm(seller, buyer, order);
				// The phone is gone with everything that is open on it.
				await seller.context().close();
				server.advanceClock(HOUR);
				const missed = await placeOrder(buyer);
				await tellAfter48Hours(server, buyer, missed, await device(), logins, her.name);
				await eraseAfter72Hours(server, buyer, missed);
				const again = await placeOrder(buyer);

				seller = await device();
				await logIn(seller, her);
				await seller.goto('/ur/sell/orders');
				await expect(seller.locator('#missed')).toContainText('1 آرڈر کو 3 دن میں جواب نہیں ملا');
				await expect(seller.locator('a[href*="/sell/orders/"]')).toHaveCount(2);
				await seller.locator('a.confirmed').click();
				await deliver(seller, buyer, order);
				order = again;
			}
			await confirm(seller, buyer, order);
			await deliver(seller, buyer, order);
			await review(seller, buyer, order);
			expect(faults).toEqual([]);
		} finally {
			await server.stop();
			server.remove();
		}
	});

/** Badge A opens no shop alone (M1): the way on is the fraud check. */
async function earnBadges(page: Page, scripts: boolean): Promise<void> {
	await pass(page, scripts, course);
	await page.locator('a[href*="/ur/badge/"]').first().click();
	await expect(page.getByText('یہ بَیج اصلی ہے')).toBeVisible();
	await page.goto('/ur/sell');
	await expect(page).toHaveURL(/\/ur\/sell$/);
	await page.locator('[data-next-part="!part"] a').click();
	await pass(page, scripts, fraud);
	await page.locator('a[href$="/ur/sell"]').first().click();
	await expect(page).toHaveURL(/\/ur\/sell\/open/);
}

async function pass(page: Page, scripts: boolean, of: ReturnType<typeof courseA>): Promise<void> {
	if (scripts) await takeCheck(page, 'ur', of.check.draw, of);
	else await fillCheck(page, of);
	await expect(page).toHaveURL(/\/check\/result/, { timeout: 20_000 });
	await expect(page.locator('main')).toContainText('پرچہ پاس ہو گیا');
}

/** All questions on one page, each by its own field. */
async function fillCheck(page: Page, of: ReturnType<typeof courseA>): Promise<void> {
	await page.goto(`/ur/learn/${of.id}/check`);
	const names = await page
		.locator('form:has([name=number]) [name]')
		.evaluateAll((all) => all.map((field) => field.getAttribute('name')!));
	const drawn = of.check.items.filter(({ id }) => names.some((n) => n === id || n.startsWith(`${id}-`)));
	expect(drawn).toHaveLength(of.check.draw);
	for (const { id } of drawn) {
		const { type, key } = checkItem(of, id);
		if (type === 'sort')
			for (const [i, letter] of [...key[0]!].entries())
				await page.selectOption(`select[name="${id}-${letter}"]`, String(i + 1));
		else if (type === 'amount') await page.fill(`input[name="${id}"]`, key[0]!);
		else await page.locator(`.opt:has(input[name="${id}"][value="${key[0]!}"])`).click();
	}
	await page.locator('form:has([name=number]) button:not([name=skip])').last().click();
}

async function openShop(page: Page): Promise<void> {
	const fills: Record<string, () => Promise<unknown>> = {
		name: () => page.fill('input[name=name]', 'ثمینہ کی شالیں'),
		latin: () => page.fill('input[name=name_en]', 'Samina Shawls'),
		handle: () => page.fill('input[name=handle]', HANDLE),
		goods: () => page.check('input[name=category][value=embroidery]'),
		city: () => page.fill('input[name=city]', 'ملتان'),
		delivery: () => page.fill('input[name=delivery_fee]', '200'),
		returns: () => page.fill('textarea[name=returns]', '3 دن میں واپس')
	};
	await page.goto('/ur/sell/open/name');
	for (const step of openSteps) {
		await expect(page).toHaveURL(new RegExp(`/sell/open/${step}$`));
		await fills[step]?.();
		await page.locator('button[form=question]').click();
	}
	await expect(page).toHaveURL(/\/sell\/open\/look$/);
	await page.locator('button[form=open]').click();
	await expect(page).toHaveURL(/\/ur\/sell\/open\/done/);
}

async function listProduct(page: Page): Promise<void> {
	await page.goto('/ur/sell/products/new');
	await page.fill('[name=title]', 'سرخ کڑھائی والی شال');
	await page.fill('[name=details]', 'ہاتھ کی کڑھائی');
	await page.fill('[name=price]', '۲۶۰۰');
	await page.fill('[name=stock]', '2');
	await page.locator('button[form=product]').click();
	await expect(page).toHaveURL(/\/sell(\/products\/[0-9a-f-]{36})?(\?|$)/);
}

/** M10: a person looks before strangers do. */
async function approve(staff: Page, logins: Logins): Promise<void> {
	await logInStaff(staff, logins.staff[0]!, 'en');
	await staff.goto('/en/staff/admin/shops');
	await staff
		.locator('section, article, li')
		.filter({ hasText: 'Samina Shawls' })
		.locator('button:has-text("Approve all of this shop")')
		.first()
		.click();
	await expect(staff.locator('main')).not.toContainText('Samina Shawls');
}

/** @returns the path of the buyer's own page */
async function placeOrder(buyer: Page): Promise<string> {
	await buyer.goto(`/ur/shop/${HANDLE}`);
	await buyer.locator('ul.goods a').filter({ hasText: 'سرخ کڑھائی والی شال' }).click();
	await buyer.locator('a[href$="/order"]').click();
	await buyer.fill('input[name=name]', 'ناہید');
	await buyer.fill('input[name=phone]', '۰۳۰۰ ۷۶۵۴۳۲۱');
	await buyer.fill('input[name=city]', 'لاہور');
	await buyer.fill('[name=address]', 'گلی 4، نیو ٹاؤن');
	await buyer.fill('[name=landmark]', 'پرانی مسجد کے سامنے');
	// Whoever sends the form within a second is taken for a robot.
	await buyer.waitForTimeout(1100);
	// A double tap is one order.
	await buyer.locator('button[form=order]').dblclick();
	await expect(buyer).toHaveURL(/\/ur\/order\//);
	await expect(buyer.locator('h1')).toHaveText('آرڈر مل گیا');
	return new URL(buyer.url()).pathname;
}

/** 48 hours after the order its buyer is told, and the trainer sees it on the board of her class. */
async function tellAfter48Hours(
	server: TestServer,
	buyer: Page,
	order: string,
	trainer: Page,
	logins: Logins,
	name: string
): Promise<void> {
	server.advanceClock(47 * HOUR);
	await buyer.goto(order);
	await expect(buyer.locator('section.note.look'), 'not yet').toHaveCount(0);
	server.advanceClock(HOUR);
	await buyer.goto(order);
	await expect(buyer.locator('section.note.look')).toContainText('دکان سے 48 گھنٹے میں جواب نہیں آیا');

	await logInStaff(
		trainer,
		logins.staff.find(({ role }) => role === 'trainer')!
	);
	await trainer.getByRole('link', { name: 'کھولیں' }).click();
	await trainer.locator('a[href*="/class/"]').filter({ hasText: 'جمعرات' }).first().click();
	// Of a class as large as this one those who need most help are shown first; she looks at all.
	const all = trainer.locator('a[href*="help=all"]');
	if (await all.count()) await all.click();
	await expect(trainer.locator('.help:not(.plan) li').filter({ hasText: name })).toContainText(
		'دکان کے گاہک 48 گھنٹے سے جواب کے انتظار میں'
	);
	await trainer.context().close();
}

/** 71 hours after, it can still be answered or cancelled; from 72 on its page says what became of it, and where to order again. */
async function eraseAfter72Hours(server: TestServer, buyer: Page, order: string): Promise<void> {
	server.advanceClock(23 * HOUR);
	await buyer.goto(order);
	await expect(buyer.locator('h1')).toHaveText('آرڈر مل گیا');
	server.advanceClock(2 * HOUR);
	const anew = await buyer.context().newPage();
	expect((await anew.goto(order))!.status()).toBe(410);
	await anew.close();
	// What is sent from the page that was open all the time leads there too.
	await buyer.locator('details:has(form[action*=cancel]) summary').click();
	await buyer.locator('form[action*=cancel] input').last().check();
	await buyer.locator('form[action*=cancel] button').click();
	await expect(buyer.locator('h1')).toHaveText('یہ آرڈر کنفرم نہیں ہوا');
	await expect(buyer.locator('main')).toContainText('کوئی پیسے نہیں دینے');
	await buyer.locator('footer a').click();
	await expect(buyer).toHaveURL(new RegExp(`/ur/shop/${HANDLE}$`));
}

/** The newest order, from the notice on her own page. */
async function confirm(seller: Page, buyer: Page, order: string): Promise<void> {
	await seller.goto('/ur/me');
	await expect(seller.locator('[data-notice=orders]')).toBeVisible();
	await seller.locator('[data-notice=orders] a').click();
	await expect(seller.locator('a.new')).toHaveCount(1);
	await seller.locator('a.new').click();
	await expect(seller.locator('main')).toContainText('سرخ کڑھائی والی شال');
	await seller.locator('form[action*=confirm] button').click();
	await buyer.goto(order);
	await expect(buyer.locator('[aria-current=step]')).toContainText('کنفرم');
	await expect(buyer.locator('section.note.look'), 'answered').toHaveCount(0);
}

async function deliver(seller: Page, buyer: Page, order: string): Promise<void> {
	await seller.locator('form[action*=send] button').click();
	await buyer.goto(order);
	await expect(buyer.locator('#review')).toHaveCount(0);
	await buyer.locator('form[action*=received] button').click();
	await expect(buyer.locator('form[action*=received]')).toHaveCount(0);
	await seller.reload();
	await expect(seller.getByText('گاہک نے کہا').first()).toBeVisible();
	// M7: her word on the money is a word of its own.
	await seller.locator('form[action*=paid] button').click();
	await expect(seller.locator('form[action*=paid]')).toHaveCount(0);
}

async function review(seller: Page, buyer: Page, order: string): Promise<void> {
	await buyer.goto(order);
	await buyer.locator('#review input[value=as-shown]').check();
	await buyer.locator('#review input[value=on-time]').check();
	await buyer.locator('#review button').click();
	await expect(buyer.locator('#review input[value=as-shown]')).toBeChecked();
	await seller.reload();
	await expect(seller.locator('main')).toContainText('تصویر جیسا ہی ہے');
	// The page that this browser saw before the order may still lie in it.
	await buyer.goto(`/ur/shop/${HANDLE}?reviewed`);
	await expect(buyer.getByText('تصویر جیسا ہی ہے')).toBeVisible();
}
