/**
 * `npm run pictures`: draws the pictures of README.md anew, from the demo, as a phone of 360 × 640 shows it in Urdu. Run it when
 * these pages have changed.
 */
import { chromium, type Page } from '@playwright/test';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { browserLaunch } from '../support/browser.ts';
import { pathOf, startDemo } from '../support/demo.ts';

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
/** Of each picture, bytes: a README is read on phones, too. */
const MOST = 60_000;

buildIfNeeded();
const { server, logins } = await startDemo();
const browser = await chromium.launch(browserLaunch());
try {
	const context = await browser.newContext({
		baseURL: server.url,
		viewport: { width: 360, height: 640 },
		deviceScaleFactor: 1.5
	});
	const page = await context.newPage();
	await page.goto('/ur/learn/selling-online/a1');
	await page.locator('.steps.live').waitFor();
	await keep(page, 'lesson');
	const seller = logins.learners.find(({ plan }) => plan === 'seller')!;
	await page.goto(pathOf(seller.shop).replace(/^\/\w\w/, '/ur'));
	await keep(page, 'shop');
	const trainer = logins.staff.find(({ role }) => role === 'trainer')!;
	await page.goto('/ur/staff/login');
	await page.fill('input[name=email]', trainer.email);
	await page.fill('input[name=password]', trainer.password);
	await page.locator('main form button.main').click();
	await page.waitForURL('**/ur/staff');
	await follow(page, /\/staff\/[0-9a-f-]{36}$/);
	await follow(page, /\/class\/[0-9a-f-]{36}$/);
	await keep(page, 'class');
} finally {
	await browser.close();
	await server.stop();
	rmSync(server.dataDir, { recursive: true, force: true });
}

async function keep(page: Page, name: string): Promise<void> {
	await page.waitForLoadState('networkidle');
	const picture = await sharp(await page.screenshot())
		.webp({ quality: 75 })
		.toBuffer();
	if (picture.length > MOST) throw new Error(`${name} has ${picture.length} bytes, more than ${MOST}`);
	writeFileSync(join(folder, `${name}.webp`), picture);
	console.log(`docs/pictures/${name}.webp ${picture.length} bytes`);
}

/** The first link that leads there. */
async function follow(page: Page, there: RegExp): Promise<void> {
	const links = page.locator('main a[href]');
	const all = await links.evaluateAll((found) => found.map((a) => a.getAttribute('href')!));
	const to = all.find((href) => there.test(href));
	if (!to) throw new Error(`no link ${String(there)} on ${page.url()}`);
	await page.goto(to);
}
