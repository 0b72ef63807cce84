/**
 * The four boxes: what she answers changes which cards she sees, in every lesson, also without a signal; it stays on her
 * phone, with her tile, and nothing of it is ever sent.
 */
import type { Page, Request } from '@playwright/test';
import { stepNow, tapPicture, SECRET } from '../support/live.ts';
import { phoneEvents } from '../support/phone-events.ts';
import { startServer } from '../support/server.ts';
import { expect, expectAccessible, test, type Lang } from './test.ts';

const lesson = (lang: Lang, course: string, id: string) => `/${lang}/learn/${course}/${id}`;
const A1 = (lang: Lang) => lesson(lang, 'selling-online', 'a1');
const B2 = (lang: Lang) => lesson(lang, 'digital-payments', 'b2');

/** Opens the boxes and answers; the value is the condition that does not hold with the answer. */
async function answer(page: Page, lang: Lang, ...unmet: string[]): Promise<void> {
	await page.goto(`/${lang}/situation`);
	await expect(page.locator('[data-boxes]')).toBeVisible();
	for (const value of unmet) {
		await page.locator(`label:has(input[value="${value}"])`).click();
		await expect(page.locator('[data-said]')).not.toBeEmpty();
	}
}

/** Opens a lesson, with its script at work. */
async function open(page: Page, path: string): Promise<void> {
	await page.goto('about:blank');
	await page.goto(path);
	await expect(page.locator('.steps.live')).toBeAttached();
}

/** Cards that are steps of the open lesson and for some alone. */
const conditional = (page: Page) =>
	page
		.locator('.steps > [data-if]')
		.evaluateAll((cards) => cards.map((card) => `${card.id} ${(card as HTMLElement).dataset.if}`));

const expectThread = async (page: Page) =>
	expect(await page.locator('.thread li').count()).toBe(await page.locator('.steps > .step').count());

