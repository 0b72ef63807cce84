/** The pages that the phone fills by itself, opened at their own address: what the service worker answers with. */
import { parse } from 'node-html-parser';
import type { Page } from '@playwright/test';
import { measure, weigh } from '../support/measure.ts';
import { expect, expectAccessible, test, type Lang } from './test.ts';

// What these pages show comes from the phone's own database; who sends is another's matter, and here it is the page.
test.use({ serviceWorkers: 'block' });

const COURSE = 'selling-online';
const AWARD = '0190a0b0-0000-7000-8000-00000000abcd';
const learn = (lang: Lang, place: string) => `/${lang}/learn/${COURSE}/${place}`;
const phonePages = (lang: Lang) => [
	...['me', 'sell', 'open', 'elsewhere', 'badge', 'follow-up'].map((name) => `/${lang}/phone/${name}`),
	learn(lang, 'check/phone')
];
const step = (page: Page) => page.locator('.steps > .at');
const act = (page: Page) => page.locator('[data-do]');

/** One card of a lesson: something that the phone holds. */
async function seeCard(page: Page, lang: Lang, lesson = 'a1'): Promise<void> {
	await page.goto(learn(lang, lesson));
	await expect(page.locator('.steps.live')).toBeAttached();
	await act(page).click();
	// Said at all, and something else than "this page remembers nothing yet": only then is the card on the phone.
	await expect(page.locator('.work')).toHaveAttribute('data-state', /^(?!page$)./);
}

/** …and waits until the server has answered: what it told is kept on this phone together with its outcomes. */
async function seeCardTold(page: Page, lang: Lang, lesson: string): Promise<void> {
	await seeCard(page, lang, lesson);
	await page.goto(`/${lang}/phone/me`);
	await expect(page.locator('[data-work] .safe')).toBeVisible();
}

async function join(page: Page, lang: Lang): Promise<void> {
	await page.goto(`/${lang}/join`);
	await page.fill('[name=name]', 'Nasreen');
	for (const summary of await page.locator('summary').all()) await summary.click();
	await page.fill('[name=digits]', '582917');
	if (await page.locator('[data-guest-work]').isVisible()) await page.check('[name=phone_mine][value=yes]');
	await page.check('[name=consent_learning]');
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(/\/me\/card/);
	await expect(page.locator('#joined')).toHaveCount(0);
}

/** A server that takes nothing now: "offline" itself would be an error on the console. */
const noSignal = (page: Page) => page.route('**/api/sync', (route) => route.fulfill({ status: 429 }));

interface Told {
	news?: object;
	outcome?: { outcome: string; reason?: string };
	receipts?: (sent: { device: string }) => object[];
}

/** A server that answers like this. */
async function tells(page: Page, { news, outcome = { outcome: 'accepted' }, receipts }: Told): Promise<void> {
	await page.unroute('**/api/sync');
	await page.route('**/api/sync', async (route) => {
		const sent = route.request().postDataJSON() as { device: string; events: { id: string }[] };
		await route.fulfill({
			json: {
				now: Date.now(),
				cursor: { epoch: 'e', pos: 0 },
				outcomes: sent.events.map(({ id }) => ({ id, ...outcome })),
				receipts: receipts?.(sent) ?? [],
				news: { attempts: [], awards: [], practicals: [], lessons: [], ...news }
			}
		});
	});
	await page.route('**/api/log?*', (route) =>
		route.fulfill({ json: { epoch: 'e', pos: 0, more: false, events: [] } })
	);
}

const passed = {
	attempts: [{ course: COURSE, number: 1, passed: true, revisit: [], opensNextAt: null }],
	awards: [{ badge: COURSE, course: COURSE, awardId: AWARD, state: 'active', at: 1_795_000_000_000 }],
	practicals: [{ course: COURSE, passed: true }]
};
const notYet = (opensNextAt: number) => ({
	attempts: [{ course: COURSE, number: 1, passed: false, revisit: ['a5', 'a2'], opensNextAt }]
});

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

