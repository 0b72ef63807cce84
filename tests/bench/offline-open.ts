import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { browserLaunch } from '../support/browser.ts';
import { launchChromium, type ChromiumPage } from '../support/cdp.ts';
import { measure } from '../support/measure.ts';
import { startServer } from '../support/server.ts';
import { Window } from '../support/window.ts';
import { barePage } from './reference/bare-page.ts';
import { startBare } from './reference/start-bare.ts';
import { conditions, median, row, ROUNDS } from './report.ts';

const COURSE = '/ur/learn/selling-online';
const SERVICE_WORKER = `
self.addEventListener('install', (event) => event.waitUntil(
	caches.open('bare').then((cache) => cache.addAll(['/'])).then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => event.respondWith(
	caches.match(event.request).then((kept) => kept || fetch(event.request))));
`;

/** A browser on the folder, opened for one purpose and closed again. */
async function withPage<T>(folder: string, run: (page: ChromiumPage) => Promise<T>): Promise<T> {
	const browser = await launchChromium(browserLaunch(), folder);
	try {
		return await run(await browser.page());
	} finally {
		await browser.close();
	}
}

/** First contentful paint of the address in a browser just started, CPU 6×, ms. */
const painted = (folder: string, url: string) =>
	withPage(folder, async (page) => {
		await page.send('Emulation.setCPUThrottlingRate', { rate: 6 });
		await page.go(url);
		return (await page.evaluate(
			`new Promise((resolve) => new PerformanceObserver((list) =>
				list.getEntriesByName('first-contentful-paint').forEach((paint) => resolve(paint.startTime))
			).observe({ type: 'paint', buffered: true }))`
		)) as number;
	});

/** Opened without a network from what the phone keeps, beside a bare cached page with a service worker of six lines. */
export default async function offlineOpen(): Promise<void> {
	buildIfNeeded();
	const server = await startServer();
	const folder = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const bareFolder = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	try {
		const lesson = (await measure(`${server.url}${COURSE}/a1`)).text;
		const bare = await startBare({
			'/': {
				body: barePage(lesson, '<script>navigator.serviceWorker.register("/sw.js")</script>'),
				type: 'text/html; charset=utf-8'
			},
			'/sw.js': { body: SERVICE_WORKER, type: 'text/javascript' }
		});
		await withPage(bareFolder, async (page) => {
			const window = new Window(page, bare.url);
			await window.open('/');
			await window.until('the bare service worker', () => navigator.serviceWorker.ready.then(() => true));
		});
		await withPage(folder, async (page) => {
			const window = new Window(page, server.url);
			await window.open(COURSE);
			await window.until('the service worker', () => navigator.serviceWorker.ready.then(() => true));
			await window.tap('[data-keep] [data-do=keep]');
			await window.seen('[data-keep][data-state=kept]');
		});
		await bare.stop();
		await server.stop();
		conditions(
			'Opened without a network: browser just started, CPU 6×, 360 × 640; reference: a bare cached page'
		);
		for (const path of ['/ur?home', `${COURSE}/a1`]) {
			const ours: number[] = [];
			const theirs: number[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				ours.push(await painted(folder, server.url + path));
				theirs.push(await painted(bareFolder, `${bare.url}/`));
			}
			row({
				what: `${path} painted`,
				unit: 'ms',
				ours: median(ours),
				reference: median(theirs),
				budget: '≤ 1.3 × the bare cached page'
			});
		}
	} finally {
		await server.stop();
		server.remove();
		for (const used of [folder, bareFolder]) rmSync(used, { recursive: true, force: true });
	}
}
