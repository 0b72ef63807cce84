/**
 * Journey 4's middle: a shop opened question by question. A reload, a closed browser, another phone and a signal that goes in
 * the middle lose nothing; without scripts it is the same way. And the list for other marketplaces, which stays on the phone.
 */
import type { Page } from '@playwright/test';
import qrcode from 'qrcode';
import type { Logins } from '../support/demo.ts';
import { openSteps } from '../../src/lib/selling/opening/steps.ts';
import { device, logInLearner as logIn } from './learner.ts';
import { ownDemo as test } from './own-demo.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible } from './test.ts';

/** Whose badges opened an account, and who has no shop yet: the first a beginner, the second with all three badges. */
const unlocked = ({ learners }: Logins) => learners.filter((l) => l.plan === 'unlocked');

/** Pages that lie on the phone by themselves. */
const visited = (page: Page) =>
	page.evaluate(async () =>
		(await (await caches.open('visited')).keys()).map(({ url }) => new URL(url).pathname)
	);
const next = (page: Page) => page.locator('button[form=question]').click();
const at = (page: Page, step: string) => expect(page).toHaveURL(new RegExp(`/sell/open/${step}(\\?|$)`));

test('every answer is kept at its step: a reload, another phone, back and skip, a taken address, the last look', async ({
	browser,
	demo
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const her = unlocked(logins)[0]!;
	const page = await device(browser, server.url);
	await logIn(page, her, 'ur');
	await page.goto('/ur/sell');
	await expect(page).toHaveURL(/\/ur\/sell\/open$/);
	await expectAccessible(page, 'opening begins');

	await page.goto('/ur/sell/open/name');
	await page.fill('input[name=name]', '');
	await next(page);
	await expect(page.locator('.field.bad')).toBeVisible();
	await expectAccessible(page, 'a fault beside its field');
	await page.fill('input[name=name]', 'گلابی کشن');
	await next(page);
	await at(page, 'latin');
	await page.locator('button[form=skip]').click();
	await at(page, 'handle');
	await page.reload();
	await expect(page.locator('input[name=handle]'), 'from the name').toHaveValue(/^galabi/);
	await page.fill('input[name=handle]', 'shabana-shaw1s');
	await next(page);
	const free = page.locator('button[form=pick]');
	await expect(free).toHaveCount(3);
	await expectAccessible(page, 'an address that is taken');
	await free.first().click();
	await at(page, 'goods');

	const other = await device(browser, server.url);
	await logIn(other, her, 'en');
	await other.goto('/en/sell/open');
	await other.locator('main a.btn[href$="/goods"]').click();
	await other.check('input[name=category][value=home]');
	// A double tap is one answer.
	await other.locator('button[form=question]').dblclick();
	await at(other, 'about');
	await page.goto('/ur/sell/open/goods');
	await expect(page.locator('input[value=home]')).toBeChecked();
	await page.locator('header a').first().click();
	await at(page, 'handle');

	await page.goto('/ur/sell/open/look');
	await expectAccessible(page, 'the whole shop');
	await page.locator('a[href$="/city?from=look"]').click();
	await page.fill('input[name=city]', 'لاہور');
	await next(page);
	await at(page, 'look');
	await page.locator('a[href$="/delivery?from=look"]').click();
	await page.fill('input[name=delivery_fee]', '۱۵۰');
	await next(page);
	if (await page.locator('.lines .open').count()) {
		await page.locator('a[href$="/returns?from=look"]').click();
		await page.fill('textarea[name=returns]', '3 دن میں واپسی');
		await next(page);
	}
	await expect(page.locator('main')).toContainText('لاہور');
	await page.locator('button[form=open]').click();
	await at(page, 'done');
	await expect(page.locator('main')).toContainText('/ur/shop/');
	await expectAccessible(page, 'the shop is made');
	await expect(page.locator('a[href*="wa.me"]'), 'M10 nobody else can open it yet').toHaveCount(0);

	// M10: a person looks, and then it can be sent.
	const staff = await device(browser, server.url);
	await logInStaff(staff, logins.staff[0]!, 'en');
	await staff.goto('/en/staff/admin/shops');
	await staff.locator('button:has-text("Approve all of this shop")').first().click();
	await page.reload();
	await expect(page.locator('a[href*="wa.me"]')).toBeVisible();
	for (const one of [page, other, staff]) await one.context().close();
});

test('without scripts: the same questions, her own Raast QR, the same shop, its name in either language', async ({
	browser,
	demo
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const page = await device(browser, server.url, false);
	await logIn(page, unlocked(logins)[1]!, 'ur');
	await page.goto('/ur/sell/open/name');
	const fills: Record<string, () => Promise<unknown>> = {
		name: () => page.fill('input[name=name]', 'رابعہ کشن'),
		latin: () => page.fill('input[name=name_en]', 'Rabia Cushions'),
		handle: () => page.fill('input[name=handle]', 'rabia-cushions'),
		goods: () => page.check('input[name=category][value=home]'),
		city: () => page.fill('input[name=city]', 'ملتان'),
		delivery: () => page.fill('input[name=delivery_fee]', '200'),
		returns: () => page.fill('textarea[name=returns]', '3 دن میں واپسی'),
		hours: async () => {
			await page.selectOption('select[name=from]', '10');
			await page.selectOption('select[name=to]', '18');
		},
		phone: async () => {
			await page.check('input[name=shown][value="1"]');
			await page.fill('input[name=phone]', '0300 1234567');
		},
		pay: async () => {
			// A picture beside the other answer is not thrown away unsaid.
			await page.setInputFiles('input[name=photo]', 'static/icons/icon-192.png');
			await next(page);
			await expect(page.locator('fieldset .look')).toBeVisible();
			await page.check('input[name=way][value=raast]');
			await page.fill('input[name=title]', 'RABIA BIBI');
			await page.setInputFiles('input[name=photo]', 'static/icons/icon-192.png');
			await next(page);
			// It is no QR: said once, with a tick to keep it all the same.
			await expect(page.locator('#raast-fault')).toContainText('کیو آر کوڈ نظر نہیں آیا');
			await expect(page.locator('input[name=insist]')).toBeVisible();
			await page.setInputFiles('input[name=photo]', {
				name: 'raast.png',
				mimeType: 'image/png',
				buffer: await qrcode.toBuffer('000201010211520400005303586', { width: 300 })
			});
		}
	};
	for (const step of openSteps) {
		await at(page, step);
		await fills[step]?.();
		await next(page);
	}
	await at(page, 'look');
	await page.goto('/ur/sell/open/pay');
	await expect(page.locator('main img[src]')).toBeVisible();
	await page.goto('/ur/sell/open/look');
	await expect(page.locator('main')).toContainText('RABIA BIBI');
	await page.locator('button[form=open]').click();
	await at(page, 'done');

	const staff = await device(browser, server.url);
	await logInStaff(staff, logins.staff[0]!, 'en');
	await staff.goto('/en/staff/admin/shops');
	await expect(staff.locator('main'), 'both names are looked at').toContainText('Rabia Cushions');
	await staff.locator('button:has-text("Approve all of this shop")').first().click();
	for (const [lang, name] of [
		['ur', 'رابعہ کشن'],
		['en', 'Rabia Cushions']
	] as const) {
		await page.goto(`/${lang}/shop/rabia-cushions`);
		await expect(page.locator('h1')).toHaveText(name);
		await expect(page).toHaveTitle(name);
		await expect(page.locator('a[href*="wa.me/923001234567"]'), 'she shows her number').toBeVisible();
	}
	await page.context().close();
	await staff.context().close();
});

test('the signal goes in the middle: she goes on answering, closes the browser, and all of it arrives', async ({
	browser,
	demo
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const page = await device(browser, server.url);
	await logIn(page, unlocked(logins)[0]!, 'ur');
	await page.goto('/ur/sell/open/name');
	await page.waitForFunction(() => navigator.serviceWorker.controller);
	await page.reload();
	await expect.poll(() => visited(page)).toContain('/ur/phone/open');

	await page.fill('input[name=name]', 'گلابی کشن');
	await server.stop('SIGKILL');
	await next(page);
	await expect(page.locator('[data-step=latin]')).toBeVisible();
	await expect(page.locator('[data-kept]')).toBeVisible();
	await expectAccessible(page, 'a question without a signal');
	const form = (step: string) => page.locator(`[data-step=${step}] form:has([name]:not([name=skip]))`);
	await form('latin').locator('input').first().fill('Gulabi Cushions');
	await form('latin').locator('button').click();
	await expect(form('handle').locator('input'), 'from the name').toHaveValue(/^galabi/);
	await form('handle').locator('input').fill('gulabi-cushions-mtn');
	await form('handle').locator('button').click();
	await form('goods').locator('input[value=home]').check();
	await form('goods').locator('button').click();
	await page.locator('[data-step=about] form:has([name=skip]) button').click();
	await form('city').locator('input').first().fill('ملتان');
	await form('city').locator('button').click();
	await expect(page.locator('[data-step=delivery]')).toBeVisible();

	// The browser closes and opens again.
	const address = page.url();
	const context = page.context();
	await page.close();
	const again = await context.newPage();
	await again.goto(address);
	await again.goto('/ur/sell/open/city');
	await expect(again.locator('[data-step=city] input').first()).toHaveValue('ملتان');
	await again.goto('/ur/sell/open/look');
	await expect(again.locator('[data-said=goods]')).toContainText(/گھر/);
	await expectAccessible(again, 'the look without a signal');

	await server.restart();
	await again.goto('/ur');
	await expect
		.poll(
			async () => {
				await again.goto('/ur/sell/open/look');
				return again.locator('main').innerText();
			},
			{ timeout: 60_000, intervals: [2000] }
		)
		.toContain('gulabi-cushions-mtn');
	await expect(again.locator('main')).toContainText('Gulabi Cushions');
	await context.close();
});

test('an answer given without a signal that the server does not take is said on every page, and holds the shop back', async ({
	browser,
	demo
}) => {
	test.setTimeout(240_000);
	const { server, logins } = demo;
	const page = await device(browser, server.url);
	await logIn(page, unlocked(logins)[1]!, 'ur');
	await page.goto('/ur/sell/open/handle');
	await page.waitForFunction(() => navigator.serviceWorker.controller);
	await page.reload();
	await expect.poll(() => visited(page)).toContain('/ur/phone/open');
	await page.fill('input[name=handle]', 'shabana-shaw1s');
	await server.stop('SIGKILL');
	await next(page);
	await expect(page.locator('[data-step=goods]')).toBeVisible();

	await server.restart();
	await page.goto('/ur');
	await expect(page.locator('[data-notice=refused]')).toBeVisible({ timeout: 60_000 });
	await expect(page.locator('.state.wait:visible'), 'nothing goes by itself').toHaveCount(0);
	await page.goto('/ur/sell/open');
	await expect(page.locator('[data-refused-else]')).toBeVisible();
	await page.goto('/ur/sell/open/city');
	await expect(page.locator('[data-refused-else]')).toBeVisible();

	await page.locator('[data-refused-else] a').click();
	const kept = page.locator('[data-refused] li');
	await expect(kept.locator('.name'), 'what it was').toHaveText(/لنک|پتا/);
	await expect(kept.locator('.words')).toHaveText('shabana-shaw1s');
	await expect(kept.locator('.why'), 'and why it did not go').toHaveText(/[ء-ے]{3}/);
	await expectAccessible(page, 'what did not go');
	await kept.locator('[data-resend]').click();
	await expect(page.locator('[data-resent=refused]'), 'nor now').toBeVisible();

	await page.goto('/ur/sell/open/look');
	const row = page.locator('[data-refused-step=handle]');
	await expect(row).toContainText('shabana-shaw1s');
	await expect(page.locator('[data-open]')).toBeHidden();
	await expectAccessible(page, 'the look with an answer that did not go');
	await row.locator('a').click();
	await expect(page.locator('input[name=handle]'), 'her words again').toHaveValue('shabana-shaw1s');
	await expect(row.locator('[data-why]')).not.toBeEmpty();
	await next(page);
	await expect(page.locator('.field.bad'), 'refused once more, it stays').toBeVisible();
	await page.goto('/ur/sell/open/look');
	await expect(row).toBeVisible();
	await row.locator('a').click();
	await page.fill('input[name=handle]', 'rabia-cushions-mtn');
	await next(page);
	await at(page, 'look');
	await expect(page.locator('main')).toContainText('rabia-cushions-mtn');
	await expect(row).toBeHidden();
	await expect(page.locator('[data-mend]')).toBeHidden();
	await page.context().close();
});

for (const lang of ['ur', 'en'] as const)
	test(`K9 the list for other marketplaces: ticks stay on this phone, also without a signal (${lang})`, async ({
		browser,
		demo
	}) => {
		test.setTimeout(180_000);
		const { server, logins } = demo;
		const page = await device(browser, server.url);
		await logIn(
			page,
			logins.learners.find(({ plan }) => plan === 'seller')!,
			lang
		);
		const sent: string[] = [];
		await page.goto(`/${lang}/sell/elsewhere`);
		await page.waitForFunction(() => navigator.serviceWorker.controller);
		await page.reload();
		page.on('request', (request) => request.method() === 'POST' && sent.push(request.postData() ?? ''));
		await page.check('input[name=cnic]');
		await expect(page.locator('[data-said]')).not.toBeEmpty();
		await expectAccessible(page, 'the list');
		await page.reload();
		await expect(page.locator('input[name=cnic]')).toBeChecked();
		expect(sent.filter((body) => body.includes('cnic'))).toEqual([]);
		await expect(page.locator('dl')).toContainText('/shop/');
		await expect.poll(() => visited(page)).toContain(`/${lang}/phone/elsewhere`);
		await server.stop();
		await page.goto(`/${lang}/sell/elsewhere`);
		await expect(page.locator('input[name=cnic]')).toBeChecked();
		await expectAccessible(page, 'the list without a signal');
		await page.context().close();
	});