for (const lang of ['ur', 'en'] as const) {
	test(`C1 published, the same for everyone, and nothing for a search engine (${lang})`, async ({
		server
	}) => {
		for (const path of phonePages(lang)) {
			const answer = await fetch(server.url + path, { headers: { cookie: 'tile=somebody' } });
			expect([path, answer.status]).toEqual([path, 200]);
			expect(answer.headers.get('etag'), path).toBeTruthy();
			expect(answer.headers.has('set-cookie'), path).toBe(false);
			const robots = parse(await answer.text()).querySelector('meta[name=robots]');
			expect(robots?.getAttribute('content'), path).toBe('noindex');
		}
	});

	test(`byte budgets: a page that the phone fills has at most 25 KB of script (${lang})`, async ({
		server
	}) => {
		for (const path of phonePages(lang)) {
			const { script } = await weigh(server.url, path);
			expect(script, path).toBeLessThanOrEqual(25 * 1024);
		}
	});

	test(`C6 the published check shows its items and nothing that tells an answer (${lang})`, async ({
		server
	}) => {
		const { text } = await measure(server.url + learn(lang, 'check/phone'));
		const page = parse(text);
		const items = page.querySelectorAll('form .question');
		expect(items.length).toBeGreaterThan(12);
		const names = new Set(items.flatMap((item) => Object.keys(item.attributes)));
		expect([...names].sort()).toEqual(['class', 'data-rank', 'data-type', 'id', 'tabindex']);
		expect(page.querySelectorAll('form .why')).toEqual([]);
		expect(text).not.toMatch(/data-key|data-level|\skind=|reason/);
	});
}

test('A1 A2 the phone’s form is the server’s; answers stay, are handed in without a signal, wait, and are marked', async ({
	page
}) => {
	test.setTimeout(180_000);
	const ids = () => page.locator('form .question').evaluateAll((all) => all.map(({ id }) => id));
	await join(page, 'ur');
	await page.goto(learn('ur', 'check'));
	await expect(page.locator('.steps.live')).toBeAttached();
	const servers = await ids();
	await page.goto(learn('ur', 'check/phone'));
	await expect(page.locator('.steps.live')).toBeAttached();
	expect(await ids()).toEqual(servers);
	expect(servers).toHaveLength(12);

	await noSignal(page);
	await answerAll(page);
	await page.reload();
	await expect(page.locator('[data-whole]'), 'answers are kept as she goes').toBeVisible();
	await page.goto(learn('ur', 'check'));
	await expect(page.locator('.steps.live')).toBeAttached();
	await page.goto(`${learn('ur', 'check')}#end`);
	await expect(page.locator('[data-whole]'), 'and it is the same draft').toBeVisible();

	await page.goto(`${learn('ur', 'check/phone')}#end`);
	await act(page).click();
	await expect(page.locator('[data-finished]')).toBeVisible();
	await expectAccessible(page, 'finished');
	await page.reload();
	await expect(page.locator('[data-finished]'), 'handed in once').toBeVisible();
	await page.goto('/ur/phone/me');
	await expect(page.locator('[data-work] .wait')).toBeVisible();
	await expect(page.locator('[data-results] .card')).toHaveCount(1);
	await page.locator('[data-kept-list] summary').click();
	await expect(page.locator(`[data-item="${COURSE}/check"] .wait`)).toBeVisible();

	await page.unroute('**/api/sync');
	await page.goto(learn('ur', 'check/phone'));
	await expect(page.locator('[data-when=not_yet]')).toBeVisible();
	await expect(page.locator('[data-revisit] [data-lesson]:visible').first()).toBeVisible();
	await expect(page.locator('[data-opens]')).toContainText('بجے');
	await expect(page.locator('[data-again]')).toBeHidden();
	await expectAccessible(page, 'not yet');
	await page.goto('/ur/phone/me');
	await expect(page.locator('[data-work] .safe')).toBeVisible();
	await expect(page.locator('[data-results] .card')).toHaveCount(1);
	await expect(page.locator(`[data-item="${COURSE}/check"] .safe`)).toBeAttached();
});

