import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { browserLaunch } from '../support/browser.ts';
import { launchChromium, type ChromiumPage } from '../support/cdp.ts';
import { measure } from '../support/measure.ts';
import { startServer } from '../support/server.ts';
import { barePage } from './reference/bare-page.ts';
import { startBare } from './reference/start-bare.ts';
import { conditions, median, row, ROUNDS } from './report.ts';

/** Long tasks are watched so long after the page has loaded. */
const QUIET_MS = 3000;
const KBIT_400 = 400_000 / 8;

export async function slowPhone(page: ChromiumPage): Promise<void> {
	await page.send('Emulation.setCPUThrottlingRate', { rate: 6 });
	await page.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: 400,
		downloadThroughput: KBIT_400,
		uploadThroughput: KBIT_400
	});
}

interface View {
	/** First contentful paint, ms from the start of the navigation. */
	fcp: number;
	/** What long tasks took beyond 50 ms each, from the first paint on. */
	blocked: number;
}

/** A cold first view in a browser of its own. */
async function view(url: string): Promise<View> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const browser = await launchChromium(browserLaunch(), folder);
	try {
		const page = await browser.page();
		await slowPhone(page);
		await page.send('Page.addScriptToEvaluateOnNewDocument', {
			source: `self.longTasks = [];
				new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((e) => [e.startTime, e.duration])))
					.observe({ type: 'longtask', buffered: true })`
		});
		await page.go(url);
		await wait(QUIET_MS);
		const { fcp, tasks } = (await page.evaluate(
			`({ fcp: performance.getEntriesByName('first-contentful-paint')[0].startTime, tasks: longTasks })`
		)) as { fcp: number; tasks: [number, number][] };
		const blocked = tasks
			.filter(([start]) => start >= fcp)
			.reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
		return { fcp, blocked };
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** A lesson's first view on a slow phone, beside a bare page of the same words in the same run. */
export default async function firstView(): Promise<void> {
	buildIfNeeded();
	const server = await startServer();
	try {
		conditions(
			'First view: cold, 400 kbit/s, 400 ms, CPU 6×, 360 × 640; reference: a bare page of the same text'
		);
		for (const path of [
			'/ur/learn/selling-online/a1',
			'/ur/learn/selling-online/a5',
			'/en/learn/selling-online/a1'
		]) {
			const bare = await startBare({
				'/': { body: barePage((await measure(server.url + path)).text), type: 'text/html; charset=utf-8' }
			});
			const ours: View[] = [];
			const theirs: View[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				ours.push(await view(server.url + path));
				theirs.push(await view(`${bare.url}/`));
			}
			await bare.stop();
			const of = (views: View[], what: keyof View) => median(views.map((v) => v[what]));
			row({
				what: `${path} painted`,
				unit: 'ms',
				ours: of(ours, 'fcp'),
				reference: of(theirs, 'fcp'),
				budget: '≤ 1.15 × the bare page'
			});
			row({
				what: `${path} blocked`,
				unit: 'ms',
				ours: of(ours, 'blocked'),
				reference: of(theirs, 'blocked'),
				budget: '≤ 100 ms'
			});
		}
	} finally {
		await server.stop();
		server.remove();
	}
}
