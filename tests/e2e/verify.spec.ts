/** B7. Anybody brings a badge to `/<lang>/verify`: without scripts, by dropping, and by programs at `/api/verify`. */
import type { Composed } from '#lib/compose.server.ts';
import type { Page } from '@playwright/test';
import { composeBeside } from '../support/beside.ts';
import { bakePng, PIXEL } from '../support/bake-png.ts';
import { earnBadge } from '../support/earn-badge.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const test = base.extend<object, { composed: Composed }>({
	composed: [
		async ({ server }, use) => {
			const composed = await composeBeside(server);
			await use(composed);
			await composed.close();
		},
		{ scope: 'worker' }
	]
});

/** A learner named Shabana with a badge. @returns its number, and its file */
async function badgeOf({ services }: Composed, page: Page, learnerId: string) {
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
	const { award_id: awardId } = await earnBadge(services, learnerId, services.catalogue.courses()[0]!);
	const file = await (await page.request.get(`/credentials/${awardId}`)).text();
	return { awardId, file };
}

const upload = (body: string | Buffer, name = 'badge.json', mimeType = 'application/json') => ({
	name,
	mimeType,
	buffer: Buffer.from(body)
});

for (const lang of ['ur', 'en'] as const)
	test(`B7 the page, a good answer and a bad one are accessible (${lang})`, async ({ page, composed }) => {
		const { file } = await badgeOf(composed, page, `accessible-${lang}`);
		const bring = async (body: string) => {
			await page.locator('#file').setInputFiles(upload(body));
			await page.locator('form[data-verify] button.main').click();
		};
		await page.goto(`/${lang}/verify`);
		await expectAccessible(page, 'verify');
		await bring(file);
		await expect(page.locator('[data-verdict=valid]')).toBeVisible();
		await expectAccessible(page, 'verify, valid');
		await bring(file.replace('"urn:uuid:', '"urn:uuid:0'));
		await expect(page.locator('[data-verdict=altered]')).toBeVisible();
		await expectAccessible(page, 'verify, altered');
	});

test('B7 without scripts: a file, its picture, a photo of its QR code and its link have the same answer', async ({
	browser,
	page,
	server,
	composed
}) => {
	const { awardId, file } = await badgeOf(composed, page, 'plain');
	const svg = await (await page.request.get(`/ur/badge/${awardId}/picture.svg`)).body();
	const context = await browser.newContext({ javaScriptEnabled: false });
	const plain = await context.newPage();
	const html = await (await plain.goto(`${server.url}/ur/verify`))!.text();
	expect(html).not.toContain('style="');
	const check = plain.getByRole('button', { name: 'جانچیں', exact: true });
	for (const given of [
		upload(file),
		upload(svg, 'badge.svg', 'image/svg+xml'),
		upload(bakePng([file]), 'badge.png', 'image/png'),
		`${server.url}/ur/badge/${awardId}`
	]) {
		await plain.goto(`${server.url}/ur/verify`);
		if (typeof given === 'string') await plain.locator('#text').fill(given);
		else await plain.locator('#file').setInputFiles(given);
		await check.click();
		await expect(plain.getByText('اصلی ہے، اور قائم ہے')).toBeVisible();
		await expect(plain.getByText('شبانہ')).toHaveCount(0);
		await expect(plain.getByRole('link', { name: 'بَیج کا صفحہ کھولیں' })).toHaveAttribute(
			'href',
			`/ur/badge/${awardId}`
		);
	}
	// A photo of the printed page: the QR code as the page draws it.
	await page.goto(`/ur/badge/${awardId}`);
	const qr = page.locator('svg.qr');
	// As near as a camera is held.
	await qr.evaluate((svg: SVGElement) =>
		Object.assign(svg.style, { position: 'fixed', top: '0', left: '0', width: '500px', zIndex: '9' })
	);
	const photo = await qr.screenshot();
	await plain.goto(`${server.url}/ur/verify`);
	await plain.locator('#file').setInputFiles(upload(photo, 'photo.png', 'image/png'));
	await check.click();
	await expect(plain.getByText('اصلی ہے، اور قائم ہے')).toBeVisible();
	await context.close();
});

