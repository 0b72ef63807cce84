/** What a lesson, a practice and a check do in a browser, apart from the journeys: places, states, refusals. */
import type { Page } from '@playwright/test';
import { phoneEvents } from '../support/phone-events.ts';
import { expect, expectAccessible, test, type Lang } from './test.ts';

// Pages send by themselves: what the worker does is told in pwa.spec.ts and offline-journey.spec.ts.
test.use({ serviceWorkers: 'block' });

const lesson = (lang: Lang, id: string) => `/${lang}/learn/selling-online/${id}`;
const act = (page: Page) => page.locator('[data-do]');
const step = (page: Page) => page.locator('.steps > .at');

/** Opens a step of a lesson, with the script at work. */
async function openStep(page: Page, path: string): Promise<void> {
	await page.goto('about:blank');
	await page.goto(path);
	await expect(page.locator('.steps.live')).toBeAttached();
}

async function choose(page: Page, value: string): Promise<void> {
	await step(page).locator(`.opt:has(input[value="${value}"])`).click();
}

/** Presses the shelf's act and waits until another step is there: the next look must not see the old one. */
async function goOn(page: Page): Promise<void> {
	const id = (await step(page).getAttribute('id'))!;
	await act(page).click();
	await expect(step(page)).not.toHaveAttribute('id', id);
}

for (const lang of ['ur', 'en'] as const)
	test(`S1 an answer is kept before it is explained; Back and a reload return to the place (${lang})`, async ({
		page
	}) => {
		await openStep(page, lesson(lang, 'a5'));
		await expect(step(page)).toHaveAttribute('id', 'a5-01');
		await act(page).click();
		await expect(step(page)).toHaveAttribute('id', 'a5-02');
		await page.goBack();
		await expect(step(page)).toHaveAttribute('id', 'a5-01');
		// Reading on does not wait for the store, as answering does (S1): a page left this very moment may lose that she read it.
		await expect.poll(async () => (await phoneEvents(page)).length).toBe(1);

		await openStep(page, `${lesson(lang, 'a5')}#a5-q2`);
		const key = (await step(page).getAttribute('data-key'))!;
		const wrong = key === 'a' ? 'b' : 'a';
		await choose(page, wrong);
		await act(page).click();
		await expect(step(page).locator('.why:visible')).toHaveCount(1);
		await expect(step(page).locator('.opt.again')).toHaveCount(1);
		await choose(page, key);
		await act(page).click();
		await expect(step(page).locator('.opt.right')).toHaveCount(1);
		await expect(page.locator('.work')).toHaveAttribute('data-state', 'here');
		const kept = await phoneEvents(page);
		expect(kept.map((e) => [e.kind, e.body.card ?? e.body.choice])).toEqual([
			['lesson.card', 'a5-01'],
			['question.answered', wrong],
			['question.answered', key]
		]);
		expect(kept.map((e) => e.state)).toEqual(['here', 'here', 'here']);
		await expectAccessible(page, 'an answered question');

		// Opened again without a place in the address, it goes on where she was.
		await openStep(page, lesson(lang, 'a5'));
		await expect(step(page)).toHaveAttribute('id', 'a5-q3');
		await openStep(page, `${lesson(lang, 'a5')}#a5-q2`);
		await expect(step(page).locator('.opt.right')).toHaveCount(1);
		await expect(page.locator('body')).toHaveAttribute('data-act', 'next');
	});

test('nothing chosen is no answer: said beside the question, and nothing is kept', async ({ page }) => {
	await openStep(page, `${lesson('ur', 'a5')}#a5-q1`);
	await act(page).click();
	await expect(step(page).locator('.fault')).toBeVisible();
	await step(page).locator('input[inputmode=numeric]').fill('تیس');
	await act(page).click();
	await expect(step(page).locator('.fault')).toBeVisible();
	await step(page).locator('input[inputmode=numeric]').fill('−۳۰');
	await step(page).locator('input[inputmode=numeric]').press('Enter');
	await expect(step(page).locator('.why:visible')).toHaveCount(1);
	await expect(page.locator('body')).toHaveAttribute('data-act', 'next');
	expect((await phoneEvents(page)).map((e) => e.body.choice)).toEqual(['-30']);
});

test('lines touched one after another are put in that order; a second touch takes a line and those after it out', async ({
	page
}) => {
	await openStep(page, `${lesson('ur', 'a4')}#a4-q3`);
	await expect(step(page).locator('[data-live]')).toBeAttached();
	const lines = step(page).locator('.opt .grow');
	const order = () =>
		step(page)
			.locator('select')
			.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
	for (const line of [2, 0, 1]) await lines.nth(line).click();
	expect((await order()).slice(0, 3)).toEqual(['2', '3', '1']);
	await lines.nth(0).click();
	expect((await order()).slice(0, 3)).toEqual(['', '', '1']);
	await act(page).click();
	await expect(step(page).locator('.fault')).toBeVisible();
});

