import { makeSetupLink, setUpAdministrator, startLearnerSession } from '#lib/accounts/index.server.ts';
import type { Composed } from '#lib/compose.server.ts';
import type { BrowserContext, Page } from '@playwright/test';
import { composeBeside } from '../support/beside.ts';
import { earnBadge } from '../support/earn-badge.ts';
import { verifyIndependently } from '../support/independent-verifier.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const ADMINISTRATOR = {
	name: 'Nasreen',
	email: 'nasreen@qadam.example',
	password: 'a shawl for every winter'
};

interface Worker {
	/** The server's own use cases, on its data. */
	composed: Composed;
}

const test = base.extend<object, Worker>({
	composed: [
		async ({ server }, use) => {
			const composed = await composeBeside(server);
			const token = new URL(await makeSetupLink(composed.services), server.url).searchParams.get('t')!;
			await setUpAdministrator(composed.services, { token, ...ADMINISTRATOR });
			await use(composed);
			await composed.close();
		},
		{ scope: 'worker' }
	]
});

/** A learner named Shabana with a badge. */
async function holder({ services }: Composed, learnerId: string): Promise<string> {
	await services.db
		.insertInto('learner')
		.values({
			learner_id: learnerId,
			kind: 'joined',
			display_name: 'شبانہ',
			locale: 'ur',
			tile_seed: 23864108,
			created_at: services.clock()
		})
		.execute();
	return (await earnBadge(services, learnerId, services.catalogue.courses()[0]!)).award_id;
}

async function openWorkOf({ services }: Composed, learnerId: string, context: BrowserContext): Promise<void> {
	const jar = { get: () => undefined, set: () => {}, delete: () => {} };
	const value = await startLearnerSession(services, jar as never, learnerId);
	await context.addCookies([{ name: 'qadam', value, url: services.env.origin }]);
}

const json = async (page: Page, path: string) =>
	(await (await page.request.get(path)).json()) as Record<string, unknown>;

/** As a stranger would: everything fetched, nothing asked of us. */
async function verifyAsStranger(page: Page, awardId: string): Promise<string> {
	return verifyIndependently(await json(page, `/credentials/${awardId}`), {
		did: await json(page, '/.well-known/did.json'),
		statusList: (url) => json(page, new URL(url).pathname)
	});
}

for (const lang of ['ur', 'en'] as const)
	test(`B5 a badge's page and an unknown badge are accessible (${lang})`, async ({ page, composed }) => {
		const awardId = await holder(composed, `accessible-${lang}`);
		await page.goto(`/${lang}/badge/${awardId}`);
		await page.locator('summary').click();
		await expectAccessible(page, 'badge');
		const answer = await page.goto(`/${lang}/badge/00000000-0000-8000-8000-000000000000`);
		expect(answer!.status()).toBe(404);
		await expectAccessible(page, 'unknown badge');
	});