test('B7 bad input has a plain answer in the language of the page, and none of its own words', async ({
	page,
	server
}) => {
	await page.goto('/en/verify');
	const check = page.getByRole('button', { name: 'Check', exact: true });
	await check.click();
	await expect(page.locator('[data-verdict=not_badge]')).toContainText('Nothing came');
	const foreign = JSON.stringify({
		'@context': [
			'https://www.w3.org/ns/credentials/v2',
			'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
		],
		id: 'https://evil.example/1',
		type: ['VerifiableCredential', 'OpenBadgeCredential'],
		issuer: { id: 'did:web:evil.example', type: ['Profile'], name: 'Send money to 0300' },
		validFrom: '2026-01-01T00:00:00Z',
		credentialSubject: {
			type: ['AchievementSubject'],
			achievement: { id: 'urn:x:1', type: ['Achievement'], name: 'Send money' }
		},
		proof: [{ type: 'DataIntegrityProof' }]
	});
	for (const [given, verdict, words] of [
		[upload(foreign), 'foreign', 'did:web:evil.example'],
		[upload(PIXEL, 'x.png', 'image/png'), 'not_badge', 'A screenshot is only a picture'],
		[
			upload('<svg><script>alert(1)</script></svg>', 'x.svg', 'image/svg+xml'),
			'not_badge',
			'no badge inside'
		],
		[upload(`{"id":"${'x'.repeat(70_000)}"}`), 'too_large', 'at most 64 KB'],
		[upload(Buffer.alloc(8_500_000)), 'too_large', 'at most 64 KB'],
		['https://evil.example/en/badge/1', 'foreign', 'evil.example']
	] as const) {
		await page.goto('/en/verify');
		if (typeof given === 'string') await page.locator('#text').fill(given);
		else await page.locator('#file').setInputFiles(given);
		await check.click();
		await expect(page.locator(`[data-verdict=${verdict}]`)).toContainText(words);
		await expect(page.getByText('Send money')).toHaveCount(0);
	}
	const torn = await page.request.post('/en/verify', {
		headers: { origin: server.url, 'content-type': 'multipart/form-data; boundary=x', accept: 'text/html' },
		data: 'torn'
	});
	expect(torn.status()).toBe(400);
	expect(await torn.text()).toContain('<html lang="en"');
});

test('B7 with scripts a file is dropped on the page, and its link too', async ({
	page,
	server,
	composed
}) => {
	const { awardId, file } = await badgeOf(composed, page, 'dropped');
	const drop = (kind: 'file' | 'text', body: string) =>
		page.evaluate(
			([what, content]) => {
				const data = new DataTransfer();
				if (what === 'file') data.items.add(new File([content!], 'badge.json', { type: 'application/json' }));
				else data.setData('text/plain', content!);
				document.body.dispatchEvent(
					new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
				);
			},
			[kind, body] as const
		);
	await page.goto('/en/verify');
	await expect(page.locator('[data-drop]')).toBeVisible();
	await drop('file', file);
	await expect(page.locator('[data-verdict=valid]')).toBeVisible();
	await page.goto('/en/verify');
	await expect(page.locator('[data-drop]')).toBeVisible();
	await drop('text', `${server.url}/en/badge/${awardId}`);
	await expect(page.locator('[data-verdict=valid]')).toBeVisible();
});

