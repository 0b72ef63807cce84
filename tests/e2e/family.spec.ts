/**
 * Journey 5: two learners on one phone (K3, K8, S8). The doors of the server are cut off while both work; one tile is open
 * at a time, and nothing of the other can be found anywhere in the browser. Without a service worker, where pages send;
 * and with one and no server at all.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { choose, course, SECRET, stepNow, tapPicture } from '../support/live.ts';
import { openLog } from '../support/open-log.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { takeHome } from './take-home.ts';
import { expect, expectAccessible, test } from './test.ts';

interface Learner {
	name: string;
	secret: string[];
	lesson: string;
}
const shabana: Learner = { name: 'شبانہ کوثر', secret: SECRET, lesson: 'a1' };
const nazia: Learner = { name: 'نازیہ بی بی', secret: ['drum', 'boat', 'key', 'lamp'], lesson: 'a2' };

const openPhone = async (browser: Browser, server: TestServer): Promise<BrowserContext> =>
	browser.newContext({
		baseURL: server.url,
		viewport: { width: 360, height: 640 },
		serviceWorkers: 'block'
	});
const cut = (context: BrowserContext) => context.route('**/api/**', (route) => route.abort());
const mend = (context: BrowserContext) => context.unroute('**/api/**');

async function join(page: Page, { name, secret }: Learner): Promise<void> {
	await page.goto('/ur/join');
	await page.fill('input[name=name]', name);
	for (const picture of secret) await tapPicture(page, picture);
	await page.locator('.opt:has(input[name=consent_learning])').click();
	await page.locator('form button.main').click();
	await expect(page).toHaveURL(/\/ur\/me\/card/);
	await expect(page.locator('#joined')).not.toBeAttached();
}

/** Three steps and one answer of her lesson. */
async function work(page: Page, { lesson }: Learner): Promise<void> {
	await page.goto(`/ur/learn/${course.id}/${lesson}`);
	await expect(page.locator('.steps.live')).toBeAttached();
	for (let guard = 0; guard < 20; guard++) {
		const step = stepNow(page);
		const name = (await step.getAttribute('id'))!;
		const key = await step.getAttribute('data-key');
		if (key) await choose(page, key.split(' ')[0]!);
		// A practice may be left: it never blocks a lesson.
		const leave = step.locator('form.play a[href^="#"]');
		await ((await leave.count()) ? leave : page.locator('[data-do]')).click();
		if (key) {
			await expect(page.locator('body[data-act=next]')).toBeAttached();
			break;
		}
		await expect(stepNow(page)).not.toHaveAttribute('id', name);
	}
	await expect(page.locator('.work')).toHaveAttribute('data-state', 'wait');
}

async function close(page: Page): Promise<void> {
	await page.goto('/ur');
	await page.locator('[data-close]').click();
	await expect(page).toHaveURL(/\/ur\/who$/);
}

const tile = (page: Page, number: number) => page.locator(`[data-tiles] li[data-number="${number}"] a`);

async function openTile(page: Page, number: number, { secret }: Learner): Promise<void> {
	await page.goto('/ur/who');
	await tile(page, number).click();
	for (const picture of secret) await tapPicture(page, picture);
	await expect(page).toHaveURL(/\/ur$/);
}

interface Row {
	id: string;
	profile: string;
	seq: number;
	state: string;
}
interface Dump {
	/** Every text in it, bytes read both ways. */
	text: string;
	profiles: { id: string; learnerId?: string; key?: unknown; name?: unknown; initial?: unknown }[];
	events: Row[];
	drafts: number;
}

