/** Organisations and their people, from an empty installation: invited by link, a role that ends, a second factor. */
import { TOTP, URI } from 'otpauth';
import { ownServer } from './own-server.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, type Lang } from './test.ts';
import type { Browser, Page } from '@playwright/test';

const ADMINISTRATOR = { email: 'nasreen@qadam.example', password: 'a shawl for every winter' };
const PASSWORD = 'tea and paratha at seven';

/** An installation that nobody has used yet. */
const test = ownServer;
test.describe.configure({ mode: 'default' });

const submit = (page: Page, action: string) => page.locator(`form[action*="${action}"] button`).click();

async function newOrganisation(page: Page, lang: Lang, name: string): Promise<string> {
	await page.goto(`/${lang}/staff/admin`);
	await page.locator('form[action*="organisation"] [name=name]').fill(name);
	await submit(page, '?/organisation');
	await expect(page.getByRole('heading', { name })).toBeVisible();
	await page.goto(`/${lang}/staff`);
	const home = page.locator('.help li', { hasText: name }).getByRole('link');
	return (await home.getAttribute('href'))!;
}

/** @returns the address that is shown once */
async function inviteTrainer(page: Page, home: string, label: string): Promise<string> {
	await page.goto(`${home}/people`);
	await page.locator('form[action*="invite"] [name=label]').fill(label);
	await submit(page, '?/invite');
	const made = page.locator('#made');
	await expect(made).toBeVisible();
	return made.inputValue();
}

async function anotherBrowser(browser: Browser, like: Page): Promise<Page> {
	const context = await browser.newContext({
		viewport: like.viewportSize(),
		baseURL: new URL(like.url()).origin
	});
	return context.newPage();
}

for (const [lang, width, height] of [
	['ur', 360, 640],
	['en', 1280, 800]
] as const)
	test(`K2 K6 a trainer is invited, joins on her phone, and loses her role at once (${lang}, ${width} px)`, async ({
		page,
		browser
	}) => {
		await page.setViewportSize({ width, height });
		await logInStaff(page, ADMINISTRATOR, lang);
		const name = lang === 'ur' ? 'امید کا گھر' : 'House of Hope';
		const home = await newOrganisation(page, lang, name);
		const link = await inviteTrainer(page, home, 'Rabia');
		await expectAccessible(page, 'people, a link made');

		const hers = await anotherBrowser(browser, page);
		await hers.goto(link);
		await expect(hers.getByText(name)).toBeVisible();
		await expectAccessible(hers, 'an invitation');
		await hers.fill('[name=name]', 'Rabia');
		await hers.fill('[name=login]', lang === 'ur' ? '۰۳۰۰ ۱۲۳۴۵۶۷' : 'rabia@example.pk');
		await hers.fill('[name=password]', 'short');
		await submit(hers, '?/join');
		await expect(hers.locator('#password-fault')).toBeVisible();
		await hers.fill('[name=password]', PASSWORD);
		await submit(hers, '?/join');
		await expect(hers).toHaveURL(new RegExp(`${home}$`));
		await hers.goto(link);
		await expect(hers.locator('.note.look')).toBeVisible();
		expect((await hers.goto(`${home}/people`))!.status()).toBe(404);
		expect((await hers.goto(home))!.status()).toBe(200);

		await page.goto(`${home}/people`);
		const her = page.locator('.help > li', { has: page.locator('form[action*="take"]') }).filter({
			hasText: 'Rabia'
		});
		await her.locator('summary').click();
		await her.locator('form[action*="take"] [name=reason]').fill('Moved away');
		await her.locator('form[action*="take"] button').click();
		await expect(page.locator('form[action*="back"]')).toBeVisible();
		expect((await hers.goto(home))!.status()).toBe(404);

		await submit(page, '?/back');
		await expect(page.locator('form[action*="back"]')).toHaveCount(0);
		expect((await hers.goto(home))!.status()).toBe(200);
		await page.goto(`${home}/audit`);
		await expect(page.getByText('Moved away')).toBeVisible();
		await expectAccessible(page, 'audit');
		await page.goto(`${home}/settings`);
		await expectAccessible(page, 'settings');
		await hers.context().close();
	});

test('K2 an administrator sets up a second factor; from then on her password alone opens nothing', async ({
	page,
	browser,
	server
}) => {
	await logInStaff(page, ADMINISTRATOR, 'en');
	await page.goto('/en/staff/second/new?to=/en/staff/me');
	const uri = (await page.locator('a[href^="otpauth:"]').getAttribute('href'))!;
	await page.reload();
	expect(await page.locator('a[href^="otpauth:"]').getAttribute('href')).toBe(uri);
	// Another test may have put this server's clock forward: the phone's reads the same.
	const code = (steps = 0) => (URI.parse(uri) as TOTP).generate({ timestamp: server.now() + steps * 30_000 });
	await page.fill('[name=code]', '000000');
	await submit(page, '?/confirm');
	await expect(page.locator('#code-fault')).toBeVisible();
	await page.fill('[name=code]', code());
	await submit(page, '?/confirm');
	const codes = page.locator('.codes li');
	await expect(codes).toHaveCount(10);
	const recovery = (await codes.first().textContent())!;
	await expectAccessible(page, 'recovery codes');

	const elsewhere = await anotherBrowser(browser, page);
	const withPassword = async () => {
		await elsewhere.goto(`${server.url}/en/staff/login?to=/en/staff/admin`);
		await elsewhere.fill('[name=email]', ADMINISTRATOR.email);
		await elsewhere.fill('[name=password]', ADMINISTRATOR.password);
		await elsewhere.locator('main form button').click();
		await expect(elsewhere).toHaveURL(/\/staff\/second\?/);
	};
	await withPassword();
	await expectAccessible(elsewhere, 'the second step');
	await elsewhere.goto('/en/staff/admin');
	await expect(elsewhere).toHaveURL(/\/staff\/(?:second|login)/);
	expect(
		(
			await elsewhere.request.post('/en/staff/second/new?/later', {
				form: { later: 'yes' },
				headers: { origin: server.url }
			})
		).status()
	).toBe(404);
	await withPassword();
	await elsewhere.fill('[name=code]', code(1));
	await elsewhere.locator('main form button').click();
	await expect(elsewhere).toHaveURL(/\/staff\/admin$/);
	await withPassword();
	await elsewhere.fill('[name=code]', recovery.toLowerCase());
	await elsewhere.locator('main form button').click();
	await expect(elsewhere).toHaveURL(/\/staff\/admin$/);
	await elsewhere.context().close();

	const made = await codes.allTextContents();
	await page.goto('/en/staff/me');
	await page.getByText('New recovery codes').click();
	await page.fill('#renew', '123');
	await submit(page, '?/codes');
	await expect(page.locator('#renew-fault')).toBeVisible();
	await page.fill('#renew', made[1]!);
	await submit(page, '?/codes');
	await expect(codes).toHaveCount(10);
	expect(await codes.first().textContent()).not.toBe(made[0]);
	await expectAccessible(page, 'new recovery codes');
	await page.getByRole('link', { name: 'Written down, go on' }).click();
	await expect(page.getByText('10 recovery codes are left.')).toBeVisible();
});
