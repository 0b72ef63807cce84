/**
 * Journey 2 and the end of journey 4 without a signal: course A taken home, the server's process ended, the browser closed
 * and opened again with its profile on disk, the course and the final check finished, the server back: every event safe,
 * the badge verified, nothing twice. Once passed, once not.
 */
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { firstAdministrator, makeClass } from '../support/administrator.ts';
import { browserLaunch } from '../support/browser.ts';
import { verifyIndependently } from '../support/independent-verifier.ts';
import { course, learn, SECRET, takeCheck, tapPicture } from '../support/live.ts';
import { openLog } from '../support/open-log.ts';
import { startServer } from '../support/server.ts';
import { takeHome } from './take-home.ts';
import { expect, test } from './test.ts';

const lang = 'ur';

/** A browser with its profile on disk: closing and opening it again is the phone put away overnight. */
function phoneOf(profile: string, baseURL: string): Promise<BrowserContext> {
	const { executablePath, args, env } = browserLaunch();
	return chromium.launchPersistentContext(profile, {
		executablePath,
		args,
		env,
		baseURL,
		viewport: { width: 360, height: 640 }
	});
}

const pageOf = (context: BrowserContext): Promise<Page> =>
	Promise.resolve(context.pages()[0] ?? context.newPage());

async function joinClass(page: Page, number: string): Promise<void> {
	await page.goto(`/${lang}/join?class=${number}`);
	const mine = page.locator('[data-guest-work]');
	await expect(mine).toBeVisible();
	await mine.locator('.opt').first().click();
	await page.fill('input[name=name]', 'شبانہ');
	for (const picture of SECRET) await tapPicture(page, picture);
	await page.locator('.opt:has(input[name=consent_learning])').click();
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(new RegExp(`/${lang}/me/card`));
	// Straight on, as one does: what the page hands over is kept by then, or by the next.
	await page.locator('a[href$="/me/about"]').click();
	await expect(page).toHaveURL(/me\/about/);
	await expect(page.locator('#joined')).not.toBeAttached();
}

for (const right of [10, 4])
	test(`S1–S10, A2 course A and its check without a signal, over a closed browser (${right} of 10 right)`, async () => {
		test.setTimeout(400_000);
		const server = await startServer();
		const profile = mkdtempSync(joinPath(tmpdir(), 'qadam-phone-'));
		try {
			const admin = await firstAdministrator(server);
			const number = await makeClass(admin, 'Offline', 'Class');
			let context = await phoneOf(profile, server.url);
			let page = await pageOf(context);
			await learn(page, lang, 'a1');
			await joinClass(page, number);
			await takeHome(page, `/${lang}/learn/${course.id}`);
			await context.close();
			await server.stop('SIGKILL');

			context = await phoneOf(profile, server.url);
			page = await pageOf(context);
			// From the icon.
			await page.goto(`/${lang}?home`);
			await expect(page.locator('[data-course]').first()).toBeVisible();
			for (const { id } of course.lessons.slice(1)) await learn(page, lang, id, 'wait');
			await takeCheck(page, lang, right);
			await expect(page.locator('[data-finished]')).toBeVisible();
			await page.goto(`/${lang}/me`);
			await expect(page.locator('.state.wait:visible').first()).toBeVisible();
			await context.close();
			context = await phoneOf(profile, server.url);
			page = await pageOf(context);
			await page.goto(`/${lang}/learn/${course.id}/check`);
			await expect(page.locator('[data-finished]'), 'handed in, and still so').toBeVisible();

			await server.restart();
			await page.goto(`/${lang}`);
			await expect(page.locator('.state.safe:visible').first()).toBeVisible({ timeout: 60_000 });
			await page.goto(`/${lang}/learn/${course.id}/check/result`);
			const award = page.locator(`a[href*="/${lang}/badge/"]`);
			if (right === 10) {
				await expect(award.first()).toBeVisible();
				const id = /badge\/([^/?#]+)/.exec((await award.first().getAttribute('href'))!)![1]!;
				const json = async (path: string) =>
					(await (await page.request.get(path)).json()) as Record<string, unknown>;
				const verdict = await verifyIndependently(await json(`/credentials/${id}`), {
					did: await json('/.well-known/did.json'),
					statusList: (url) => json(new URL(url).pathname)
				});
				expect(verdict).toBe('valid');
			} else await expect(page.getByRole('heading', { name: 'ابھی پاس نہیں ہوا' })).toBeVisible();

			const events = await phoneEvents(page);
			expect(
				events.filter(({ state }) => state === 'here'),
				'nothing waits'
			).toEqual([]);
			await context.close();
			const log = await openLog(server);
			expect(log.missing(events), 'every event of the phone is held').toEqual([]);
			expect(log.repeated(), 'none is held twice').toEqual([]);
			expect(log.attempts).toMatchObject([{ course: course.id, number: 1, passed: right === 10 }]);
		} finally {
			await server.stop();
			server.remove();
			rmSync(profile, { recursive: true, force: true });
		}
	});

/** Ids of the events that lie on the phone, with what the phone says of each. */
const phoneEvents = (page: Page): Promise<{ id: string; state: string }[]> =>
	page.evaluate(
		() =>
			new Promise((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const all = opening.result.transaction('events').objectStore('events').getAll();
					all.onsuccess = () => resolve(all.result.map(({ id, state }) => ({ id, state })));
				};
			})
	);
