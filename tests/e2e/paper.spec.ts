/** The emergency card of B7 on paper: filled on her phone without a signal, empty for a trainer; half a sheet. */
import { chromium } from '@playwright/test';
import { browserLaunch } from '../support/browser.ts';
import { playedPractices, playThrough } from '../support/play-practice.ts';
import { startServer } from '../support/server.ts';
import { takeHome } from './take-home.ts';
import { expect, expectAccessible, test } from './test.ts';

const { course, lesson, id, data } = playedPractices().find((p) => p.lesson === 'b7')!;
/** Of A5 across, without its margins of 10 mm; a millimetre of CSS is 96 / 25.4 px. */
const HALF = { width: Math.floor((190 * 96) / 25.4), height: Math.floor((128 * 96) / 25.4) };
const filled = { helper: 'نسرین', helpline: '0800 12345', place: 'Behind the scales' };

for (const lang of ['ur', 'en'] as const) {
	test(`the card is filled on her phone alone, and opens without a signal (${lang})`, async () => {
		test.setTimeout(180_000);
		const server = await startServer();
		const browser = await chromium.launch(browserLaunch());
		try {
			const page = await browser.newPage({ baseURL: server.url, viewport: { width: 360, height: 640 } });
			await takeHome(page, `/${lang}/learn/${course.id}`);
			await server.stop('SIGKILL');
			await page.goto(`/${lang}/learn/${course.id}/${lesson}#${id}-do`);
			await expect(page.locator('body[data-playing] [data-island][data-live]')).toBeAttached();
			await playThrough(page, data[lang], { slips: false, live: true, own: filled });
			await page.locator('a[href$="/b7/paper"]').click();

			for (const [field, value] of Object.entries(filled))
				await expect(page.locator(`[data-field=${field}]`)).toHaveText(value);
			await expect(page.locator('[data-field=helpline] bdi[dir=ltr]')).toHaveText(filled.helpline);
			await expectAccessible(page, 'the card');

			await page.emulateMedia({ media: 'print' });
			await page.setViewportSize(HALF);
			const card = page.locator('section');
			await expect(card).toBeVisible();
			expect((await card.boundingBox())!.height).toBeLessThanOrEqual(HALF.height);
			expect(await page.evaluate(() => document.body.innerText.trim().split('\n')[0])).toBe(
				await card.locator('h1').innerText()
			);
			for (const around of ['header', '.frieze', '.aside', '.no-print'])
				for (const part of await page.locator(around).all()) await expect(part).toBeHidden();
			const pdf = await page.pdf({ preferCSSPageSize: true });
			expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
		} finally {
			await browser.close();
			await server.stop();
			server.remove();
		}
	});

	test(`a trainer prints it empty, without scripts (${lang})`, async ({ server, browser }) => {
		const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
		const page = await context.newPage();
		await page.goto(`/${lang}/learn/${course.id}/${lesson}`);
		await page.locator('a[href$="/b7/paper"]').click();
		for (const field of Object.keys(filled))
			await expect(page.locator(`[data-field=${field}]`)).toHaveText('');
		await page.emulateMedia({ media: 'print' });
		await page.setViewportSize(HALF);
		expect((await page.locator('section').boundingBox())!.height).toBeLessThanOrEqual(HALF.height);
		await context.close();
	});
}

test('a lesson that makes no such paper has none', async ({ server }) => {
	for (const other of [`${course.id}/b4`, 'selling-online/a5', 'selling-online/a1', 'nothing/b7'])
		expect((await fetch(`${server.url}/ur/learn/${other}/paper`)).status, other).toBe(404);
});
