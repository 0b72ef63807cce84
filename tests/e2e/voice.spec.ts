/**
 * A card gets a voice: recorded through a microphone (Chromium's own, which beeps), published, kept by a learner apart from
 * the words and heard after the server's process was ended; then one of its words changes, and nobody hears it any more.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeBeside } from '../support/beside.ts';
import { browserLaunch } from '../support/browser.ts';
import { send } from '../support/raw.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { staffPlaces } from '../support/staff-matrix.ts';
import { takeHome } from './take-home.ts';
import { expect, expectAccessible, test } from './test.ts';

const COURSE = 'selling-online';
const CARD = 'a1-01';
const content = fileURLToPath(new URL('../../src/content', import.meta.url));

/** A browser whose microphone beeps, and asks nobody. */
const withMicrophone = (): Promise<Browser> => {
	const { executablePath, args, env } = browserLaunch();
	return chromium.launch({
		executablePath,
		env,
		args: [...args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
	});
};

/** Sessions of a trainer of a new organisation, and of its administrator. */
async function trainerOf(server: TestServer): Promise<{ desk: string; cookie: string; other: string }> {
	const composed = await composeBeside(server);
	const { here, cookies } = await staffPlaces(composed);
	await composed.close();
	return {
		desk: `/ur/staff/${here.organisation}/voice`,
		cookie: cookies.trainer,
		other: cookies.administrator
	};
}

const cookiesOf = (server: TestServer, cookie: string) =>
	cookie
		.split('; ')
		.filter(Boolean)
		.map((one) => ({
			name: one.slice(0, one.indexOf('=')),
			value: one.slice(one.indexOf('=') + 1),
			url: server.url
		}));

async function pageFor(browser: Browser, server: TestServer, cookie = ''): Promise<Page> {
	const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 640 } });
	await context.addCookies(cookiesOf(server, cookie));
	return context.newPage();
}

const heardNow = async (server: TestServer) =>
	(await (await fetch(`${server.url}/api/voice/${COURSE}/ur`)).json()) as {
		recordings: { card: string; voice: string; url: string; size: number; ms: number }[];
	};

/** Speaks a card: record, wait for the first second on the clock, stop. */
async function speak(section: ReturnType<Page['locator']>): Promise<void> {
	await section.locator('[data-do=record]').click();
	await expect(section.locator('[data-clock]')).toHaveText('0:01');
	await section.locator('[data-do=stop]').click();
	await expect(section.locator('[data-take]')).toBeVisible();
}

/** What the phone keeps for the voice desk: whose, and for which card. */
const takesHere = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<string[]>((resolve, reject) => {
				const opening = indexedDB.open('voice-desk');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const asked = opening.result.transaction('takes').objectStore('takes').getAllKeys();
					asked.onsuccess = () => resolve(asked.result as string[]);
				};
			})
	);

/** A folder to start the server in: the content as it is, one word of one card changed. */
function changedContent(): string {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-words-'));
	cpSync(content, join(folder, 'src/content'), { recursive: true });
	const file = join(folder, 'src/content', COURSE, 'ur/01-where-to-sell.md');
	const words = readFileSync(file, 'utf8');
	const changed = words.replace('شوق میں ایک ہی رات', 'شوق میں ایک ہی شام');
	expect(changed).not.toBe(words);
	writeFileSync(file, changed);
	return folder;
}