test.describe('with pages that send by themselves', () => {
	test.use({ serviceWorkers: 'block' });

	for (const lang of ['ur', 'en'] as const)
		test(`answers change what she sees in each lesson, and a wipe brings all back (${lang})`, async ({
			page
		}) => {
			await open(page, B2(lang));
			expect(await conditional(page), 'nobody has answered').toEqual(['b2-08 no-cnic', 'b2-09 no-wallet']);
			await expectThread(page);
			await expect(page.locator('#b2-08 > .small'), 'whom it is for').toHaveText(
				{ ur: 'اگر شناختی کارڈ نہیں ہے', en: 'If you have no identity card' }[lang]
			);

			await answer(page, lang, 'no-cnic', 'wallet', 'no-sells');
			await expectAccessible(page, 'the boxes, answered');
			await open(page, B2(lang));
			expect(await conditional(page)).toEqual(['b2-09 no-wallet']);
			await expectThread(page);
			await open(page, A1(lang));
			expect(await conditional(page)).toEqual(['a1-08 sells']);
			await expectThread(page);

			// Another answer, and one taken back.
			await answer(page, lang, 'cnic');
			await page.locator('fieldset:has(input[name=sells]) .skip').click();
			await expect(page.locator('[data-said]')).not.toBeEmpty();
			await open(page, B2(lang));
			expect(await conditional(page)).toEqual(['b2-08 no-cnic', 'b2-09 no-wallet']);
			await open(page, A1(lang));
			expect(await conditional(page)).toEqual(['a1-08 sells', 'a1-09 no-sells']);

			await page.goto(`/${lang}/situation`);
			await expect(page.locator('input[value=cnic]')).toBeChecked();
			await expect(page.locator('input[name=sells][value=""]')).toBeChecked();
			await page.locator('[data-wipe]').click();
			await expect(page.locator('[data-said]')).not.toBeEmpty();
			await page.reload();
			await expect(page.locator('[data-boxes]')).toBeVisible();
			expect(
				await page
					.locator('input:checked')
					.evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value))
			).toEqual(['', '', '', '']);
		});

	test('what was taken away is no step: next, Back, a reload and an address agree', async ({ page }) => {
		await answer(page, 'ur', 'no-cnic');
		await open(page, `${B2('ur')}#b2-08`);
		await expect(stepNow(page), 'its address leads to the card before').toHaveAttribute('id', 'b2-04');
		await expect(page.locator('#b2-08')).toBeHidden();
		await page.locator('[data-do]').click();
		await expect(stepNow(page)).toHaveAttribute('id', 'b2-05');
		await expect(page.locator('.thread li').nth(4)).toHaveClass('at');
		await page.goBack();
		await expect(stepNow(page)).toHaveAttribute('id', 'b2-04');
		await page.goForward();
		await page.reload();
		await expect(stepNow(page)).toHaveAttribute('id', 'b2-05');
		await open(page, B2('ur'));
		await expect(stepNow(page), 'where she was').toHaveAttribute('id', 'b2-05');
	});

	test('a card that is for her makes no event: which of them she saw would tell her answer', async ({
		page
	}) => {
		await answer(page, 'ur', 'cnic');
		await open(page, `${B2('ur')}#b2-04`);
		await page.locator('[data-do]').click();
		await expect(stepNow(page)).toHaveAttribute('id', 'b2-08');
		await page.locator('[data-do]').click();
		await expect(stepNow(page)).toHaveAttribute('id', 'b2-05');
		await page.locator('[data-do]').click();
		await expect(stepNow(page)).toHaveAttribute('id', 'b2-06');
		await expect
			.poll(async () => (await phoneEvents(page)).map(({ body }) => body.card))
			.toEqual(['b2-04', 'b2-05']);
	});

	test('K9 nothing of it leaves the phone, of a guest or of who has joined', async ({ page, server }) => {
		const sent: Request[] = [];
		page.context().on('request', (request) => void sent.push(request));
		/** What the outbox sends is a blob, which a browser does not show to who looks at its requests. */
		const bodies: string[] = [];
		await page.exposeFunction('sees', (body: string) => void bodies.push(body));
		await page.addInitScript(() => {
			const { sees } = window as unknown as { sees(body: string): Promise<void> };
			const real = window.fetch;
			window.fetch = async (address, init) => {
				if (init?.body instanceof Blob) await sees(await init.body.text());
				return real(address, init);
			};
		});
		await answer(page, 'ur', 'cnic', 'no-wallet', 'phone', 'no-sells');
		expect(await phoneEvents(page), 'no event').toEqual([]);
		await open(page, B2('ur'));
		await page.locator('[data-do]').click();
		await expect(page.locator('.work')).toHaveAttribute('data-state', 'here');
		expect(sent.filter((request) => request.method() !== 'GET').map((r) => r.url())).toEqual([]);

		await page.goto('/ur/join');
		await page.locator('[data-guest-work] .opt').first().click();
		await page.fill('input[name=name]', 'شبانہ');
		for (const picture of SECRET) await tapPicture(page, picture);
		await page.locator('.opt:has(input[name=consent_learning])').click();
		await page.locator('form button.main').click();
		await expect(page).toHaveURL(/\/ur\/me\/card/);
		await expect(page.locator('#joined')).not.toBeAttached();
		await page.goto('/ur/situation');
		await expect(page.locator('input[value=cnic]'), 'her own go with her').toBeChecked();
		await answer(page, 'ur', 'no-cnic');
		await open(page, B2('ur'));
		await page.locator('[data-do]').click();
		await page.goto('/ur/me');
		// A page that is left while it sends sends again, and is then told `known`: counted either way (S3).
		await expect
			.poll(async () =>
				(await phoneEvents(page)).map(
					({ kind, state }) => `${kind} ${['accepted', 'known'].includes(state) ? 'counted' : state}`
				)
			)
			.toEqual(['lesson.card counted', 'lesson.card counted']);

		const told = sent.map(
			(request) => `${request.url().slice(server.url.length)}\n${request.postData() ?? ''}`
		);
		expect(told.length).toBeGreaterThan(20);
		for (const one of [...told, ...bodies]) expect(one).not.toMatch(/unmet|no-|cnic|wallet|sells/);
		// Each of what was sent is an event that she sees made: nothing rides along.
		const ids = (await phoneEvents(page)).map(({ id }) => id);
		const carried = bodies.flatMap((body) => (JSON.parse(body) as { events: { id: string }[] }).events);
		expect(new Set(carried.map(({ id }) => id))).toEqual(new Set(ids));
	});

	test('K9 another profile of the phone sees all cards and no answer; with her tile hers come back', async ({
		page
	}) => {
		await answer(page, 'ur', 'no-cnic');
		await open(page, B2('ur'));
		await page.locator('[data-do]').click();
		await expect(page.locator('.work')).toHaveAttribute('data-state', 'here');
		await page.goto('/ur');
		await page.locator('[data-close]').click();
		await expect(page).toHaveURL(/\/ur\/who$/);

		await open(page, B2('ur'));
		expect(await conditional(page)).toEqual(['b2-08 no-cnic', 'b2-09 no-wallet']);
		await answer(page, 'ur', 'wallet');
		await expect(page.locator('input:checked:not([value=""])')).toHaveCount(1);
		await expect(page.locator('input[value=no-cnic]')).not.toBeChecked();

		await page.goto('/ur/who');
		await page.locator('[data-tiles] li[data-number="1"] a').click();
		await expect(page).toHaveURL(/\/ur$/);
		await open(page, B2('ur'));
		expect(await conditional(page)).toEqual(['b2-09 no-wallet']);
	});

	test('A6 the boxes are offered on a course before its first lesson; who sells is led to the check', async ({
		page
	}) => {
		await page.goto('/ur/learn/trust');
		await expect(page.locator('[data-situation]')).toBeVisible();
		await expect(page.locator('[data-known]')).toBeHidden();
		await page.locator('[data-situation] a').click();
		await page.locator('label:has(input[value=no-sells])').click();
		await expect(page.locator('[data-said]')).not.toBeEmpty();
		await page.locator('[data-on]').click();
		await expect(page, 'back to where she came from').toHaveURL(/\/ur\/learn\/trust$/);
		await expect(page.locator('[data-known] a')).toHaveAttribute('href', '/ur/learn/trust/check');
		await expect(page.locator('[data-known]')).toBeVisible();
		await expect(page.locator('[data-situation]')).toBeHidden();
		await page.goto('/ur/me');
		await expect(page.locator('a[href="/ur/situation"]')).toBeVisible();
	});
});

