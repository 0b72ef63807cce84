/**
 * K5. What is kept of her: seen, taken along, deleted; with scripts on two phones of hers, and by plain forms. Her secret is asked
 * for each time (K3), another's open tile is refused (K8), and a tile of hers does not wait for ever.
 */
import type { Browser, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { OwnData } from '#lib/privacy/index.server.ts';
import { pathOf, startDemo, type Logins } from '../support/demo.ts';
import { stepNow } from '../support/live.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import { cookieOf, post, send } from '../support/raw.ts';
import { START, type TestServer } from '../support/server.ts';
import { logInLearner } from './learner.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const test = base.extend<object, { demo: { server: TestServer; logins: Logins } }>({
	demo: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const demo = await startDemo();
			await use(demo);
			expect(demo.server.output()).not.toContain('"level":"error"');
			await demo.server.stop();
			demo.server.remove();
		},
		{ scope: 'worker', timeout: START }
	],
	server: [async ({ demo }, use) => use(demo.server), { scope: 'worker', timeout: START }]
});
// One server for both.
test.describe.configure({ mode: 'default' });

const WRONG = '135791';

/** Without a worker pages send by themselves, and can be cut off. */
const phone = async (browser: Browser, baseURL: string): Promise<Page> =>
	(
		await browser.newContext({ baseURL, viewport: { width: 360, height: 640 }, serviceWorkers: 'block' })
	).newPage();

const giveSecret = async (page: Page, secret: string): Promise<void> => {
	if (!(await page.locator('[name=digits]').isVisible()))
		await page.locator('details:has([name=digits]) summary').click();
	await page.fill('[name=digits]', secret);
	await page.locator('form button.main').click();
};

/** Something of hers that waits for a signal. */
async function workCutOff(page: Page): Promise<void> {
	await page.context().route('**/api/**', (route) => route.abort());
	await page.goto('/ur/learn/selling-online/a6');
	await expect(page.locator('.steps.live')).toBeAttached();
	const before = await stepNow(page).getAttribute('id');
	await page.locator('[data-do]').click();
	await expect(stepNow(page)).not.toHaveAttribute('id', before!);
}
const mend = (page: Page) => page.context().unroute('**/api/**');

/** Everything in the phone's database that belongs to somebody. */
const rowsHere = (page: Page): Promise<number> =>
	page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const stores = ['profiles', 'events', 'drafts', 'forms'];
					const tx = opening.result.transaction(stores);
					const counts = stores.map((name) => tx.objectStore(name).count());
					tx.oncomplete = () => {
						opening.result.close();
						resolve(counts.reduce((sum, { result }) => sum + result, 0));
					};
				};
			})
	);

test('she reads what is kept, takes it along, deletes it; no phone of hers goes on waiting', async ({
	page: _,
	browser,
	demo: { server, logins }
}) => {
	const her = logins.learners.find(({ plan }) => plan === 'started')!;
	const [here, other] = [await phone(browser, server.url), await phone(browser, server.url)];
	for (const page of [here, other]) await logInLearner(page, her);

	await here.goto('/ur/me');
	await here.locator('.places a[href="/ur/me/data"]').click();
	await expect(here.locator('summary', { hasText: 'سبق، جواب اور پرچے' })).toBeVisible();
	for (const summary of await here.locator('.kinds summary').all()) await summary.click();
	await expectAccessible(here, '/ur/me/data');

	await here.locator('a[href="/ur/me/data/copy"]').click();
	await expectAccessible(here, '/ur/me/data/copy');
	await giveSecret(here, WRONG);
	await expect(here.locator('#fault-secret')).toBeVisible();
	const [file] = await Promise.all([here.waitForEvent('download'), giveSecret(here, her.secret)]);
	expect(file.suggestedFilename()).toMatch(/^qadam-\d{4}-\d\d-\d\d\.json$/);
	const copy = JSON.parse(readFileSync(await file.path(), 'utf8')) as OwnData;
	expect(copy.kinds.account.learner![0]).toMatchObject({ display_name: her.name });
	expect(copy.kinds.learning.event!.length).toBeGreaterThan(0);

	await workCutOff(other);
	await workCutOff(here);
	expect(await rowsHere(here)).toBeGreaterThan(1);
	await here.goto('/ur/me/data/delete');
	await expectAccessible(here, '/ur/me/data/delete');
	await giveSecret(here, her.secret);
	const yes = here.locator('form[action$="erase"] button');
	await expect(yes).toBeVisible();
	await expectAccessible(here, 'the last word');
	// Back and on again: nothing has gone yet.
	await here.goBack();
	await giveSecret(here, her.secret);
	await mend(here);
	await yes.dblclick();
	await expect(here).toHaveURL(/\/ur\/deleted$/);
	await expect(here.locator('[data-tile=off]')).toBeVisible();
	expect(await rowsHere(here)).toBe(0);
	await expectAccessible(here, '/ur/deleted');
	// Back button: nobody is open.
	await here.goto('/ur/me/data');
	await expect(here).toHaveURL(/\/ur\/login$/);

	// Her other phone: her session is over, what waited is sent no more, and the tile can be taken off.
	await mend(other);
	await other.goto('/ur');
	const gone = other.locator('[data-notice=gone] a');
	await expect(gone).toBeVisible();
	await gone.click();
	await expectAccessible(other, '/ur/who with a tile that is gone');
	await other.locator('[data-tiles] li[data-number="1"] a').click();
	await other.locator('[data-step=first] [data-do=remove]').click();
	await expect(other.locator('[data-removed]')).not.toBeEmpty();
	expect(await rowsHere(other)).toBe(0);

	await Promise.all([here, other].map((one) => one.context().close()));
});