test('A3 when the wait is over the next form is open, with other items', async ({ page }) => {
	const ids = () => page.locator('form .question').evaluateAll((all) => all.map(({ id }) => id));
	await tells(page, { news: notYet(Date.now() + 3_600_000) });
	await join(page, 'en');
	await seeCard(page, 'en');
	await page.goto(learn('en', 'check/phone'));
	await expect(page.locator('[data-when=not_yet]')).toBeVisible();
	const missed = page.locator('[data-revisit] [data-lesson]:visible');
	expect(await missed.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.lesson))).toEqual([
		'a5',
		'a2'
	]);
	await page.clock.setFixedTime(Date.now() + 2 * 3_600_000);
	await page.reload();
	await expect(page.locator('.steps.live')).toBeAttached();
	const second = await ids();
	await tells(page, {});
	await seeCardTold(page, 'en', 'a2');
	await page.goto(learn('en', 'check/phone'));
	await expect(page.locator('.steps.live')).toBeAttached();
	const first = await ids();
	expect(first.filter((id) => second.includes(id))).toEqual([]);
});

test('A2 B4 passed: told as the server told it, with the badge and when it was last looked at', async ({
	page
}) => {
	await tells(page, { news: passed });
	await join(page, 'en');
	await seeCard(page, 'en');
	await page.goto(learn('en', 'check/phone'));
	await expect(page.locator('[data-when=passed]')).toBeVisible();
	await expect(page.locator('[data-badge]')).toHaveAttribute('href', `/en/badge/${AWARD}`);
	await expect(page.locator('[data-task]')).toBeHidden();
	await expect(page.locator('[data-after]:visible')).toHaveAttribute('data-after', 'fraud-check');
	await expectAccessible(page, 'passed');
	await page.goto('/en/phone/me');
	const badge = page.locator('[data-badges] a');
	await expect(badge).toHaveAttribute('href', `/en/badge/${AWARD}`);
	await expect(badge.locator('[data-checked]')).toContainText('Verified, last checked');
	await expectAccessible(page, 'her work, passed');
	await page.goto(`/en/phone/badge#${AWARD}`);
	// Every badge there is stands in the page, hers alone is shown.
	const told = (what: string) => page.locator(`[data-told=${what}]:visible`);
	await expect(told('held')).toHaveCount(1);
	await expect(page.locator('article:visible')).toContainText(
		'This is what the phone remembers, not a check'
	);
	await expectAccessible(page, 'her badge');

	await tells(page, { news: { ...passed, awards: [{ ...passed.awards[0], state: 'revoked' }] } });
	await seeCardTold(page, 'en', 'a2');
	await page.goto('/en/phone/badge');
	await expect(told('revoked')).toHaveCount(1);
	await expect(told('held')).toHaveCount(0);
	await page.goto('/en/phone/badge#0190a0b0-0000-7000-8000-00000000ffff');
	await expect(page.locator('[data-none]'), 'somebody else’s is not shown').toBeVisible();
});

