/**
 * M2. Three and six months after she was enrolled: one card on her home, four questions, every answer optional; answered
 * without a signal, without scripts, or to her trainer.
 */
import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { joinLearner } from '#lib/accounts/index.server.ts';
import type { Purpose } from '#lib/accounts/index.ts';
import { writeEnrolment } from '#lib/cohorts/index.server.ts';
import { DAY } from '../../src/lib/platform/clock.ts';
import { composeBeside } from '../support/beside.ts';
import { makeHistoryClass } from '../support/history-class.ts';
import type { TestServer } from '../support/server.ts';
import { device, logInLearner } from './learner.ts';
import { logInStaff, makeTrainer } from './staff.ts';
import { expect, expectAccessible, test, type Lang } from './test.ts';

const SECRET = '493817';
const PASSWORD = 'a shawl for every winter';
const MONTHS = { 3: 95, 6: 190 } as const;

/** A class with a trainer, and a learner who came into it so long ago. */
async function enrolled(
	server: TestServer,
	daysAgo: number,
	{ consents = ['reporting'], lang = 'ur' }: { consents?: Purpose[]; lang?: Lang } = {}
) {
	const composed = await composeBeside(server);
	const { services } = composed;
	const made = await makeHistoryClass(services, {
		learners: 0,
		courses: [services.catalogue.course('selling-online')!]
	});
	const email = `follow-up-${made.cohortId}@qadam.example`;
	await makeTrainer(services, made, { email, password: PASSWORD });
	const joined = await joinLearner(
		services,
		{
			key: randomBytes(16).toString('hex'),
			name: 'شبانہ',
			lang,
			secret: { kind: 'digits', text: SECRET },
			consents,
			profiles: [],
			deviceHash: 'elsewhere'
		},
		(tx, learnerId) =>
			writeEnrolment(tx, {
				learnerId,
				organisationId: made.at.organisationId,
				cohortId: made.cohortId,
				state: 'active',
				at: services.clock() - daysAgo * DAY
			})
	);
	await composed.close();
	if (!joined.ok) throw new Error('she did not join');
	const { learnerId, card } = joined.value;
	return {
		learnerId,
		login: { code: card!.code, secret: SECRET },
		trainer: { email, password: PASSWORD },
		path: `staff/${made.at.organisationId}/class/${made.cohortId}/learner/${learnerId}`
	};
}

async function rows(server: TestServer, learnerId: string) {
	const { services, close } = await composeBeside(server);
	const { db } = services;
	const found = await db
		.selectFrom('follow_up')
		.select(['month', 'answers', 'by_person'])
		.where('learner_id', '=', learnerId)
		.execute();
	const events = await db
		.selectFrom('event')
		.select('event_id')
		.where('learner_id', '=', learnerId)
		.where('kind', 'like', 'followup.%')
		.execute();
	await close();
	return {
		found: found.map((row) => ({ ...row, answers: JSON.parse(row.answers) as object })),
		events: events.length
	};
}

const card = (page: Page) => page.locator('[data-follow-up]');
const tap = (page: Page, field: string, value: string) =>
	page.locator(`label:has(input[name=${field}][value="${value}"])`).click();
const done = (page: Page) => page.locator('[data-done]');

/** What the phone knows stands in the page: only then is a card that is hidden one that does not come. */
const filled = (page: Page) =>
	expect
		.poll(() => page.evaluate(() => !!document.querySelector<HTMLElement>('[data-later]')?.onclick))
		.toBe(true);

/** The page keeps what she says on the phone; before that its forms go as plain ones. */
const ready = (page: Page) =>
	expect
		.poll(() => page.evaluate(() => !!document.querySelector<HTMLFormElement>('[data-answer]')?.onsubmit))
		.toBe(true);

/** Her home with a worker behind it, and what the server told of her. */
async function home(page: Page, lang: Lang): Promise<void> {
	await page.goto(`/${lang}`);
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await expect(card(page)).toBeVisible();
}
/** The page that asks lies on this phone. */
const brought = (page: Page, lang: Lang) =>
	expect
		.poll(() =>
			page.evaluate(
				async (path) => !!(await (await caches.open('visited')).match(path, { ignoreVary: true })),
				`/${lang}/phone/follow-up`
			)
		)
		.toBe(true);