test('without scripts: the same by plain forms; promised orders first, wrong secrets, other tiles and second taps answered', async ({
	demo: {
		server: { url },
		logins
	}
}) => {
	const learner = (plan: string) => logins.learners.find((one) => one.plan === plan)!;
	const logIn = async ({ code, secret }: { code: string; secret: string }) => {
		const opened = await post(url, '/en/login', { code, digits: secret });
		expect(opened.status).toBe(303);
		return cookieOf(opened);
	};
	// A seller whose buyers wait.
	const seller = learner('seller');
	const busy = new PlainBrowser(url, await logIn(seller));
	await busy.open('/en/me/data/delete');
	expect(busy.current.text).toContain('First finish your orders');
	expect(busy.current.root.querySelector('[name=digits]')).toBeNull();
	const early = await post(
		url,
		'/en/me/data/delete?/prove',
		{ digits: seller.secret },
		{ cookie: await logIn(seller) }
	);
	expect(early.status).toBe(409);

	const her = learner('passed');
	const badge = () => send(url, { path: pathOf(her.badge).replace('/ur/', '/en/') });
	expect((await badge()).status).toBe(200);
	const cookie = await logIn(her);
	const plain = new PlainBrowser(url, cookie);
	await plain.open('/en/me/data/copy');
	const wrong = await plain.submit({ field: 'digits' }, { digits: WRONG });
	expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('This secret is not right')]);
	const copy = await post(url, '/en/me/data/copy/qadam.json', { digits: her.secret }, { cookie });
	expect(copy.headers).toMatchObject({
		'cache-control': 'private, no-store',
		'content-type': 'application/json; charset=utf-8',
		'content-disposition': expect.stringMatching(/^attachment; filename="qadam-[\d-]{10}\.json"$/)
	});
	const { learnerId, kinds } = JSON.parse(copy.text) as OwnData;
	expect([kinds.account.learner!.length, kinds.badges.award!.length]).toEqual([1, 1]);

	// Nobody, a guest, and somebody else's open tile.
	const guest = cookieOf(await post(url, '/en/learn/selling-online/a1/answer?/finish', { version: 'x' }));
	for (const stranger of ['', guest])
		for (const path of [
			'/en/me/data/copy/qadam.json',
			'/en/me/data/delete?/prove',
			'/en/me/data/delete?/erase'
		]) {
			const refused = await post(url, path, { digits: her.secret, ticket: 'x' }, { cookie: stranger });
			expect([path, refused.status, refused.headers.location]).toEqual([path, 303, '/en/login']);
		}
	const tile = { cookie: `${cookie}; tile=01900000-0000-7000-8000-00000000abcd` };
	for (const path of ['/en/me/data/copy/qadam.json', '/en/me/data/delete?/prove'])
		expect((await post(url, path, { digits: her.secret }, tile)).status).toBe(409);

	await plain.open('/en/me/data/delete');
	const no = await plain.submit({ field: 'digits' }, { digits: WRONG });
	expect([no.status, no.text]).toEqual([400, expect.stringContaining('This secret is not right')]);
	await plain.submit({ field: 'digits' }, { digits: her.secret });
	expect(plain.current.text).toContain('Delete everything now?');
	const ticket = plain.form({ action: 'erase' }).querySelector('[name=ticket]')!.getAttribute('value')!;
	const made = await post(url, '/en/me/data/delete?/erase', { ticket: `${ticket}x` }, { cookie });
	expect([made.status, made.text]).toEqual([400, expect.stringContaining('nothing was deleted')]);
	const done = await plain.submit({ action: 'erase' });
	expect([done.status, done.url.pathname]).toEqual([200, '/en/deleted']);
	const again = await post(url, '/en/me/data/delete?/erase', { ticket }, { cookie });
	expect([again.status, again.headers.location]).toEqual([303, '/en/deleted']);
	const closed = await post(url, '/en/login', { code: her.code, digits: her.secret });
	expect(closed.status).toBe(400);

	// Anybody who was sent the link to her badge.
	const gone = await badge();
	expect([gone.status, gone.text]).toEqual([410, expect.stringContaining('This badge is gone')]);

	// What her phones hear; one that names nobody, or somebody who is there, hears that it is not known.
	const sync = async (named: object) => {
		const body = JSON.stringify({ device: 'device-of-hers', sentAt: Date.now(), events: [], ...named });
		const headers = { authorization: `Bearer ${'0'.repeat(64)}`, 'content-type': 'application/json' };
		return (await send(url, { method: 'POST', path: '/api/sync', headers, body })).status;
	};
	expect(await sync({ learner: learnerId })).toBe(410);
	for (const named of [{}, { learner: 'nobody' }, { learner: [learnerId] }])
		expect(await sync(named)).toBe(401);
});