test('B7 the QR code before the camera, where the browser reads codes; where it does not, no button', async ({
	page,
	server,
	composed
}) => {
	const { awardId } = await badgeOf(composed, page, 'camera');
	await page.addInitScript((address) => {
		class Reader {
			static getSupportedFormats = async () => ['qr_code'];
			detect = async () => [{ rawValue: address }];
		}
		Object.assign(globalThis, { BarcodeDetector: Reader });
		navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream();
		HTMLMediaElement.prototype.play = async () => undefined;
	}, `${server.url}/en/badge/${awardId}`);
	await page.goto('/en/verify');
	await page.getByRole('button', { name: 'Scan the QR code' }).click();
	await expect(page.locator('[data-verdict=valid]')).toBeVisible();

	await page.addInitScript(() => Object.assign(globalThis, { BarcodeDetector: undefined }));
	await page.goto('/en/verify');
	await expect(page.locator('[data-drop]')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Scan the QR code' })).toBeHidden();
});

test('B7 a camera that does not open says what to do instead', async ({ page }) => {
	await page.addInitScript(() => {
		class Reader {
			static getSupportedFormats = async () => ['qr_code'];
			detect = async () => [];
		}
		Object.assign(globalThis, { BarcodeDetector: Reader });
		navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
	});
	await page.goto('/en/verify');
	await page.getByRole('button', { name: 'Scan the QR code' }).click();
	await expect(page.getByText('Take a photo of the QR code')).toBeVisible();
});

test('B4 without a signal the phone says that the signature holds, and when the list was last looked at', async ({
	page,
	context,
	composed
}) => {
	const { file } = await badgeOf(composed, page, 'alone');
	const list = page.waitForResponse(/\/status\/revocation-/);
	await page.goto('/en/verify');
	await (await list).finished();
	await context.setOffline(true);
	const alone = page.getByRole('button', { name: 'Check without a signal' });
	const bring = async (body: string | Buffer) => {
		await page.locator('#file').setInputFiles(upload(body));
		await alone.click();
	};
	await bring(file);
	await expect(page.locator('[data-told=stood]')).toContainText(
		'not taken back when this was last looked at, on'
	);
	await bring(file.replace('"urn:uuid:', '"urn:uuid:0'));
	await expect(page.locator('[data-told=altered]')).toBeVisible();
	await expect(page.locator('[data-told=stood]')).toBeHidden();
	await bring(PIXEL);
	await expect(page.locator('[data-told=none]')).toBeVisible();
	await page.evaluate(() => localStorage.clear());
	await bring(file);
	await expect(page.locator('[data-told=signed]')).toContainText('has never been looked at');
	await context.setOffline(false);
	await expectAccessible(page, 'verify, alone');
});

test('B4 without a signal the main button checks on the phone, and the badge has the name of the page’s language', async ({
	page,
	context,
	composed
}) => {
	const { file } = await badgeOf(composed, page, 'alone-main');
	const list = page.waitForResponse(/\/status\/revocation-/);
	await page.goto('/ur/verify');
	await (await list).finished();
	const main = page.locator('form[data-verify] button.main');
	await context.setOffline(true);
	await page.locator('#file').setInputFiles(upload(file));
	await main.click();
	const told = page.locator('[data-told=stood]');
	const { name } = composed.services.catalogue.courses()[0]!.badge;
	await expect(told).toContainText(name.ur);
	await expect(told).not.toContainText(name.en);
	await expect(page).toHaveURL(/\/ur\/verify$/);
	await expect(page.locator('[data-say]')).toBeEmpty();
	await page.locator('#file').setInputFiles([]);
	await page.locator('#text').fill('https://qadam.example/ur/badge/1');
	await main.click();
	await expect(page.locator('[data-told=none]')).toBeVisible();
	// With the signal back the server answers, also where the phone had none at the beginning.
	await page.locator('#text').fill('');
	await page.locator('#file').setInputFiles(upload(file));
	await context.setOffline(false);
	await main.click();
	await expect(page.locator('[data-verdict=valid]')).toBeVisible();
});

test('B4 a server that does not answer is no signal either', async ({
	browser,
	page: online,
	server,
	composed
}) => {
	const { file } = await badgeOf(composed, online, 'alone-away');
	// Its console may complain: the line that is cut is what is tested.
	const page = await (await browser.newContext({ baseURL: server.url })).newPage();
	await page.route(/\/status\/revocation-/, (route) => route.abort());
	await page.goto('/ur/verify');
	await page.locator('#file').setInputFiles(upload(file));
	await expect(page.locator('[data-alone]')).toBeVisible();
	await page.locator('form[data-verify] button.main').click();
	await expect(page.locator('[data-told=signed]')).toBeVisible();
	await page.context().close();
});

test('B4 the page lies on the phone with any course, and opens without a signal', async ({
	page,
	context
}) => {
	const edition = (await (await page.request.get('/api/editions/_app/ur')).json()) as {
		parts: { path: string }[];
	};
	expect(edition.parts.map(({ path }) => path)).toContain('/ur/verify');
	await page.goto('/ur/verify');
	expect(await context.cookies()).toEqual([]);
});

test('B7 programs ask at /api/verify: verdicts as JSON, refusals as problem details', async ({
	page,
	composed
}) => {
	const { awardId, file } = await badgeOf(composed, page, 'program');
	const ask = (data: string | Buffer, type: string) =>
		page.request.post('/api/verify', { data, headers: { 'content-type': type } });
	const answer = await ask(file, 'application/json');
	expect(answer.status()).toBe(200);
	expect(await answer.json()).toMatchObject({ verdict: 'valid', holder: null, checks: { issuer: 'own' } });
	expect(await (await ask(bakePng([file]), 'image/png')).json()).toMatchObject({ verdict: 'valid' });
	expect(await (await ask(file.replace(awardId, 'x'), 'application/json')).json()).toMatchObject({
		verdict: 'altered'
	});
	const large = await ask(`{"id":"${'x'.repeat(70_000)}"}`, 'application/json');
	expect(large.status()).toBe(413);
	expect(large.headers()['content-type']).toBe('application/problem+json');
	const read = await page.request.get('/api/verify');
	expect(read.status()).toBe(405);
	expect(read.headers()['content-type']).toBe('application/problem+json');
});