for (const { lang, month, dark } of [
	{ lang: 'ur', month: 3, dark: false },
	{ lang: 'en', month: 6, dark: true }
] as const)
	test(`M2 S1 the card comes, is answered without a signal, waits, and is safe; it comes no more (${lang}, ${month} months)`, async ({
		browser,
		server
	}) => {
		const her = await enrolled(server, MONTHS[month], { lang });
		const page = await device(browser, server.url);
		const context = page.context();
		if (dark) await page.emulateMedia({ colorScheme: 'dark' });
		await logInLearner(page, her.login, lang);
		await home(page, lang);
		await expect(card(page).locator(`[data-month="${month}"]`)).toBeVisible();
		await expect(card(page).locator('p:visible')).toHaveCount(1);
		// T6: nothing that a family must not read.
		await expect(card(page)).not.toContainText(/پیس|کما|رقم|دکان|money|earn|shop|Rs/);
		// It stands beside the next lesson, which stays one tap away.
		await expect(page.locator('[data-large]:not([hidden]) a[data-brick]')).toBeVisible();
		await expectAccessible(page, 'home with the card');
		await brought(page, lang);

		await context.setOffline(true);
		await page.reload();
		await expect(card(page)).toBeVisible();
		await card(page).locator('a[href$="/me/follow-up"]').click();
		await expect(page).toHaveURL(`/${lang}/me/follow-up`);
		await expect(page.locator('[data-answer]')).toBeVisible();
		await expect(page.locator('[data-answer] fieldset')).toHaveCount(4);
		await expectAccessible(page, 'the questions');
		await ready(page);
		// Nothing chosen is no answer, and says so.
		await page.locator('[data-answer] button.main').click();
		await expect(page.locator('[data-none]')).toBeVisible();
		await tap(page, 'sells_now', 'yes');
		await expect(page.locator('[data-none]')).toBeHidden();
		await tap(page, 'orders', '6_20');
		await tap(page, 'earnings', 'together');
		// Two touches are one answer.
		await page.locator('[data-answer] button.main').dblclick();
		await expect(done(page)).toBeVisible();
		await expect(done(page).locator('.state.wait')).toBeVisible();
		await expect(page.locator('[data-ask]')).toBeHidden();
		await expectAccessible(page, 'kept on this phone');
		expect((await rows(server, her.learnerId)).events).toBe(0);
		// Opened again it says where the answer is, and asks nothing; so does her home.
		await page.reload();
		await expect(done(page).locator('.state.wait')).toBeVisible();
		await page.goto(`/${lang}`);
		await filled(page);
		await expect(card(page)).toBeHidden();
		await page.goto(`/${lang}/me/follow-up`);
		await expect(done(page)).toBeVisible();

		// The page may hear of the signal before its worker has one: she looks again.
		await context.setOffline(false);
		await expect(async () => {
			await page.goto(`/${lang}/me/follow-up`);
			await expect(page.locator('.state.safe:visible')).toHaveCount(1);
		}).toPass();
		await expect(page.locator('[data-answer]')).toBeHidden();
		expect(await rows(server, her.learnerId)).toEqual({
			found: [
				{
					month,
					answers: { sells_now: 'yes', orders: '6_20', earnings: 'together' },
					by_person: 'self'
				}
			],
			events: 1
		});
		await expectAccessible(page, 'answered');
		await page.goto(`/${lang}`);
		await filled(page);
		await expect(card(page)).toBeHidden();
		await context.close();
	});

test('"not now" rests for a week on this phone, "do not ask me again" for good', async ({
	browser,
	server
}) => {
	const her = await enrolled(server, MONTHS[3]);
	const page = await device(browser, server.url);
	await page.clock.install({ time: Date.now() });
	await page.clock.resume();
	await logInLearner(page, her.login);
	await home(page, 'ur');
	await card(page).locator('[data-later]').click();
	await expect(card(page)).toBeHidden();
	await expect(page).toHaveURL('/ur');
	await page.reload();
	await filled(page);
	await expect(card(page)).toBeHidden();
	expect((await rows(server, her.learnerId)).events).toBe(0);
	// Whoever wants to answer finds the page all the same; from there "not now" leads home.
	await page.goto('/ur/me/follow-up');
	await expect(page.locator('[data-answer]')).toBeVisible();
	await page.locator('[data-ask] [data-later]').click();
	await expect(page).toHaveURL('/ur');
	await expect(card(page)).toBeHidden();
	await page.clock.setSystemTime(Date.now() + 8 * DAY);
	await page.goto('/ur');
	// The lock of a tile that nobody touched falls by the same clock: she opens her work again.
	if (/\/who/.test(page.url())) await logInLearner(page, her.login);
	await home(page, 'ur');
	await card(page).locator('a[href$="/me/follow-up"]').click();
	await ready(page);
	await page.locator('[data-decline] button').dblclick();
	await expect(done(page).locator('[data-of=declined]')).toBeVisible();
	await expect(done(page).locator('.state.safe')).toBeVisible();
	expect(await rows(server, her.learnerId)).toEqual({
		found: [{ month: 3, answers: {}, by_person: 'self' }],
		events: 1
	});
	await page.goto('/ur');
	await filled(page);
	await expect(card(page)).toBeHidden();
	await page.context().close();
});