/** All that the browser holds of this origin, except the page itself. */
const dump = (page: Page): Promise<Dump> =>
	page.evaluate(async () => {
		const found: string[] = [
			document.cookie,
			JSON.stringify({ ...localStorage }),
			JSON.stringify({ ...sessionStorage })
		];
		const asked = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error as Error);
			});
		const collect = (value: unknown): void => {
			if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
				const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
				found.push(new TextDecoder().decode(bytes), new TextDecoder('latin1').decode(bytes));
			} else if (value && typeof value === 'object')
				for (const [name, inner] of Object.entries(value)) {
					found.push(name);
					collect(inner);
				}
			else found.push(String(value));
		};
		const rows: Record<string, unknown[]> = {};
		for (const { name } of await indexedDB.databases()) {
			const db = await asked(indexedDB.open(name!));
			for (const table of db.objectStoreNames) {
				const all: unknown[] = await asked(db.transaction(table).objectStore(table).getAll());
				rows[table] = [...(rows[table] ?? []), ...all];
				collect(all);
			}
			db.close();
		}
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys())
				found.push(request.url, (await (await cache.match(request))?.text()) ?? '');
		}
		return {
			text: found.join('\n'),
			profiles: rows.profiles as Dump['profiles'],
			events: rows.events as Dump['events'],
			drafts: rows.drafts!.length
		};
	});

/** Every place of a word in a text, with what stands round it: a whole dump would say nothing. */
const around = (text: string, word: string): string[] =>
	text
		.split(word)
		.slice(0, -1)
		.map((before) => before.slice(-60));

/** What a page says, to a person or in its source, beside what every visitor's copy says. */
const saidOn = (page: Page) =>
	page.evaluate(() => `${document.title}\n${document.documentElement.outerHTML}`);

test('journey 5: two learners, one phone, one tile open; both queues arrive, each under her own account', async ({
	browser,
	server
}) => {
	test.setTimeout(240_000);
	const context = await openPhone(browser, server);
	const page = await context.newPage();
	await join(page, shabana);
	// A draft of hers: an answer of the check, chosen and not handed in.
	await page.goto(`/ur/learn/${course.id}/check`);
	const options = page.locator('.step.at [type=radio]');
	await expect(page.locator('.step.at')).toBeAttached();
	while (!(await options.count())) await page.locator('[data-do]:visible').click();
	await options.first().check();
	await expect.poll(async () => (await dump(page)).drafts).toBe(1);
	await cut(context);
	await work(page, shabana);
	await close(page);

	await page.locator('[data-new] a').click();
	await join(page, nazia);
	await work(page, nazia);

	// Nazia's tile is open: nothing of Shabana's is to be found.
	const held = await dump(page);
	expect(held.profiles).toHaveLength(2);
	const [first, second] = held.profiles as [Dump['profiles'][0], Dump['profiles'][0]];
	expect([first.key, second.key]).toEqual([undefined, undefined]);
	const rows = ({ id }: { id: string }) => held.events.filter(({ profile }) => profile === id);
	for (const profile of held.profiles) {
		expect(rows(profile).length).toBeGreaterThan(2);
		for (const row of rows(profile)) {
			expect(row.state).toBe('here');
			expect(Object.keys(row).sort()).toEqual(['box', 'device', 'id', 'profile', 'seq', 'state']);
		}
	}
	for (const word of [
		shabana.name,
		nazia.name,
		'question.answered',
		'lesson.card',
		course.id,
		'a1-q1',
		'choice'
	])
		expect(around(held.text, word), word).toEqual([]);

	for (const path of [
		'/ur',
		'/ur/me',
		'/ur/who',
		'/ur/logout',
		'/ur/login',
		'/ur/sell',
		`/ur/learn/${course.id}/a1`,
		`/ur/learn/${course.id}/check`
	]) {
		await page.goto(path);
		await page.waitForLoadState('networkidle');
		expect(await saidOn(page), path).not.toContain(shabana.name);
	}
	await page.goto(`/ur/learn/${course.id}/${shabana.lesson}`);
	await expect(page.locator('.steps.live')).toBeAttached();
	await expect(page.locator('.opt.right'), 'her answers').toHaveCount(0);
	await page.goto(`/ur/learn/${course.id}/${nazia.lesson}`);
	await expect(page.locator('.opt.right')).not.toHaveCount(0);

	// Switched without a signal: Shabana's own secret opens hers, with her answers, and nothing of Nazia's.
	const order = held.profiles.map(({ id }) => id);
	const hers = order.indexOf(held.events.find(({ profile }) => profile !== rowsOfLast(held))!.profile) + 1;
	await close(page);
	await openTile(page, hers, shabana);
	await expect(page.locator('.head h1')).toContainText(shabana.name);
	await page.goto(`/ur/learn/${course.id}/${shabana.lesson}`);
	await expect(page.locator('.opt.right')).not.toHaveCount(0);
	await page.goto(`/ur/learn/${course.id}/${nazia.lesson}`);
	await expect(page.locator('.steps.live')).toBeAttached();
	await expect(page.locator('.opt.right')).toHaveCount(0);
	expect(await saidOn(page)).not.toContain(nazia.name);
	// Back reaches no page of Nazia's with her work on it.
	for (let i = 0; i < 6; i++) {
		await page.goBack();
		await page.waitForLoadState('networkidle');
		expect(await saidOn(page), page.url()).not.toContain(nazia.name);
	}

	await mend(context);
	await page.goto('/ur');
	await expect(page.locator('.state.safe:visible').first()).toBeVisible({ timeout: 30_000 });
	await expect
		.poll(async () => (await dump(page)).events.filter(({ state }) => state === 'here').length)
		.toBe(0);
	const log = await openLog(server);
	for (const { id, profile } of held.events)
		expect(log.ownerOf(id)).toBe(held.profiles.find((other) => other.id === profile)!.learnerId);
	expect(log.repeated()).toEqual([]);
	await context.close();
});

