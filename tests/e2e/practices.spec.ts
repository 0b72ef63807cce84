/**
 * Every played practice to its end, in both languages: on the phone with the server's process ended, once wrong wherever it
 * can be wrong; and by plain forms without scripts. Each way of asking by a thumb in Urdu and by the keyboard in English. Also of
 * the courses that are still in review.
 */
import { chromium, type Page } from '@playwright/test';
import { letterOf, play, writeTrail } from '../../src/lib/assessment/index.ts';
import { askOf } from '../../src/lib/catalog/index.ts';
import { browserLaunch } from '../support/browser.ts';
import { openedContent } from '../support/opened-content.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import { playedPractices, playPlainly, playThrough } from '../support/play-practice.ts';
import { startServer } from '../support/server.ts';
import { openedServer as test } from './opened-server.ts';
import { takeHome } from './take-home.ts';
import { expect } from './test.ts';

const practices = playedPractices().filter(({ course }) => course.status !== 'draft');
const courses = [...new Set(practices.map((p) => p.course))];

test('there are practices to play, in every course', () => {
	expect(practices.length).toBeGreaterThan(5);
	expect(courses.map(({ code }) => code).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
});

/** How many events of the phone wait or are held: what a finished practice writes down is among them. */
const eventsOn = (page: Page): Promise<number> =>
	page.evaluate(
		() =>
			new Promise((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const count = opening.result.transaction('events').objectStore('events').count();
					count.onsuccess = () => resolve(count.result);
				};
			})
	);

/** A practice that begins with a choice, and a wrong one there that costs something and is asked again. */
const dear = practices
	.map((p) => ({ ...p, first: p.data.ur.scenes[0]! }))
	.map((p) => ({ ...p, wrong: p.first.options?.findIndex((o) => !o.right && !o.to && o.meters) ?? -1 }))
	.find(({ wrong }) => wrong >= 0);

test('a double tap of a thumb is one answer', async ({ page }) => {
	const { course, lesson, id, data, first, wrong } = dear!;
	await page.goto(`/ur/learn/${course.id}/${lesson}#${id}-do`);
	await expect(page.locator('body[data-playing] [data-island][data-live]')).toBeAttached();
	const form = page.locator('form.play');
	await form.locator(`button[name=a][value=${letterOf(wrong)}]`).dblclick();
	await expect(form.locator('.why')).toHaveCount(1);
	const once = play(data.ur, [{ scene: first.id, answer: letterOf(wrong) }]);
	await expect(form.locator('[name=m]')).toHaveValue(writeTrail(once));
});

for (const lang of ['ur', 'en'] as const)
	for (const course of courses) {
		const mine = practices.filter((p) => p.course === course);

		test(`practices of ${course.id} on the phone, without a signal (${lang})`, async () => {
			test.setTimeout(300_000);
			const opened = openedContent();
			const server = await startServer({}, opened.folder);
			const browser = await chromium.launch(browserLaunch());
			try {
				const page = await browser.newPage({ baseURL: server.url, viewport: { width: 360, height: 640 } });
				await takeHome(page, `/${lang}/learn/${course.id}`);
				await server.stop('SIGKILL');
				let events = 0;
				for (const { lesson, id, data } of mine) {
					await page.goto(`/${lang}/learn/${course.id}/${lesson}#${id}-do`);
					await expect(page.locator('body[data-playing] [data-island][data-live]'), id).toBeAttached();
					const missed = await playThrough(page, data[lang], { slips: true, live: true });
					expect(missed.length, id).toBeGreaterThan(0);
					await expect(page.locator('body:not([data-playing])')).toBeAttached();
					// That it was done and, where it makes something for her shop, what it made.
					const keeps = course.lessons.find((l) => l.id === lesson)?.keeps;
					events += keeps === 'profile' || keeps === 'policy' ? 2 : 1;
					await expect.poll(() => eventsOn(page), id).toBe(events);
					await expect(page.locator('[data-keeping]'), id).toHaveCount(0);
					// Left and opened again, the end is still the end, and is not told twice.
					await page.reload();
					await expect(page.locator('form.play .note[role=status]')).toBeVisible();
					expect(await eventsOn(page), id).toBe(events);
				}
			} finally {
				await browser.close();
				await server.stop();
				server.remove();
				opened.remove();
			}
		});

		test(`practices of ${course.id} by plain forms (${lang})`, async ({ server }) => {
			for (const { lesson, id, data } of mine) {
				const her = new PlainBrowser(server.url);
				await her.open(`/${lang}/learn/${course.id}/${lesson}`);
				await playPlainly(her, data[lang], { slips: true });
				await her.submit({ action: '?/done' });
				expect(her.current.url.href, id).toMatch(/play\?kept/);
			}
		});
	}

/** The first of each way of asking. */
const ways = new Set<string>();
const everyWay = practices.filter(({ data }) => {
	const before = ways.size;
	for (const scene of data.ur.scenes) ways.add(askOf(scene));
	return ways.size > before;
});

for (const { course, lesson, id, data } of everyWay)
	for (const [lang, hand] of [
		['ur', 'thumb'],
		['en', 'keys']
	] as const)
		test(`${id} by ${hand} (${lang})`, async ({ page }) => {
			test.setTimeout(120_000);
			await page.goto(`/${lang}/learn/${course.id}/${lesson}#${id}-do`);
			await expect(page.locator('body[data-playing] [data-island][data-live]'), id).toBeAttached();
			await playThrough(page, data[lang], { slips: true, live: true, hand });
			await expect(page.locator('body:not([data-playing])')).toBeAttached();
		});

// What the forms say is seen, too.
for (const { course, lesson, id, data } of everyWay)
	test(`${id} by plain forms, in a browser without scripts`, async ({ server, browser }) => {
		test.setTimeout(120_000);
		const context = await browser.newContext({
			javaScriptEnabled: false,
			baseURL: server.url,
			viewport: { width: 360, height: 640 }
		});
		const page = await context.newPage();
		await page.goto(`/ur/learn/${course.id}/${lesson}`);
		await playThrough(page, data.ur, { slips: true, live: false });
		await page.locator('form[action="?/done"] button').click();
		await expect(page, id).toHaveURL(/play\?kept/);
		await context.close();
	});