test('a place of the picture chooses its words, by touch and without scripts', async ({ page, browser }) => {
	await openStep(page, `${lesson('ur', 'a3')}#a3-q2`);
	await step(page).locator('label.place').nth(1).click();
	await expect(step(page).locator('input[value=b]')).toBeChecked();
	const plain = await browser.newPage({ javaScriptEnabled: false });
	await plain.goto(new URL(`${lesson('ur', 'a3')}#a3-q2`, page.url()).href);
	await plain.locator('#a3-q2 label.place').nth(2).click();
	await expect(plain.locator('#a3-q2 input[value=c]')).toBeChecked();
	await plain.close();
});

test('S1 a browser that refuses IndexedDB: she learns all the same, and the state says so', async ({
	page
}) => {
	await page.addInitScript(() => {
		IDBFactory.prototype.open = () => {
			throw new DOMException('refused', 'SecurityError');
		};
	});
	await openStep(page, `${lesson('ur', 'a5')}#a5-q2`);
	const key = (await step(page).getAttribute('data-key'))!;
	await choose(page, key);
	await act(page).click();
	await expect(step(page).locator('.opt.right')).toHaveCount(1);
	await expect(page.locator('.work')).toHaveAttribute('data-state', 'page');
	await expect(page.locator('.work .page')).toBeVisible();
});

test('S1 a phone that runs full says that an answer was not kept', async ({ page }) => {
	await openStep(page, `${lesson('ur', 'a5')}#a5-q2`);
	await page.evaluate(() => {
		IDBObjectStore.prototype.put = () => {
			throw new DOMException('full', 'QuotaExceededError');
		};
	});
	await choose(page, (await step(page).getAttribute('data-key'))!);
	await act(page).click();
	await expect(page.locator('.work')).toHaveAttribute('data-state', 'page');
	expect(await phoneEvents(page)).toEqual([]);
});

test(`accessible: card, question, practices, rehearsal, the six, the check's door`, async ({ page }) => {
	test.setTimeout(240_000);
	for (const lang of ['ur', 'en'] as const) {
		for (const place of ['a1', 'a4#a4-p-do', 'a4#a4-q3', 'a5#a5-p-do', 'a5#a5-q1', 'a3#a3-q2', 'a1#end']) {
			await openStep(page, lesson(lang, place));
			await expectAccessible(page, `${lang} ${place}`);
		}
		await openStep(page, lesson(lang, 'rehearsal'));
		await expectAccessible(page, `${lang} rehearsal`);
		await openStep(page, lesson(lang, 'before'));
		await expectAccessible(page, `${lang} before`);
		await page.goto(lesson(lang, 'check'));
		await expectAccessible(page, `${lang} check, as a guest`);
		await page.goto(`${lesson(lang, 'a5')}/price?price=2500`);
		await expectAccessible(page, `${lang} plain price`);
		await page.goto(`${lesson(lang, 'a4')}/listing?what=x`);
		await expectAccessible(page, `${lang} plain listing`);
	}
});

test('A4 the six questions are kept on a guest’s phone, asked once and never marked', async ({ page }) => {
	await openStep(page, lesson('ur', 'before'));
	for (let i = 0; i < 6; i++) {
		const input = step(page).locator('input[inputmode=numeric]');
		if (await input.count()) await input.fill('1100');
		else await step(page).locator('.opt').first().click();
		await goOn(page);
	}
	await act(page).click();
	await expect(page.locator('[data-finished]')).toBeVisible();
	const [event, ...others] = await phoneEvents(page);
	expect(others).toEqual([]);
	expect([event!.kind, event!.body.phase, Object.keys(event!.body.answers as object).length]).toEqual([
		'prepost.answered',
		'before',
		6
	]);
});

test('A5 a listing with a phone number in it is not kept, and says why', async ({ page }) => {
	await openStep(page, `${lesson('ur', 'a4')}#a4-p-do`);
	const form = page.locator('form.listing');
	await expect(form.locator('.tilet')).toHaveCount(8);
	for (let i = 0; i < 8; i++) {
		await form.locator('.tilet').nth(i).click();
		await form.locator('fieldset:visible .opt').first().click();
	}
	await expect(form.locator('button.btn')).toBeVisible();
	await form.locator('.tilet').nth(0).click();
	await form.locator('fieldset:visible input:not([type=radio])').fill('شال، 0300 1234567');
	await form.locator('fieldset:visible input:not([type=radio])').blur();
	await expect(form.locator('[role=alert]')).toBeVisible();
	await expect(form.locator('button.btn')).toHaveCount(0);
	expect((await phoneEvents(page)).map((e) => e.kind)).toEqual(['practice.done']);
});