test('journey 5 with the course at home and the server gone: the worker answers, and sends both queues whoever is open', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const server = await startServer();
	const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 640 } });
	try {
		const page = await context.newPage();
		await join(page, shabana);
		await takeHome(page, `/ur/learn/${course.id}`);
		await close(page);
		await page.locator('[data-new] a').click();
		await join(page, nazia);
		await close(page);
		await server.stop('SIGKILL');

		await openTile(page, 1, shabana);
		await work(page, shabana);
		await close(page);
		await openTile(page, 2, nazia);
		await work(page, nazia);
		const held = await dump(page);
		for (const { id } of held.profiles) {
			const rows = held.events.filter(({ profile }) => profile === id);
			expect(rows.length).toBeGreaterThan(2);
			for (const row of rows) {
				expect(row.state).toBe('here');
				expect(Object.keys(row).sort()).toEqual(['box', 'device', 'id', 'profile', 'seq', 'state']);
			}
		}
		for (const { name } of [shabana, nazia]) expect(around(held.text, name), name).toEqual([]);
		for (const path of ['/ur', '/ur/me', '/ur/sell', `/ur/learn/${course.id}`, '/ur/who']) {
			await page.goto(path);
			await expect(page.locator('main')).toBeVisible();
			expect(await saidOn(page), path).not.toContain(shabana.name);
		}
		await page.goto(`/ur/learn/${course.id}/${shabana.lesson}`);
		await expect(page.locator('.steps.live')).toBeAttached();
		await expect(page.locator('.opt.right'), 'her answers').toHaveCount(0);

		await server.restart();
		await page.goto('/ur');
		await expect
			.poll(async () => (await dump(page)).events.filter(({ state }) => state === 'here').length, {
				timeout: 60_000
			})
			.toBe(0);
		const log = await openLog(server);
		for (const { id, profile } of held.events)
			expect(log.ownerOf(id)).toBe(held.profiles.find((other) => other.id === profile)!.learnerId);
		expect(log.repeated()).toEqual([]);
	} finally {
		await context.close();
		await server.stop();
		server.remove();
	}
});

/** The profile of the newest event: UUIDv7 ids are in the order of time. */
const rowsOfLast = ({ events }: Dump) => [...events].sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1)!.profile;

