/**
 * A trainer's class without a signal (docs/decisions/014): kept by a tap, the server's process ended, opened by her password,
 * attendance and a note, the server back, all of it there; locked, wiped at log-out, another's never shown.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { composeBeside } from '../support/beside.ts';
import { makeHistoryClass, type HistoryClass } from '../support/history-class.ts';
import { LISTING, PRICE } from '../support/made-work.ts';
import { measure } from '../support/measure.ts';
import { START, startServer, type TestServer } from '../support/server.ts';
import { logInStaff, makeTrainer } from './staff.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const TRAINER = { email: 'without-a-signal@qadam.example', password: 'a shawl for every winter' };

interface Site {
	own: TestServer;
	made: HistoryClass;
	board: string;
}

const test = base.extend<object, { site: Site }>({
	site: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const own = await startServer();
			const composed = await composeBeside(own);
			const { services } = composed;
			const course = services.catalogue.course('selling-online');
			const shown = services.catalogue.course('digital-payments')!;
			const made = await makeHistoryClass(services, { learners: 4, courses: [course!, shown] });
			const [first] = made.learnerIds;
			await made.did(first!, 'draft.saved', { part: 'listing', value: LISTING }, 1);
			await made.did(first!, 'draft.saved', { part: 'price', value: PRICE }, 1);
			const place = { course: shown.id, version: shown.version, lang: 'ur', lesson: shown.practical.lesson };
			await made.did(first!, 'lesson.finished', place, 2);
			const { organisationId } = made.at;
			await makeTrainer(services, made, TRAINER);
			const plan = { courses: [course!.id, shown.id], startsOn: '2026-11-24', weeks: 1, weekday: 1 };
			await services.db
				.updateTable('cohort')
				.set({ plan: JSON.stringify(plan) })
				.where('organisation_id', '=', organisationId)
				.where('cohort_id', '=', made.cohortId)
				.execute();
			await composed.close();
			await use({ own, made, board: `/ur/staff/${organisationId}/class/${made.cohortId}` });
			await own.stop();
			own.remove();
		},
		{ scope: 'worker', timeout: START }
	]
});
// In order, on one server that is stopped and started.
test.describe.configure({ mode: 'default' });

async function keep(context: BrowserContext, { board }: Site): Promise<Page> {
	const page = await context.newPage();
	await logInStaff(page, TRAINER);
	await page.goto(board);
	await page.locator('a[href*="/staff/offline#"]').click();
	await page.locator('#password-keep').fill(TRAINER.password);
	await page.locator('[data-form=keep] button').click();
	await expect(page.locator('[data-view=class]')).toBeVisible();
	return page;
}

async function unlock(page: Page): Promise<void> {
	await page.locator('#password-open').fill(TRAINER.password);
	await page.locator('[data-form=open] button').click();
	await expect(page.locator('[data-view=class]')).toBeVisible();
}

test('K3, S1–S8 kept, opened without a signal, worked in, and sent when there is one', async ({
	browser,
	site
}) => {
	test.setTimeout(120_000);
	const { own, board } = site;
	const context = await browser.newContext({ baseURL: own.url, viewport: { width: 360, height: 640 } });
	const page = await keep(context, site);
	await expect(page.locator('[data-part=board] [data-name]')).toHaveCount(4);
	await expect(page.locator('[data-fresh]')).toContainText('KB');

	await own.stop();
	// Any staff page leads here; the learners' worker has no part in it.
	await page.goto(board);
	await expect(page).toHaveURL(/\/ur\/staff\/offline$/);
	await expect(page.locator('[data-view=locked]')).toBeVisible();
	expect(await page.locator('main').innerText()).not.toContain('منگل');
	await page.locator('#password-open').fill('not her password');
	await page.locator('[data-form=open] button').click();
	await expect(page.locator('[data-say=wrong]')).toBeVisible();
	await unlock(page);

	await page.locator('[data-tab=attendance]').click();
	const first = page.locator('[data-part=attendance] [data-rows] > li').first();
	await first.locator('[data-choose=away]').click();
	await expect(first.locator('[data-choose=away]')).toHaveAttribute('aria-pressed', 'true');
	await page.locator('[data-rest]').click();
	await expect(page.locator('[data-part=attendance] [data-choose=here][aria-pressed=true]')).toHaveCount(3);
	await page.locator('[data-tab=notes]').click();
	await page.locator('#note').fill('گھر میں شادی ہے');
	await page.locator('[data-part=notes] form button').click();
	await expect(page.locator('[data-part=notes] [data-rows]')).toContainText('گھر میں شادی ہے');
	await page.locator('[data-tab=marks]').click();
	// One is kept by the app, one was shown to her: each with its own rubric.
	const practicals = page.locator('[data-part=marks] [data-rows] > details');
	await expect(practicals).toHaveCount(2);
	const practical = practicals.filter({ hasText: LISTING.what });
	await practical.locator('summary').click();
	await expect(practical.locator('[data-shown]')).toBeHidden();
	const lines = practical.locator('input[type=checkbox]');
	const count = await lines.count();
	for (let i = 0; i < count; i++) await lines.nth(i).check();
	await practical.locator('textarea').fill('بہت صاف لکھا ہے');
	await practical.locator('button.main').click();
	await expect(practicals).toHaveCount(1);
	await practicals.locator('summary').click();
	await expect(practicals.locator('[data-shown]')).toBeVisible();
	await practicals.locator('input[type=checkbox]').first().check();
	await practicals.locator('button.main').click();
	await expect(page.locator('[data-part=marks] [data-none]')).toBeVisible();
	await expect(page.locator('.state.here')).toContainText('7');

	// Closed and opened again, still without a signal: all of it is there.
	await page.reload();
	await unlock(page);
	await expect(page.locator('.state.here')).toContainText('7');

	await own.restart();
	await page.locator('[data-refresh]').click();
	await expect(page.locator('.state.safe')).toBeVisible();
	await page.goto(`${board}/meetings`);
	await page.locator('a[href$="/attendance"]').first().click();
	await expect(page.locator('.choice[aria-pressed=true]')).toHaveCount(4);
	await page.goto(`${board}/marks`);
	const marked = page.locator('main details').first();
	await marked.locator('summary').click();
	await expect(marked.locator('textarea')).toHaveValue('بہت صاف لکھا ہے');
	await expect(marked.locator('input[type=checkbox]:checked')).toHaveCount(count);
	await expect(page.locator('main details input[type=checkbox]:checked')).toHaveCount(count + 1);
	await context.close();
});

test('at log-out the class is gone from the phone, and its page with it', async ({ browser, site }) => {
	const context = await browser.newContext({ baseURL: site.own.url, viewport: { width: 360, height: 640 } });
	const page = await keep(context, site);
	await page.goto(site.board);
	await page.locator('form[action$="/staff/logout"] button').click();
	await expect(page).toHaveURL(/staff\/login/);
	await page.goto('/ur/staff/offline');
	await expect(page.locator('[data-view=nothing]')).toBeVisible();
	expect(await page.evaluate(() => caches.has('class'))).toBe(false);
	await context.close();
});

test('without a signal log-out takes the names too, and says what is left to do', async ({
	browser,
	site
}) => {
	const { own, board } = site;
	const context = await browser.newContext({ baseURL: own.url, viewport: { width: 360, height: 640 } });
	const page = await keep(context, site);
	// On a page of the other language, where no page without names is kept.
	await page.goto(board.replace('/ur/', '/en/'));
	await own.stop();
	await page.locator('form[action$="/staff/logout"] button').click();
	await expect(page.locator('[data-say=still_in]')).toBeVisible();
	await expect(page.locator('[data-view=nothing]')).toBeVisible();
	await own.restart();
	await context.close();
});

test('log-out in one page closes the class in another', async ({ browser, site }) => {
	const context = await browser.newContext({ baseURL: site.own.url, viewport: { width: 360, height: 640 } });
	const kept = await keep(context, site);
	const page = await context.newPage();
	await page.goto(site.board);
	await page.locator('form[action$="/staff/logout"] button').click();
	await expect(kept.locator('[data-view=nothing]')).toBeVisible();
	await context.close();
});

for (const lang of ['ur', 'en'] as const)
	test(`the page without names is whole and accessible (${lang})`, async ({ browser, site }) => {
		const context = await browser.newContext({
			baseURL: site.own.url,
			viewport: { width: 360, height: 640 }
		});
		const page = await context.newPage();
		await page.goto(`/${lang}/staff/offline`);
		await expect(page.locator('[data-view=nothing]')).toBeVisible();
		await expectAccessible(page, `${lang} nothing kept`);
		await context.close();
	});

/** What came to browsers after Chromium 80, the floor (budgets). */
const YOUNGER =
	/\.at\(|\.findLast|\.to(Sorted|Reversed|Spliced)\(|Object\.hasOwn|structuredClone\(|randomUUID|AbortSignal\.(timeout|any)|Promise\.any|Array\.fromAsync|\.group(By)?\(|\?\?=|\|\|=|&&=|replaceAll/g;

test('its scripts call nothing younger than Chromium 80', async ({ site }) => {
	const page = await measure(`${site.own.url}/ur/staff/offline`);
	const scripts = [...page.text.matchAll(/<script[^>]* src="(\/i\/[^"]+)"/g)].map(([, path]) => path!);
	expect(scripts).toHaveLength(1);
	for (const path of [...scripts, '/staff-worker.js']) {
		const { text } = await measure(site.own.url + path);
		expect(text.match(YOUNGER) ?? [], path).toEqual([]);
	}
});