test('K1 a guest: her work is on this phone, and she is asked to join; who has joined is not', async ({
	page
}) => {
	await seeCard(page, 'en');
	await page.goto(learn('en', 'check/phone'));
	await expect(page.locator('[data-when=guest]')).toBeVisible();
	await expect(page.locator('form.steps')).toBeHidden();
	await page.goto('/en/phone/me');
	await expect(page.locator('[data-work] .here')).toBeVisible();
	await page.locator('[data-kept-list] summary').click();
	await expect(page.locator(`[data-item="${COURSE}/a1"] .here`)).toBeVisible();
	await expect(page.locator('a[href="/en/join"]')).toBeVisible();
	await page.goto('/en');
	await expect(page.locator('li[data-where=here] a')).toHaveAttribute('aria-label', /only on this phone/);
	await expect(page.locator('a[href="/en/join"]')).toBeVisible();
	await join(page, 'en');
	for (const path of ['/en', '/en/phone/me', '/en/phone/sell']) {
		await page.goto(path);
		await expect(page.locator('a[href="/en/join"]')).toBeHidden();
		await expect(page.locator('a.btn[href="/en/login"]')).toBeHidden();
	}
	await page.goto('/en/phone/me');
	await expect(page.locator('[data-name]')).toHaveText('Nasreen');
	await expect(page.locator('[data-heard]')).toContainText('last reached Qadam');
});

test('S3 what was not counted stands there with its reason and what to do', async ({ page }) => {
	await join(page, 'en');
	await tells(page, { outcome: { outcome: 'rejected', reason: 'no_consent' } });
	await seeCard(page, 'en');
	await page.goto('/en/me');
	await page.locator('[data-notice=rejected] a').click();
	await expect(page).toHaveURL(/\/en\/phone\/me$/);
	const rejected = page.locator('[data-rejected]');
	await expect(rejected).toContainText('taken back the permission');
	await expect(rejected.locator('[data-what]')).toContainText('1.');
	await expect(rejected.locator('a[href="/en/me/consent"]')).toBeVisible();
	await expect(page.locator(`[data-item="${COURSE}/a1"] .safe`)).toHaveCount(0);
	await expectAccessible(page, 'her work, with something not counted');
});

for (const [known, receipts, says] of [
	['two acts are missing', [{ heldTo: 3, exceptions: [] }], '2 acts are missing'],
	['none is missing', [{ heldTo: 5, exceptions: [] }], 'Nothing is missing'],
	['nothing is known', [], 'may be lost']
] as const)
	test(`S10 the browser erased its storage: ${known}, and no more is claimed`, async ({
		page,
		context,
		baseURL
	}) => {
		await context.addCookies([{ name: 'q-aaaabbbb-ccccdddd', value: '5', url: baseURL! }]);
		await tells(page, {
			receipts: () => receipts.map((held) => ({ device: 'x-ccccdddd', profile: 'x-aaaabbbb', ...held }))
		});
		await page.goto('/en');
		await expect(page.locator('[data-notice=erased]')).toBeVisible();
		await join(page, 'en');
		await page.goto('/en');
		await page.locator('[data-notice=lost] a').click();
		await expect(page).toHaveURL(/\/en\/phone\/me$/);
		const loss = page.locator('[data-loss]');
		await expect(loss).toContainText(says, { useInnerText: true });
		await expect(loss.locator('[data-loss-is]:visible')).toHaveCount(1);
		await expectAccessible(page, 'after erased storage');
		await loss.locator('[data-loss-read]').click();
		await expect(loss).toBeHidden();
		await page.reload();
		await expect(page.locator('[data-work]')).toBeAttached();
		await expect(loss).toBeHidden();
	});