test('without scripts: a plain sentence, nothing to send, and every lesson shows all with whom it is for', async ({
	browser,
	server
}) => {
	const page = await browser.newPage({ javaScriptEnabled: false, baseURL: server.url });
	for (const lang of ['ur', 'en'] as const) {
		await page.goto(`/${lang}/situation`);
		await expect(page.locator('main noscript p')).toBeVisible();
		await expect(page.locator('form, [data-boxes]:visible')).toHaveCount(0);
		await page.goto(B2(lang));
		for (const id of ['b2-08', 'b2-09']) {
			await expect(page.locator(`#${id}`)).toBeVisible();
			await expect(page.locator(`#${id} > .small`)).toBeVisible();
		}
	}
	await page.close();
});

test('a browser that keeps nothing says so, and lessons show all', async ({ page }) => {
	await page.addInitScript(() => {
		IDBFactory.prototype.open = () => {
			throw new DOMException('refused', 'SecurityError');
		};
	});
	await page.goto('/ur/situation');
	await expect(page.locator('[data-cannot]')).toBeVisible();
	await expect(page.locator('[data-boxes]')).toBeHidden();
	await open(page, B2('ur'));
	expect(await conditional(page)).toHaveLength(2);
});

test('with the course taken home, the boxes and the lessons agree without a signal', async ({ browser }) => {
	test.setTimeout(120_000);
	const server = await startServer();
	const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 640 } });
	try {
		const page = await context.newPage();
		await page.goto('/ur/learn/digital-payments');
		await page.waitForFunction(() => navigator.serviceWorker.controller);
		await page.locator('[data-keep] [data-do=keep]').click();
		await expect(page.locator('[data-keep]')).toHaveAttribute('data-state', 'kept', { timeout: 60_000 });
		await server.stop();
		await open(page, B2('ur'));
		expect(await conditional(page)).toHaveLength(2);
		await answer(page, 'ur', 'no-wallet');
		await open(page, B2('ur'));
		expect(await conditional(page)).toEqual(['b2-08 no-cnic']);
		await open(page, lesson('ur', 'digital-payments', 'b3'));
		expect(await conditional(page)).toEqual([]);
		await expectThread(page);
	} finally {
		await context.close();
		await server.stop();
		server.remove();
	}
});