test('the rehearsal draws as many as a check, from all lessons, and says at the end what to look at again', async ({
	page
}) => {
	test.setTimeout(180_000);
	await openStep(page, lesson('ur', 'rehearsal'));
	await expect(page.locator('.steps .question')).toHaveCount(12);
	const lessons = await page
		.locator('.steps .question')
		.evaluateAll((all) => [...new Set(all.map((q) => (q as HTMLElement).dataset.lesson))]);
	expect(lessons).toHaveLength(8);
	let slipped = '';
	for (let i = 0; i < 12; i++) {
		const key = (await step(page).getAttribute('data-key'))!.split(' ')[0]!;
		const radios = step(page).locator('input[type=radio]');
		if (!slipped && (await radios.count())) {
			slipped = (await step(page).getAttribute('data-lesson'))!;
			await choose(page, key === 'a' ? 'b' : 'a');
			await act(page).click();
			await expect(page.locator('body')).toHaveAttribute('data-act', 'again');
		}
		if (await radios.count()) await choose(page, key);
		else if (await step(page).locator('select').count())
			for (const letter of key) await step(page).locator(`.opt:has(select[id$="-${letter}"]) .grow`).click();
		else await step(page).locator('input[inputmode=numeric]').fill(key);
		await act(page).click();
		await expect(page.locator('body')).toHaveAttribute('data-act', 'next');
		await goOn(page);
	}
	await expect(page.locator('[data-score]')).toContainText('11/12');
	await expect(page.locator('[data-revisit] [data-lesson]:visible')).toHaveCount(1);
	await expect(page.locator('[data-revisit] [data-lesson]:visible')).toHaveAttribute('data-lesson', slipped);
	await expectAccessible(page, 'the end of a rehearsal');
});

/** Joins with six digits; what this phone holds is hers. */
async function join(page: Page, lang: Lang): Promise<void> {
	await page.goto(`/${lang}/join`);
	await page.fill('[name=name]', 'Nasreen');
	for (const summary of await page.locator('summary').all()) await summary.click();
	await page.fill('[name=digits]', '582917');
	if (await page.locator('[data-guest-work]').isVisible()) await page.check('[name=phone_mine][value=yes]');
	await page.check('[name=consent_learning]');
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(/\/me\/card/);
	// The phone has taken what the page hands over.
	await expect(page.locator('#joined')).toHaveCount(0);
}

async function answerAll(page: Page): Promise<void> {
	await expect(page.locator('.steps.live')).toBeAttached();
	while ((await step(page).getAttribute('id')) !== 'end') {
		const at = (await step(page).getAttribute('id'))!;
		const radios = step(page).locator('.opt:has(input[type=radio])');
		if (await radios.count()) await radios.first().click();
		else if (await step(page).locator('select').count())
			for (const [i, select] of (await step(page).locator('select').all()).entries())
				await select.selectOption(String(i + 1));
		else await step(page).locator('input[inputmode=numeric]').fill('1');
		await act(page).click();
		await expect(step(page)).not.toHaveAttribute('id', at);
	}
}

test('A2 without a signal the check is finished and waits; with one it goes by itself to its result', async ({
	page,
	context
}) => {
	test.setTimeout(120_000);
	await join(page, 'ur');
	await page.goto(lesson('ur', 'check'));
	await answerAll(page);
	await page.reload();
	await expect(page.locator('.steps.live')).toBeAttached();
	await expect(page.locator('[data-whole]'), 'answers are kept as she goes').toBeVisible();
	// A server that takes nothing now: "offline" itself would be an error on the console.
	await page.route('**/api/sync', (route) => route.fulfill({ status: 429 }));
	await act(page).click();
	await expect(page.locator('[data-finished]')).toBeVisible();
	await expect(page.locator('.step.at')).toBeHidden();
	expect((await phoneEvents(page)).map((e) => [e.kind, e.state])).toEqual([['check.submitted', 'here']]);
	await expectAccessible(page, 'finished, waiting to be checked');
	await page.unroute('**/api/sync');
	// She touches "send now", where it has not gone by itself before she comes to it.
	const gone = page.waitForURL(/\/check\/result/);
	await Promise.any([page.locator('[data-send]').click(), gone]);
	await gone;
	await expectAccessible(page, 'the result');
	expect((await phoneEvents(page)).map((e) => e.state)).toEqual(['accepted']);
	await context.close();
});

test('K8 a check made for the learner who is logged in is not handed in by another profile of this phone', async ({
	page
}) => {
	test.setTimeout(120_000);
	await join(page, 'ur');
	await page.evaluate(
		() =>
			new Promise<void>((resolve) => {
				const opening = indexedDB.open('phone');
				opening.onsuccess = () => {
					const tx = opening.result.transaction(['profiles', 'notes'], 'readwrite');
					tx.objectStore('profiles').put({
						id: 'other',
						tileSeed: 7,
						seq: 0,
						learnerId: 'somebody-else',
						token: 'x'
					});
					tx.objectStore('notes').put({
						id: 'phone',
						device: 'device-of-test',
						active: 'other',
						key: new Uint8Array(32)
					});
					tx.oncomplete = () => resolve();
				};
			})
	);
	await page.goto(lesson('ur', 'check'));
	await expect(page.locator('[data-other]')).toBeVisible();
	await answerAll(page);
	await act(page).click();
	await expect(page).toHaveURL(/\/check\/result/);
	expect(await phoneEvents(page), 'nothing went into the other’s log').toEqual([]);
});