test('a trainer records a card, a learner keeps it and hears it with the server gone; other words retire it', async () => {
	test.setTimeout(300_000);
	const server = await startServer();
	const browser = await withMicrophone();
	const elsewhere = changedContent();
	try {
		const { desk, cookie } = await trainerOf(server);
		const trainer = await pageFor(browser, server, cookie);
		await trainer.goto(`${desk}?in=skr`);
		await trainer.locator(`a[href^="${desk}/${COURSE}?"]`).first().click();
		await trainer.locator(`a[href^="${desk}/${COURSE}/a1?"]`).first().click();
		await expect(trainer.locator('[data-progress]')).toContainText(/میں سے 0 /);
		await expectAccessible(trainer, 'the voice desk');
		const section = trainer.locator(`#${CARD}`);
		await speak(section);
		// The line breaks off: what was spoken stays, and goes with another tap.
		await trainer.route('**/*', (route) =>
			route.request().method() === 'POST' ? route.abort() : route.continue()
		);
		await section.locator('[data-do=publish]').click();
		await expect(section.locator('[data-says=unsent]')).toBeVisible();
		await trainer.unroute('**/*');
		// Closed and opened again, too.
		await trainer.reload();
		await expect(section.locator('[data-says=waits]')).toBeVisible();
		await section.locator('[data-do=publish]').click();
		await expect(section.locator('[data-heard]')).toBeVisible();
		await trainer.reload();
		await expect(section.locator('[data-heard]')).toBeVisible();
		await expect(section.locator('[data-do=record]')).toBeVisible();
		expect(await takesHere(trainer)).toEqual([]);
		await expect(trainer.locator('[data-progress]')).toContainText(/میں سے 1 /);

		const { recordings } = await heardNow(server);
		expect(recordings).toMatchObject([{ card: CARD, voice: 'skr' }]);
		const { url, size, ms } = recordings[0]!;
		expect(ms).toBeGreaterThan(900);
		const piece = await send(server.url, { path: url, headers: { range: 'bytes=0-99' } });
		expect([piece.status, piece.headers['content-range']]).toEqual([206, `bytes 0-99/${size}`]);
		expect(piece.headers['cache-control']).toContain('immutable');
		const beyond = await send(server.url, { path: url, headers: { range: `bytes=${size}-` } });
		expect(beyond.status).toBe(416);
		const other = await send(server.url, {
			path: url,
			headers: { range: 'bytes=0-99', 'if-range': '"another"' }
		});
		expect(other.status).toBe(200);

		const learner = await pageFor(browser, server);
		await takeHome(learner, `/ur/learn/${COURSE}`);
		// Not with the words: it is offered with its size, and comes when she taps.
		const voice = learner.locator('[data-voice] [data-of=skr]');
		await expect(voice).toHaveAttribute('data-state', 'none');
		await expect(voice.locator('[data-do=keep]:visible [data-n=size]')).toHaveText(/\d/);
		const kept = () => learner.evaluate(async (path) => !!(await caches.match(path)), url);
		expect(await kept()).toBe(false);
		await expectAccessible(learner, 'a course with voice');
		await voice.locator('[data-do=keep]:visible').click();
		await expect(learner.locator('[data-voice] [data-of=skr]')).toHaveAttribute('data-state', 'kept');
		expect(await kept()).toBe(true);

		await server.stop('SIGKILL');
		await learner.goto(`/ur/learn/${COURSE}/a1#${CARD}`);
		const listen = learner.locator('.acts [data-bring]');
		await listen.click();
		const played = () => learner.evaluate(() => document.querySelector('audio')!.currentTime);
		await expect.poll(played).toBeGreaterThan(0.2);
		// Going on ends it.
		await learner.locator('[data-do]').click();
		await expect.poll(() => learner.evaluate(() => document.querySelector('audio')!.paused)).toBe(true);

		await server.restart(elsewhere);
		expect((await heardNow(server)).recordings).toEqual([]);
		expect((await send(server.url, { path: url })).status).toBe(404);
		await trainer.goto(`${desk}/${COURSE}/a1?in=skr`);
		await expect(section.locator('[data-changed]')).toContainText('لفظ بدل گئے ہیں');
		await expect(section.locator('[data-heard]')).toHaveCount(0);
		await expect(section.locator('.words')).toContainText('ایک ہی شام');
		// On her phone nothing plays to other words, with the old recording still kept.
		await learner.goto(`/ur/learn/${COURSE}`);
		await expect(learner.locator('[data-voice] [data-without]')).toBeHidden();
		const stranger = await pageFor(browser, server);
		await stranger.goto(`/ur/learn/${COURSE}`);
		await expect(stranger.locator('[data-voice] [data-without]')).toBeVisible();
	} finally {
		await browser.close();
		await server.stop();
		server.remove();
		rmSync(elsewhere, { recursive: true, force: true });
	}
});

test('what was spoken stays on the phone until it is sent or thrown away, for who spoke it alone', async ({
	server
}) => {
	const browser = await withMicrophone();
	try {
		const { desk, cookie, other } = await trainerOf(server);
		const page = await pageFor(browser, server, cookie);
		const lesson = `${desk}/${COURSE}/a1?in=ps`;
		await page.goto(lesson);
		const section = page.locator(`#${CARD}`);
		const [take, drop] = [section.locator('[data-take]'), section.locator('[data-do=drop]')];
		await expect(drop).toBeHidden();
		await speak(section);
		await expect(section.locator('[data-says=taken]')).toBeVisible();
		// Nothing asks whether she wants to leave: nothing would be lost.
		let asked = 0;
		page.on('dialog', (dialog) => {
			asked++;
			void dialog.accept();
		});
		await page.reload();
		expect(asked).toBe(0);
		await expect(section.locator('[data-says=waits]')).toBeVisible();
		await expectAccessible(page, 'a recording that waits');
		const length = () => take.evaluate((audio: HTMLAudioElement) => audio.readyState);
		await expect.poll(length).toBeGreaterThan(0);

		// Spoken again it takes the place of the first; another card and another voice have none of it.
		await speak(section);
		expect(await takesHere(page)).toHaveLength(1);
		await expect(page.locator('#a1-02 [data-take]')).toBeHidden();
		await page.goto(`${desk}/${COURSE}/a1?in=pa`);
		await expect(section.locator('[data-do=record]')).toBeVisible();
		await expect(take).toBeHidden();

		// Her colleague, on the same phone, is offered nothing, and what she threw away is brought back by a tap.
		await page.context().clearCookies();
		await page.context().addCookies(cookiesOf(server, other));
		await page.goto(lesson);
		await expect(section.locator('[data-do=record]')).toBeVisible();
		await expect(take).toBeHidden();
		await page.context().clearCookies();
		await page.context().addCookies(cookiesOf(server, cookie));
		await page.goto(lesson);
		await expect(take).toBeVisible();
		await drop.click();
		await expect(section.locator('[data-says=dropped]')).toBeVisible();
		await expect(take).toBeHidden();
		await expect.poll(() => takesHere(page)).toEqual([]);
		await drop.click();
		await expect(section.locator('[data-says=taken]')).toBeVisible();
		await page.reload();
		await expect(take).toBeVisible();
		await drop.click();
		await expect.poll(() => takesHere(page)).toEqual([]);
		await page.reload();
		await expect(section.locator('[data-do=record]')).toBeVisible();
		await expect(take).toBeHidden();
		await page.context().close();
	} finally {
		await browser.close();
	}
});