test('K3 a wrong secret waits longer each time, also after a reload; her own opens it', async ({
	browser,
	server
}) => {
	const context = await openPhone(browser, server);
	const page = await context.newPage();
	await join(page, shabana);
	await close(page);
	const now = Date.now();
	await page.clock.setFixedTime(now);
	await tile(page, 1).click();
	for (const picture of nazia.secret) await tapPicture(page, picture);
	const said = page.locator('[data-open] [data-said]');
	await expect(said).toContainText('سیکنڈ');
	const board = page.locator('fieldset[data-secret]');
	await expect(board).toHaveAttribute('disabled', '');
	await page.reload();
	await expect(board).toHaveAttribute('disabled', '');
	await page.clock.setFixedTime(now + 2500);
	await page.reload();
	await expect(board).not.toHaveAttribute('disabled');
	await expect(page.locator('[data-star].on')).toHaveCount(0);
	for (const picture of shabana.secret) await tapPicture(page, picture);
	await expect(page).toHaveURL(/\/ur$/);
	await context.close();
});

test('S8 what has not left the phone goes off it only by a second choice, and only by whose tile it is', async ({
	browser,
	server
}) => {
	const context = await openPhone(browser, server);
	const page = await context.newPage();
	await join(page, shabana);
	await cut(context);
	await work(page, shabana);
	await close(page);
	await tile(page, 1).click();
	await page.locator('[data-remove-link]').click();
	const remove = page.locator('[data-view=remove]');
	await expect(remove.locator('[data-text]')).toContainText('کام');
	await expect(remove.getByRole('button', { name: 'ابھی بھیجیں' })).toBeVisible();
	await expect(remove.locator('[data-do=anyway], [data-do=remove]').locator('visible=true')).toHaveCount(0);
	await remove.getByRole('button', { name: 'ابھی بھیجیں' }).click();
	await expect(remove.locator('[data-said]')).toContainText('ابھی نہیں گیا');
	await expectAccessible(page, 'off the phone, locked');

	await page.goto('/ur/who');
	await tile(page, 1).click();
	for (const picture of shabana.secret) await tapPicture(page, picture);
	await expect(page).toHaveURL(/\/ur$/);
	const id = (await dump(page)).profiles[0]!.id;
	await page.goto(`/ur/who#remove-${id}`);
	await expect(remove.locator('[data-text]')).toContainText('1 جواب');
	await remove.getByRole('button', { name: 'پھر بھی ہٹانی ہے' }).click();
	expect((await dump(page)).events.length, 'the first choice removes nothing').toBeGreaterThan(2);
	await remove.getByRole('link', { name: 'رہنے دیں' }).locator('visible=true').click();
	await expect(tile(page, 1)).toBeVisible();
	expect((await dump(page)).events.length).toBeGreaterThan(2);

	await mend(context);
	await page.goto(`/ur/who#remove-${id}`);
	await remove.getByRole('button', { name: 'ابھی بھیجیں' }).click();
	await expect(remove.locator('[data-text]')).toContainText('قدم کے پاس');
	await remove.getByRole('button', { name: 'ٹائل ہٹائیں' }).click();
	// Word of work from another page draws the wall anew; what was said stays.
	await expect(page.locator('[data-none]')).toBeVisible();
	await page.locator('[data-none]').evaluate((none: HTMLElement) => {
		none.hidden = true;
		dispatchEvent(new Event('work'));
	});
	await expect(page.locator('[data-none]'), 'drawn anew').toBeVisible();
	await expect(page.getByText('ٹائل فون سے ہٹ گئی')).toBeVisible();
	expect((await dump(page)).profiles).toEqual([]);
	await context.close();
});

test('K3 closed from her home, the page is at the tiles, also where word of her work comes in while the server ends her session', async ({
	browser,
	server
}) => {
	const context = await openPhone(browser, server);
	const page = await context.newPage();
	await join(page, shabana);
	await page.goto('/ur');
	await expect(page.locator('[data-close]')).toBeVisible();
	let ends: (() => void) | undefined;
	await context.route('**/api/session', async (route) => {
		await new Promise<void>((end) => (ends = end));
		await route.continue().catch(() => {});
	});
	// As the worker says it when it has sent something. Said by the page itself: it goes as soon as it has asked.
	await page.evaluate(() => {
		const ask = window.fetch;
		window.fetch = (...of) => {
			if (of[0] === '/api/session') setTimeout(() => dispatchEvent(new Event('work')));
			return ask(...of);
		};
	});
	await page.locator('[data-close]').click();
	await expect(page).toHaveURL(/\/ur\/who$/);
	await expect(tile(page, 1)).toBeVisible();
	expect(ends, 'the session was asked to end').toBeDefined();
	ends?.();
	await context.close();
});

