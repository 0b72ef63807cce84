/** The fraud check (M1): a check about some lessons of course B, at an address of its own; lessons stay the course's. */
import { chromium, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { browserLaunch } from '../support/browser.ts';
import { fraud, takeCheck } from '../support/live.ts';
import { startServer } from '../support/server.ts';
import { takeHome } from './take-home.ts';
import { expect, expectAccessible, test, type Lang } from './test.ts';

const LANGS = ['ur', 'en'] as const;
const at = (lang: Lang, course: string, rest = '') => `/${lang}/learn/${course}${rest}`;
const WHOLE = fraud.of!;

async function join(page: Page, lang: Lang): Promise<void> {
	await page.goto(`/${lang}/join`);
	await page.fill('[name=name]', 'Nasreen');
	for (const summary of await page.locator('summary').all()) await summary.click();
	await page.fill('[name=digits]', '582917');
	await page.check('[name=consent_learning]');
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(/\/me\/card/);
	await expect(page.locator('#joined')).toHaveCount(0);
}

test('its course offers it; every other page of it is the course’s own', async ({ page, server }) => {
	for (const lang of LANGS) {
		await page.goto(at(lang, WHOLE));
		await expect(page.locator(`main a[href="${at(lang, fraud.id, '/check')}"]`)).toBeVisible();
		await expect(page.getByText(fraud.title[lang], { exact: true }).first()).toBeVisible();
		await expectAccessible(page, 'course B');
		for (const rest of ['', `/${fraud.lessons[0]!.id}`, '/rehearsal', '/before', '/after']) {
			const answer = await fetch(server.url + at(lang, fraud.id, rest), { redirect: 'manual' });
			expect([answer.status, answer.headers.get('location')], rest).toEqual([303, at(lang, WHOLE, rest)]);
		}
		for (const rest of ['', '/check', '/check/phone', '/check/result', '/rehearsal', '/b5', '/before']) {
			const answer = await fetch(server.url + at(lang, 'seller-ready', rest), { redirect: 'manual' });
			expect(answer.status, rest).toBe(404);
		}
		const answers = await fetch(`${server.url}${at(lang, fraud.id, '/b5/answer')}?/finish`, {
			method: 'POST',
			body: new URLSearchParams({ version: fraud.version }),
			redirect: 'manual'
		});
		expect(answers.status).toBeGreaterThanOrEqual(400);
		expect(answers.status).toBeLessThan(500);
	}
});

for (const lang of LANGS)
	test(`a guest is asked to join; one miss is not passed, all right is, and leads on to badge A (${lang})`, async ({
		page,
		server
	}) => {
		test.setTimeout(120_000);
		await page.goto(at(lang, fraud.id, '/check'));
		await expect(page.locator('h1')).toContainText(fraud.title[lang]);
		await expect(page.locator(`main a[href="/${lang}/join"]`)).toBeVisible();
		await join(page, lang);
		await takeCheck(page, lang, fraud.check.draw - 1, fraud);
		await expect(page).toHaveURL(/fraud-check\/check\/result/, { timeout: 20_000 });
		await expect(
			page.getByRole('heading', { name: lang === 'ur' ? 'ابھی پاس نہیں' : 'Not yet' })
		).toBeVisible();
		await expect(page.locator(`[data-revisit] a[href^="${at(lang, WHOLE, '/b')}"]`)).toHaveCount(1);
		await expect(page.locator(`a[href="${at(lang, WHOLE, '/rehearsal')}"]`)).toBeVisible();
		await expectAccessible(page, 'not yet');
		server.advanceClock(2 * 3_600_000);
		await takeCheck(page, lang, fraud.check.draw, fraud);
		await expect(page).toHaveURL(/fraud-check\/check\/result/, { timeout: 20_000 });
		await expect(page.locator(`.acts a[href="${at(lang, 'selling-online')}"]`)).toBeVisible();
		await expect(page).toHaveTitle(new RegExp(`: ${fraud.title[lang]}`));
		await expectAccessible(page, 'passed');
		await page.goto(`/${lang}/me`);
		await expect(page.locator(`[data-badges] a[href*="/badge/"]`)).toContainText(fraud.badge.name[lang]);
		await page.goto(`/${lang}/phone/me`);
		await expect(page.locator('[data-results] li.card')).toHaveCount(2);
		await expect(page.locator('[data-badges] li')).toContainText(fraud.badge.name[lang]);
	});

test('A2 without a signal: course B taken home brings it, and it is checked when the server is back', async () => {
	test.setTimeout(180_000);
	const lang = 'ur';
	const server = await startServer();
	const profile = mkdtempSync(joinPath(tmpdir(), 'qadam-phone-'));
	const { executablePath, args, env } = browserLaunch();
	const context = await chromium.launchPersistentContext(profile, {
		executablePath,
		args,
		env,
		baseURL: server.url,
		viewport: { width: 360, height: 640 }
	});
	try {
		const page = context.pages()[0] ?? (await context.newPage());
		await join(page, lang);
		await takeHome(page, at(lang, WHOLE));
		await server.stop('SIGKILL');
		await takeCheck(page, lang, fraud.check.draw, fraud);
		await expect(page.locator('[data-finished]')).toBeVisible();
		await server.restart();
		await page.goto(`/${lang}`);
		await expect(page.locator('.state.safe:visible').first()).toBeVisible({ timeout: 60_000 });
		await page.goto(at(lang, fraud.id, '/check/result'));
		await expect(page.locator(`a[href*="/${lang}/badge/"]`).first()).toBeVisible();
	} finally {
		await context.close();
		await server.stop();
		server.remove();
		rmSync(profile, { recursive: true, force: true });
	}
});