test('without a script a file is sent by a form, passes the same checks, and is published by another', async ({
	server,
	browser
}) => {
	const { desk, cookie } = await trainerOf(server);
	const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
	const [name, value] = [cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)];
	await context.addCookies([{ name, value, url: server.url }]);
	const page = await context.newPage();
	await page.goto(`${desk}/${COURSE}/a2?in=pa`);
	const section = page.locator('[data-say]').first();
	const sendFile = async (buffer: Buffer) => {
		await section.locator('[type=file]').setInputFiles({ name: 'card.webm', mimeType: 'audio/webm', buffer });
		await section.locator('[data-file] button').click();
	};
	await sendFile(Buffer.from('<!doctype html><script>alert(1)</script>'));
	await expect(section.locator('[role=alert]')).toContainText('WebM');
	const { ogg } = await import('../../src/lib/voice/testing.ts');
	await sendFile(Buffer.from(ogg(91_000)));
	await expect(section.locator('[role=alert]')).toContainText('90');
	await sendFile(Buffer.from(ogg(3000)));
	await expect(section.locator('[data-draft]')).toBeVisible();
	await section.locator('[data-draft] form[action*=publish] button').click();
	await expect(section.locator('[data-heard]')).toBeVisible();
	await section.locator('[data-heard] form[action*=back] button').click();
	await expect(section.locator('[data-heard]')).toHaveCount(0);
	await context.close();
});

test('the microphone may be asked for where cards are recorded, and nowhere else', async ({ server }) => {
	const { desk, cookie } = await trainerOf(server);
	const policy = async (path: string) =>
		(await send(server.url, { path, headers: { cookie } })).headers['permissions-policy'];
	expect(await policy(`${desk}/${COURSE}/a1`)).toContain('microphone=(self)');
	for (const path of [desk, `${desk}/${COURSE}`, '/ur', `/ur/learn/${COURSE}/a1`, '/ur/staff'])
		expect(await policy(path), path).toContain('microphone=()');
});

test("a step is read by the phone's own voice, its words marked; another tap, and another step, end it", async ({
	page
}) => {
	await page.addInitScript(() => {
		const said: SpeechSynthesisUtterance[] = [];
		const voices = [{ lang: 'ur-PK', localService: true, name: 'own' }] as SpeechSynthesisVoice[];
		const speech = {
			getVoices: () => voices,
			speak: (utterance: SpeechSynthesisUtterance) => void said.push(utterance),
			cancel: () => void said.splice(0)
		};
		Object.defineProperty(window, 'speechSynthesis', { value: speech });
		Object.assign(window, {
			said,
			SpeechSynthesisUtterance: class {
				text: string;
				constructor(text: string) {
					this.text = text;
				}
			}
		});
	});
	await page.goto(`/ur/learn/${COURSE}/a1`);
	const listen = page.locator('.acts [data-bring]');
	await listen.click();
	const spoken = () =>
		page.evaluate(() => (window as never as { said: { text: string }[] }).said.map(({ text }) => text));
	const sentences = await spoken();
	expect(sentences[0]).toBe('راشدہ کھسے بناتی ہے۔');
	const marked = await page.evaluate(() => {
		const [, second] = (window as never as { said: SpeechSynthesisUtterance[] }).said;
		second!.onstart!({} as never);
		second!.onboundary!({ name: 'word', charIndex: 0, charLength: 3 } as never);
		const [range] = [...CSS.highlights.get('said')!];
		return String(range);
	});
	expect(marked).toBe(sentences[1]!.slice(0, 3));
	await listen.click();
	expect(await spoken()).toEqual([]);
	await listen.click();
	expect(await spoken()).toEqual(sentences);
	await page.locator('[data-do]').click();
	await expect.poll(spoken).toEqual([]);
});