test('K1 a page that was left before it took what the server handed over is no loss: the next one takes it, and stays', async ({
	browser,
	server
}) => {
	const context = await openPhone(browser, server);
	const page = await context.newPage();
	// She goes on before the script of the page has come.
	await context.route('**/i/guest-work-*.js', (route) => route.abort());
	await page.goto('/ur/join');
	await page.fill('input[name=name]', shabana.name);
	for (const picture of shabana.secret) await tapPicture(page, picture);
	await page.locator('.opt:has(input[name=consent_learning])').click();
	await page.locator('form button.main').click();
	await expect(page.locator('#joined')).toBeAttached();
	await context.unroute('**/i/guest-work-*.js');
	await page.goto('/ur/me');
	await expect(page.locator('#joined')).not.toBeAttached();
	await expect(page.locator('header').first()).toContainText(shabana.name);
	// A tile that was closed would send the page away within this time.
	await page.waitForTimeout(1000);
	await expect(page).toHaveURL(/\/ur\/me$/);
	await context.close();
});

test('K3 a tile that nobody touches closes, on every page that is open', async ({ browser, server }) => {
	const context = await openPhone(browser, server);
	const page = await context.newPage();
	await join(page, shabana);
	await close(page);
	await page.locator('[data-new] a').click();
	await join(page, nazia);
	await page.clock.install();
	await page.goto('/ur');
	await expect(page.locator('.head h1')).toContainText(nazia.name);
	const other = await context.newPage();
	await other.goto('/ur/me');
	await page.clock.fastForward('09:00');
	await page.locator('main').click({ position: { x: 5, y: 5 } });
	const before = await touchedAt(page);
	await page.clock.runFor(25_000);
	// On the disk, before the next nine minutes pass in a moment.
	await expect.poll(() => touchedAt(page)).toBeGreaterThan(before);
	await page.clock.fastForward('09:00');
	await expect(page).toHaveURL(/\/ur$/);
	await page.clock.runFor('01:30');
	await expect(page).toHaveURL(/\/ur\/who$/);
	await expect(other).toHaveURL(/\/ur\/who$/);
	await expect(page.locator('[data-tiles] .open')).toHaveCount(0);
	// Nor are her pages open on the server.
	for (const path of ['/ur/me', '/ur/sell']) {
		const answer = await page.request.get(path);
		expect(await answer.text(), path).not.toContain(nazia.name);
		expect(await answer.text(), path).not.toContain('data-owner="0');
	}
	await context.close();
});

/** Both have joined on one phone with its worker; Nazia's tile is the open one. */
async function bothJoined(browser: Browser, { url }: TestServer) {
	const context = await browser.newContext({ baseURL: url, viewport: { width: 360, height: 640 } });
	const page = await context.newPage();
	await join(page, shabana);
	await close(page);
	await page.locator('[data-new] a').click();
	await join(page, nazia);
	return { context, page };
}

/** When the phone last noted a touch. */
const touchedAt = (page: Page): Promise<number> =>
	page.evaluate(
		() =>
			new Promise((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error as Error);
				opening.onsuccess = () => {
					const asked = opening.result.transaction('notes').objectStore('notes').get('phone');
					asked.onsuccess = () => resolve((asked.result as { at: number }).at);
				};
			})
	);

/** As if nobody had touched the phone for eleven minutes. */
const leaveAlone = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error as Error);
				opening.onsuccess = () => {
					const notes = opening.result.transaction('notes', 'readwrite').objectStore('notes');
					const asked = notes.get('phone');
					asked.onsuccess = () => {
						notes.put({ ...(asked.result as object), at: Date.now() - 11 * 60_000 });
						notes.transaction.oncomplete = () => resolve();
					};
				};
			})
	);

