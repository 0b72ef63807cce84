/**
 * `npm run test:old-browsers [NAME …]`: each browser goes its journey against the built server; each step is a test.
 * Pictures of every step lie in test-results/old-browsers. Ends with `N passed, N failed`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { launchFirefox } from '../support/bidi.ts';
import { ourFonts } from '../support/browser.ts';
import { launchChromium } from '../support/cdp.ts';
import { needPackages } from '../support/debian.ts';
import { oldChromium, type OldChromium } from '../support/old-chromium.ts';
import { startServer } from '../support/server.ts';
import { launchWebKit } from '../support/webdriver.ts';
import { Window, type Driver } from '../support/window.ts';
import { offline, online, type Place, type Step } from './journeys.ts';

interface Opened {
	driver: Driver;
	close(): Promise<void>;
	/** What went wrong in the page, as far as the browser tells. */
	faults(): string[];
}

interface Browser {
	name: string;
	packages: string[];
	steps: Step[];
	open(folder: string): Promise<Opened>;
}

const alone = (driver: Driver): Opened => ({ driver, close: () => driver.close(), faults: () => [] });

const chromium = (version: OldChromium): Browser => ({
	name: `chromium-${version}`,
	packages: ['libnss3', 'libexpat1', 'libuuid1'],
	steps: offline,
	open: async (folder) => {
		const browser = await launchChromium(oldChromium(version), folder);
		const driver = await browser.page();
		return { driver, close: () => browser.close(), faults: () => driver.faults };
	}
});

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

const browsers: Browser[] = [
	chromium(80),
	chromium(88),
	chromium(92),
	{
		name: 'firefox-esr',
		packages: ['firefox-esr'],
		steps: online,
		open: async () => alone(await launchFirefox('firefox-esr', { FONTCONFIG_FILE: ourFonts() }))
	},
	{
		name: 'webkitgtk',
		packages: ['webkit2gtk-driver', 'xvfb'],
		steps: online,
		open: async () => alone(await launchWebKit(MINI_BROWSER, { FONTCONFIG_FILE: ourFonts() }))
	}
];

const pictures = 'test-results/old-browsers';
const total = { passed: 0, failed: 0 };

async function journey({ name, steps, open }: Browser): Promise<void> {
	const server = await startServer();
	const folder = mkdtempSync(join(tmpdir(), `qadam-${name}-`));
	let opened = await open(folder);
	const place: Place = {
		window: new Window(opened.driver, server.url),
		server,
		reopen: async () => {
			await opened.close();
			opened = await open(folder);
			place.window = new Window(opened.driver, server.url);
		}
	};
	const agent = await place.window.read(() => navigator.userAgent);
	console.log(`\n== ${name}  ${agent}`);
	try {
		for (const [i, step] of steps.entries()) {
			const started = Date.now();
			let fault: unknown;
			try {
				await step.run(place);
				const [thrown] = opened.faults();
				if (thrown) throw new Error(`in the page: ${thrown}`);
			} catch (error) {
				fault = error;
			}
			const png = await opened.driver.screenshot().catch(() => undefined);
			// Another runner may have emptied its folder of results meanwhile.
			mkdirSync(pictures, { recursive: true });
			if (png) writeFileSync(join(pictures, `${name}-${String(i + 1).padStart(2, '0')}.png`), png);
			console.log(
				`${fault ? 'FAIL' : '  ok'}  ${step.name}  ${((Date.now() - started) / 1000).toFixed(1)} s`
			);
			if (fault) {
				console.log(fault instanceof Error ? fault.message : fault);
				// What follows builds on this step; it did not pass.
				total.failed += steps.length - i;
				return;
			}
			total.passed++;
		}
	} finally {
		await opened.close();
		await server.stop();
		server.remove();
		rmSync(folder, { recursive: true, force: true });
	}
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !browsers.some((browser) => browser.name === name));
if (unknown) throw new Error(`no browser ${unknown}: ${browsers.map(({ name }) => name).join(', ')}`);
const chosen = browsers.filter(({ name }) => !wanted.length || wanted.includes(name));
needPackages([...new Set(chosen.flatMap(({ packages }) => packages))]);
buildIfNeeded();
for (const browser of chosen)
	try {
		await journey(browser);
	} catch (error) {
		console.log(`FAIL  ${browser.name}:`, error);
		total.failed += browser.steps.length;
	}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