test('without scripts: from her own page, by a plain form; a second tap is the same answer', async ({
	browser,
	server
}) => {
	const her = await enrolled(server, MONTHS[3]);
	const page = await device(browser, server.url, false);
	await logInLearner(page, her.login);
	await page.goto('/ur/me');
	await card(page).locator('a[href$="/me/follow-up"]').click();
	await expect(page).toHaveURL('/ur/me/follow-up');
	await page.locator('[data-answer] button.main').click();
	await expect(page.locator('[data-none]')).toBeVisible();
	await tap(page, 'sells_now', 'no');
	await tap(page, 'own_account', 'yes');
	await page.locator('[data-answer] button.main').dblclick();
	await expect(page.locator('.state.safe')).toBeVisible();
	const kept = {
		found: [{ month: 3, answers: { sells_now: 'no', own_account: 'yes' }, by_person: 'self' }],
		events: 1
	};
	expect(await rows(server, her.learnerId)).toEqual(kept);
	await page.goto('/ur/me');
	await expect(card(page)).toHaveCount(0);
	// What was said may be corrected while it is asked.
	await page.goto('/ur/me/follow-up');
	await page.locator('details summary').click();
	await tap(page, 'sells_now', 'yes');
	await page.locator('[data-answer] button.main').click();
	await expect(page.locator('.state.safe')).toBeVisible();
	expect((await rows(server, her.learnerId)).found).toEqual([
		{ month: 3, answers: { sells_now: 'yes' }, by_person: 'self' }
	]);
	await page.context().close();
});

test('K5 who has not allowed to be counted, or whose time is not now, is asked nothing; a form all the same is refused kindly', async ({
	browser,
	server
}) => {
	for (const [days, consents] of [
		[MONTHS[3], []],
		[50, ['reporting']]
	] as const) {
		const her = await enrolled(server, days, { consents: [...consents] });
		const page = await device(browser, server.url);
		await logInLearner(page, her.login);
		await page.goto('/ur');
		await filled(page);
		await expect(card(page)).toBeHidden();
		await page.goto('/ur/me/follow-up');
		await expect(page.locator('[data-answer]')).toHaveCount(0);
		await expectAccessible(page, 'nothing to ask');
		const answer = await page.request.post('/ur/me/follow-up', {
			form: { key: '0'.repeat(32), month: '3', sells_now: 'yes' },
			headers: { origin: server.url, accept: 'text/html' }
		});
		expect(answer.status()).toBe(409);
		expect(await answer.text()).toContain(consents.length ? 'وقت گزر گیا' : 'اجازت');
		for (const form of [
			{},
			{ key: 'x' },
			{ key: '0'.repeat(32), month: '3\u0000', orders: '9'.repeat(999) }
		] as Record<string, string>[]) {
			const bad = await page.request.post('/ur/me/follow-up', {
				form,
				headers: { origin: server.url, accept: 'text/html' }
			});
			expect([400, 409]).toContain(bad.status());
		}
		expect(await rows(server, her.learnerId)).toEqual({ found: [], events: 0 });
		await page.context().close();
	}
});

for (const { lang, width, scripts } of [
	{ lang: 'ur', width: 360, scripts: true },
	{ lang: 'en', width: 1280, scripts: false }
] as const)
	test(`K6 her trainer asks her, sitting beside her (${lang}, ${width} px${scripts ? '' : ', no scripts'})`, async ({
		browser,
		server
	}) => {
		const her = await enrolled(server, MONTHS[6]);
		const context = await browser.newContext({
			baseURL: server.url,
			viewport: { width, height: 740 },
			javaScriptEnabled: scripts
		});
		const page = await context.newPage();
		await logInStaff(page, her.trainer, lang);
		await page.goto(`/${lang}/${her.path}`);
		const section = page.locator('#followup');
		await expect(section.locator('li')).toHaveCount(2);
		await section.locator('summary').click();
		await expect(section.locator('fieldset')).toHaveCount(4);
		if (scripts) await expectAccessible(page, 'the questions on the learner’s page');
		await section.locator('form').first().getByRole('button').click();
		await expect(section.locator('[role=alert]')).toBeVisible();
		if (!(await section.locator('fieldset').first().isVisible())) await section.locator('summary').click();
		await tap(page, 'sells_now', 'yes');
		await tap(page, 'orders', '1_5');
		await section.locator('form').first().getByRole('button').dblclick();
		await expect(page).toHaveURL(/done=followup/);
		await expect(section.locator('li').nth(1)).toContainText('ناہید');
		const { found, events } = await rows(server, her.learnerId);
		expect(found).toMatchObject([{ month: 6, answers: { sells_now: 'yes', orders: '1_5' } }]);
		expect(found[0]!.by_person).not.toBe('self');
		expect(events).toBe(1);
		// That it was said stands on the page, what was said does not.
		await expect(section.locator('input:checked:not([value=""])')).toHaveCount(0);
		await context.close();

		const phone = await device(browser, server.url);
		await logInLearner(phone, her.login);
		await phone.goto('/ur');
		await filled(phone);
		await expect(card(phone)).toBeHidden();
		await phone.context().close();
	});