test('K3 a tile that was left closes before a page of hers is shown, and her session with it', async ({
	browser,
	server
}) => {
	const { context, page } = await bothJoined(browser, server);
	for (const path of [`/ur/learn/${course.id}/a1`, '/ur/me']) {
		// A page that is nobody's, and does not look by itself.
		await page.goto('/ur/help');
		await page.waitForFunction(() => navigator.serviceWorker.controller);
		await leaveAlone(page);
		const seen: string[] = [];
		page.on('framenavigated', () => seen.push(page.url()));
		await page.goto(path);
		await expect(page).toHaveURL(/\/ur\/who$/);
		expect(seen.map((url) => new URL(url).pathname)).not.toContain(path);
		const answer = await page.request.get('/ur/me');
		expect(await answer.text()).not.toContain(nazia.name);
		await openTile(page, 2, nazia);
		page.removeAllListeners('framenavigated');
	}
	await context.close();
});

test('K3 the worker closes what was left, and sends a lesson away that stands on another page', async ({
	browser,
	server
}) => {
	const { context, page } = await bothJoined(browser, server);
	await page.goto(`/ur/learn/${course.id}/a1`);
	await page.waitForFunction(() => navigator.serviceWorker.controller);
	const other = await context.newPage();
	await other.goto('/ur');
	await expect(other.locator('.head h1')).toContainText(nazia.name);
	await leaveAlone(other);
	// Half a minute at most: every page says now and then that it is there.
	await expect(page).toHaveURL(/\/ur\/who$/, { timeout: 30_000 });
	await expect(other).toHaveURL(/\/ur\/who$/);
	await expect(page.locator('[data-tiles] .open')).toHaveCount(0);
	// Nor are her pages open on the server.
	for (const path of ['/ur/me', '/ur/sell']) {
		const answer = await page.request.get(path);
		expect(await answer.text(), path).not.toContain(nazia.name);
		expect(await answer.text(), path).not.toContain('data-owner="0');
	}
	await context.close();
});

test('K3 forty tiles on a class tablet: small, found by a letter or a number', async ({
	browser,
	server
}) => {
	const context = await browser.newContext({
		baseURL: server.url,
		viewport: { width: 800, height: 1280 },
		serviceWorkers: 'block'
	});
	const page = await context.newPage();
	await page.goto('/ur/who');
	await page.evaluate(
		() =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error as Error);
				opening.onsuccess = () => {
					const tx = opening.result.transaction('profiles', 'readwrite');
					for (let i = 0; i < 40; i++)
						tx.objectStore('profiles').put({
							id: `019b0000-0000-7000-8000-0000000000${10 + i}`,
							tileSeed: 7919 * (i + 1),
							seq: 0,
							learnerId: `l${i}`,
							token: `t${i}`,
							lock: { kind: 'pictures', salt: '', rounds: 1, box: '' },
							initial: 'شنمر'[i % 4]
						});
					tx.oncomplete = () => resolve();
				};
			})
	);
	await page.reload();
	await page.getByRole('button', { name: 'ہاں، کئی لوگ چلاتے ہیں' }).click();
	const tiles = page.locator('[data-tiles] li[data-number]');
	await expect(tiles).toHaveCount(40);
	await expect(tile(page, 40)).toBeInViewport();
	await expectAccessible(page, 'forty tiles');
	await page.getByRole('button', { name: 'ن', exact: true }).click();
	await expect(tiles.locator('visible=true')).toHaveCount(10);
	// What draws the wall anew, a tile that was put away among others, leaves what is looked for.
	await page.evaluate(() =>
		document.querySelector('[data-tiles] li[data-number]')!.toggleAttribute('data-old')
	);
	await page.evaluate(() => (location.hash = '#'));
	await expect(page.locator('[data-old]')).toHaveCount(0);
	await expect(tiles.locator('visible=true')).toHaveCount(10);
	await page.locator('#find').fill('17');
	await expect(tiles.locator('visible=true')).toHaveCount(1);
	await page.locator('#find').fill('ک');
	await expect(page.getByText('اس حرف کی کوئی ٹائل نہیں')).toBeVisible();
	await context.close();
});