test('B5 a stranger without scripts sees the verdict, no name, and no script is sent', async ({
	browser,
	server,
	composed
}) => {
	const awardId = await holder(composed, 'stranger');
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	const html = await (await page.goto(`${server.url}/ur/badge/${awardId}`))!.text();
	expect(html).not.toMatch(/<script|style="/);
	expect(html).not.toContain('شبانہ');
	await expect(page.getByText('یہ بَیج اصلی ہے')).toBeVisible();
	expect(html.indexOf('یہ بَیج اصلی ہے', html.indexOf('<main'))).toBeLessThan(html.indexOf('<h1'));
	const share = new URL((await page.getByRole('link', { name: 'واٹس ایپ پر بھیجیں' }).getAttribute('href'))!);
	expect(share.origin).toBe('https://wa.me');
	expect(share.searchParams.get('text')).toContain(`${server.url}/ur/badge/${awardId}`);
	await context.close();
});

test('B5 she shows her name and hides it again; nobody else can', async ({
	page,
	server,
	browser,
	composed
}) => {
	const awardId = await holder(composed, 'owner');
	const context = await browser.newContext();
	const strangers = await context.newPage();
	const seen = async () => (await strangers.goto(`${server.url}/en/badge/${awardId}`))!.text();
	await openWorkOf(composed, 'owner', page.context());
	await page.goto(`/en/badge/${awardId}`);
	await page.getByRole('button', { name: 'Show my name' }).click();
	await expect(page.getByText('شبانہ')).toBeVisible();
	expect(await seen()).toContain('شبانہ');
	await expect(strangers.getByRole('button')).toHaveCount(0);
	await page.getByRole('button', { name: 'Hide my name' }).click();
	await expect(page.getByText('شبانہ')).toHaveCount(0);
	expect(await seen()).not.toContain('شبانہ');
	const forged = await strangers.request.post(`${server.url}/en/badge/${awardId}?/name`, {
		form: { shown: 'yes' },
		headers: { origin: server.url }
	});
	expect(forged.status()).toBe(403);
	expect(await seen()).not.toContain('شبانہ');
	await context.close();
});

test('B4 an administrator takes a badge back with a reason: at once on the page and for every verifier', async ({
	page,
	browser,
	server,
	composed
}) => {
	const awardId = await holder(composed, 'revoked');
	expect(await verifyAsStranger(page, awardId)).toBe('valid');
	const address = `/ur/staff/admin/badges/${awardId}`;
	expect((await page.goto(address))!.status()).toBe(404);
	await logInStaff(page, ADMINISTRATOR);
	await page.goto(address);
	await expectAccessible(page, 'administrator, badge');
	await page.locator('#reason').evaluate((field: HTMLTextAreaElement) => field.removeAttribute('required'));
	await page.getByRole('button', { name: 'بَیج واپس لیں' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await page.locator('#reason').fill('جواب کسی اور کے تھے');
	await page.getByRole('button', { name: 'بَیج واپس لیں' }).click();
	await expect(page.getByRole('button', { name: 'بَیج بحال کریں' })).toBeVisible();

	const context = await browser.newContext();
	const stranger = await context.newPage();
	await stranger.goto(`${server.url}/ur/badge/${awardId}`);
	await expect(stranger.getByText('یہ بَیج واپس لیا گیا')).toBeVisible();
	await expect(stranger.getByText('جواب کسی اور کے تھے')).toBeVisible();
	await expectAccessible(stranger, 'revoked badge');
	expect(await verifyAsStranger(page, awardId)).toBe('revoked');
	expect((await stranger.request.get(`${server.url}/ur/badge/${awardId}/picture.png`)).status()).toBe(404);

	// On her own page it stands apart from the day it was given, as the server shows it and as her phone does.
	await openWorkOf(composed, 'revoked', context);
	for (const where of ['/ur/me', '/ur/phone/me']) {
		const html = await (await context.request.get(server.url + where)).text();
		const said = [...html.matchAll(/<\/span>(?:<!--[^>]*-->)*([^<]*قائم نہیں)/g)].map((m) => m[1]);
		expect(said.length, where).toBeGreaterThan(0);
		for (const line of said) expect(line, where).toMatch(/^ · /);
	}

	await page.locator('#reason').fill('غلطی ہماری تھی');
	await page.getByRole('button', { name: 'بَیج بحال کریں' }).click();
	await expect(page.getByRole('button', { name: 'بَیج واپس لیں' })).toBeVisible();
	expect(await verifyAsStranger(page, awardId)).toBe('valid');
	await context.close();
});

test('B4 an administrator suspends a badge: strangers and verifiers see it at once, then it is taken back', async ({
	page,
	browser,
	server,
	composed
}) => {
	const awardId = await holder(composed, 'suspended');
	await logInStaff(page, ADMINISTRATOR);
	await page.goto(`/ur/staff/admin/badges/${awardId}`);
	await page.locator('#reason').fill('دو بَیج ایک ہی کام پر');
	await page.getByRole('button', { name: 'ابھی روک دیں' }).click();
	await expect(page.getByRole('button', { name: 'بَیج بحال کریں' })).toBeVisible();
	await expectAccessible(page, 'administrator, suspended badge');
	const context = await browser.newContext();
	const stranger = await context.newPage();
	await stranger.goto(`${server.url}/ur/badge/${awardId}`);
	await expect(stranger.getByText('یہ بَیج ابھی روکا ہوا ہے')).toBeVisible();
	await expect(stranger.getByText('دو بَیج ایک ہی کام پر')).toBeVisible();
	await expectAccessible(stranger, 'suspended badge');
	expect(await verifyAsStranger(page, awardId)).toBe('revoked');
	await page.locator('#reason').fill('کام کسی اور کا تھا');
	await page.getByRole('button', { name: 'بَیج واپس لیں' }).click();
	await expect(page.getByRole('button', { name: 'بَیج واپس لیں' })).toHaveCount(0);
	await stranger.reload();
	await expect(stranger.getByText('یہ بَیج واپس لیا گیا')).toBeVisible();
	await context.close();
});

test('B4 she appeals on the badge’s page, without scripts; strangers see only that, a person answers', async ({
	page,
	browser,
	server,
	composed
}) => {
	const awardId = await holder(composed, 'appeals');
	const address = `${server.url}/ur/badge/${awardId}`;
	const decide = `/ur/staff/admin/badges/${awardId}`;
	await logInStaff(page, ADMINISTRATOR);
	await page.goto(decide);
	await page.locator('#reason').fill('جواب کسی اور کے تھے');
	await page.getByRole('button', { name: 'بَیج واپس لیں' }).click();
	await expect(page.getByRole('button', { name: 'بَیج بحال کریں' })).toBeVisible();

	const context = await browser.newContext({
		javaScriptEnabled: false,
		viewport: { width: 360, height: 640 }
	});
	await openWorkOf(composed, 'appeals', context);
	const hers = await context.newPage();
	await hers.goto(address);
	await hers.locator('#words').fill('  \u200b  ');
	await hers.getByRole('button', { name: 'اپیل بھیجیں' }).click();
	await expect(hers.getByRole('alert')).toContainText('3');
	await hers.locator('#words').fill('میری بہن نے صرف فون پکڑا تھا');
	await hers.getByRole('button', { name: 'اپیل بھیجیں' }).click();
	await expect(hers.locator('#appeal')).toContainText('میری بہن نے صرف فون پکڑا تھا');
	await expect(hers.locator('#appeal textarea')).toHaveCount(0);

	const strangers = await browser.newContext();
	const stranger = await strangers.newPage();
	const html = await (await stranger.goto(address))!.text();
	expect(html).not.toContain('میری بہن');
	expect(html).not.toContain('شبانہ');
	await expect(stranger.locator('[data-appeal]')).toContainText('اپیل ہوئی');
	await expect(stranger.locator('#appeal')).toHaveCount(0);
	await expectAccessible(stranger, 'appeal noted');
	const forged = await stranger.request.post(`${address}?/appeal`, {
		form: { words: 'not mine' },
		headers: { origin: server.url }
	});
	expect(forged.status()).toBe(403);

	await page.goto('/ur/staff/admin');
	await expectAccessible(page, 'administrator, an appeal waits');
	await page.locator(`[data-appeals] a[href="${decide}"]`).click();
	await expect(page.locator('[data-appeal]')).toContainText('میری بہن نے صرف فون پکڑا تھا');
	await expectAccessible(page, 'administrator, appeal');
	await page.locator('#answer').fill('دو ساتھیوں نے پرچہ پھر دیکھا');
	await page.getByRole('button', { name: 'فیصلہ وہی رہے' }).click();
	await expect(page.locator('#answer')).toHaveCount(0);
	await page.goto('/ur/staff/admin');
	await expect(page.locator(`a[href="${decide}"]`)).toHaveCount(0);
	await hers.reload();
	await expect(hers.locator('#appeal')).toContainText('دو ساتھیوں نے پرچہ پھر دیکھا');
	await stranger.reload();
	await expect(stranger.locator('[data-appeal]')).toContainText('فیصلہ وہی رہا');
	expect(await stranger.content()).not.toContain('دو ساتھیوں');

	await page.goto(decide);
	await page.locator('#reason').fill('غلطی ہماری تھی');
	await page.getByRole('button', { name: 'بَیج بحال کریں' }).click();
	await expect(page.getByRole('button', { name: 'بَیج واپس لیں' })).toBeVisible();
	await hers.reload();
	await expect(hers.locator('#appeal')).toContainText('غلطی ہماری تھی');
	await context.close();
	await strangers.close();
});

test('B6 the picture carries the credential, and its link preview names nobody', async ({
	page,
	server,
	composed
}) => {
	const awardId = await holder(composed, 'picture');
	const picture = await (await page.request.get(`/ur/badge/${awardId}/picture.svg`)).text();
	const inside = /<openbadges:credential><!\[CDATA\[(.*)\]\]><\/openbadges:credential>/s.exec(picture)![1]!;
	expect(JSON.parse(inside)).toEqual(await json(page, `/credentials/${awardId}`));
	expect(picture).toContain(`${new URL(server.url).host}/ur/badge/${awardId}`);
	const png = await page.request.get(`/ur/badge/${awardId}/baked.png`);
	expect(png.headers()['content-type']).toBe('image/png');
	const verified = await page.request.post('/api/verify', {
		data: await png.body(),
		headers: { 'content-type': 'image/png' }
	});
	expect(await verified.json()).toMatchObject({ verdict: 'valid' });
	const preview = await page.request.get(`/ur/badge/${awardId}/picture.png`);
	expect(preview.headers()['content-type']).toBe('image/png');
	const badge = composed.services.catalogue.courses()[0]!.badge.id;
	const image = await page.request.get(`/achievements/${badge}/image.svg`);
	expect([image.status(), image.headers()['access-control-allow-origin']]).toEqual([200, '*']);
	expect((await page.request.get('/achievements/none/image.svg')).status()).toBe(404);
});

for (const lang of ['ur', 'en'] as const)
	test(`a badge prints on one A4 page, with a long reason too (${lang})`, async ({ page, composed }) => {
		const awardId = await holder(composed, `print-${lang}`);
		await composed.services.db
			.updateTable('award')
			.set({ state: 'revoked', reason: 'جواب کسی اور کے تھے۔ '.repeat(18), public_name: 1 })
			.where('learner_id', '=', `print-${lang}`)
			.execute();
		await page.goto(`/${lang}/badge/${awardId}`);
		const pdf = await page.pdf({ format: 'A4' });
		expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
	});