test('what her class is told stands on her home, also without a signal, until its day; her phone says once that it was seen', async ({
	page
}) => {
	const one = (id: string, ur: string, en: string, until: number) => ({ id, ur, en, at: Date.now(), until });
	const now = Date.now();
	await tells(page, {
		news: {
			told: [
				one('first', 'کل چھٹی ہے', 'Tomorrow is a holiday', now + 3_600_000),
				one('urdu', '<b>چیز ساتھ لائیں</b>', '', now + 3_600_000),
				one('over', 'پرانی بات', 'An old word', now - 1)
			]
		}
	});
	const seen: unknown[] = [];
	await page.route('**/api/told', async (route) => {
		seen.push([route.request().headers().authorization?.slice(0, 7), route.request().postDataJSON()]);
		await route.fulfill({ status: seen.length === 1 ? 429 : 204 });
	});
	await join(page, 'en');
	await seeCardTold(page, 'en', 'a1');
	const lines = page.locator('[data-announced] p');
	for (const visit of [1, 2, 3, 4]) {
		// The page is the same for everyone; what is told comes from the phone, though the server answers no more.
		if (visit === 4) await noSignal(page);
		await page.goto('/en');
		await expect(lines).toHaveText(['Tomorrow is a holiday', '<b>چیز ساتھ لائیں</b>']);
		await expect(lines.last()).toHaveAttribute('lang', 'ur');
		await page.waitForLoadState('networkidle');
	}
	const told = ['Bearer ', { ids: ['first', 'urdu'] }];
	expect(seen, 'again where it did not get through, and then no more').toEqual([told, told]);
	await expectAccessible(page, 'home, with what the class is told');
});

test('the shop being made: what her lessons made of it, from the phone', async ({ page }) => {
	const lessons = ['a2', 'a3'].map((lesson) => ({ course: COURSE, lesson, state: 'finished', at: 1 }));
	await tells(page, { news: { lessons } });
	await join(page, 'en');
	await seeCard(page, 'en');
	await page.goto('/en/phone/sell');
	const made = page.locator('.made[data-part]:visible');
	await expect(made).toHaveCount(2);
	await expect(page.locator('[data-part]:visible'), 'five parts and the fraud check').toHaveCount(6);
	await expect(page.locator('[data-next-part]:visible')).toHaveAttribute('data-next-part', 'listing');
	await expectAccessible(page, 'the shop being made');
});

test('the desk as it was last seen: to read, with its time, also without a signal', async ({ page }) => {
	const order = {
		number: 7,
		state: 'confirmed',
		deliveredBy: null,
		paid: false,
		lines: [{ title: 'Shawl <b>', quantity: 2 }],
		total: 3200,
		phone: '+923001234567',
		buyer: {
			name: 'Naheed',
			city: 'Lahore',
			address: 'Main bazaar road 4',
			landmark: 'Opposite the old mosque',
			phone2: null,
			note: ''
		}
	};
	const product = { title: 'Shawl', price: 1600, stock: 3, shown: true, check: 'passed' };
	const shop = {
		name: 'Shal Ghar',
		about: '',
		face: 'paused',
		checkReason: null,
		tileSeed: 7,
		products: [product]
	};
	const desk = { at: 1_795_000_000_000, shop, orders: [order] };
	await page.route('**/api/desk', (route) => route.fulfill({ json: desk }));
	await join(page, 'en');
	await page.goto('/en/phone/sell');
	await expect(page.locator('[data-orders] > li')).toHaveCount(1);
	await page.unroute('**/api/desk');
	await page.route('**/api/desk', (route) => route.fulfill({ status: 429 }));
	await page.reload();
	await expect(page.locator('[data-asof]')).toContainText('The shop as it was on');
	await expect(page.locator('p[data-face]')).toContainText('closed for a while');
	const row = page.locator('[data-orders] details');
	await row.locator('summary').click();
	for (const text of [
		'Naheed',
		'Confirmed',
		'3,200',
		'Shawl <b>',
		'Opposite the old mosque',
		'+923001234567'
	])
		await expect(row).toContainText(text);
	await expect(page.locator('[data-goods] li')).toContainText('1,600');
	await expect(page.locator('main form, main button')).toHaveCount(0);
	await expectAccessible(page, 'the desk');
});

test('accessible: every page that the phone fills, empty and as a guest', async ({ page }) => {
	test.setTimeout(180_000);
	for (const lang of ['ur', 'en'] as const) {
		for (const path of phonePages(lang)) {
			await page.goto(path);
			await page.waitForLoadState('networkidle');
			await expectAccessible(page, path);
		}
		await seeCard(page, lang);
	}
});
