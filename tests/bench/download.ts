import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { browserLaunch } from '../support/browser.ts';
import { launchChromium } from '../support/cdp.ts';
import { startServer } from '../support/server.ts';
import { Window } from '../support/window.ts';
import { startBare } from './reference/start-bare.ts';
import { conditions, median, row, ROUNDS } from './report.ts';
import { slowLine } from './slow-line.ts';

const COURSE = '/ur/learn/selling-online';

/** A browser that has seen nothing yet, for one download. */
async function fresh<T>(origin: string, run: (window: Window) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const browser = await launchChromium(browserLaunch(), folder);
	try {
		return await run(new Window(await browser.page(), origin, 120_000));
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** From the touch of the button to "ready without internet". @returns seconds and the bytes of the parts on the wire */
const keepCourse = (port: number) =>
	fresh(`http://localhost:${port}`, async (window) => {
		await window.open(COURSE);
		await window.until('the service worker', () => navigator.serviceWorker.ready.then(() => true));
		await window.seen('[data-keep] [data-do=keep]');
		const started = performance.now();
		await window.tap('[data-keep] [data-do=keep]');
		await window.seen('[data-keep][data-state=kept]');
		const seconds = (performance.now() - started) / 1000;
		const bytes = await window.read(async () => {
			const cache = await caches.open('kept');
			let sum = 0;
			for (const key of await cache.keys()) {
				const { parts } = (await (await cache.match(key))!.json()) as {
					parts: Record<string, [string, number, number]>;
				};
				const once = new Map(Object.values(parts).map(([sha256, , brotli]) => [sha256, brotli]));
				for (const size of Array.from(once.values())) sum += size;
			}
			return sum;
		});
		return { seconds, bytes };
	});

/** A whole course taken home over a slow line, beside the same bytes in one bare file. */
export default async function download(): Promise<void> {
	buildIfNeeded();
	const server = await startServer();
	const line = await slowLine(Number(new URL(server.url).port));
	try {
		conditions(
			'Download: course A over 400 kbit/s, 400 ms; reference: the same bytes in one file from a bare server'
		);
		const { bytes } = await keepCourse(line.port);
		const bare = await startBare({
			'/': { body: '<!doctype html><title>bare</title>', type: 'text/html' },
			'/file': { body: randomBytes(bytes), type: 'application/octet-stream', plain: true }
		});
		const bareLine = await slowLine(Number(new URL(bare.url).port));
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			ours.push((await keepCourse(line.port)).seconds);
			theirs.push(
				await fresh(`http://localhost:${bareLine.port}`, async (window) => {
					await window.open('/');
					const started = performance.now();
					await window.read(async () => {
						const answer = await fetch('/file');
						await (await caches.open('file')).put('/file', answer);
					});
					return (performance.now() - started) / 1000;
				})
			);
		}
		await bareLine.stop();
		await bare.stop();
		row({
			what: `course A, ${Math.round(bytes / 1024)} KB`,
			unit: 's',
			digits: 1,
			ours: median(ours),
			reference: median(theirs),
			budget: '≤ 600 KB in all (asserted elsewhere)'
		});
	} finally {
		await line.stop();
		await server.stop();
		server.remove();
	}
}
