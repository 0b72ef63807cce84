/**
 * `npm run test:lighthouse`: accessibility, best practices and SEO of learner pages are 100, each a test; performance is
 * reported. Ends with `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { browserLaunch } from '../support/browser.ts';
import { launchChromium } from '../support/cdp.ts';
import { startServer } from '../support/server.ts';

interface Audit {
	id: string;
	title: string;
	score: number | null;
	details?: { items?: { node?: { snippet: string } }[] };
}
interface Report {
	lhr: {
		categories: Record<string, { score: number | null; auditRefs: { id: string }[] }>;
		audits: Record<string, Audit>;
		runtimeError?: { message: string };
	};
}
type Lighthouse = (url: string, flags: object) => Promise<Report>;

const packages = fileURLToPath(new URL('packages', import.meta.url));
const ASSERTED = ['accessibility', 'best-practices', 'seo'];
const REPORTED = 'performance';

async function load(): Promise<Lighthouse> {
	const entry = join(packages, 'node_modules/lighthouse/core/index.js');
	if (!existsSync(entry)) execFileSync('npm', ['ci', '--silent'], { cwd: packages, stdio: 'inherit' });
	return ((await import(pathToFileURL(entry).href)) as { default: Lighthouse }).default;
}

/** Lighthouse now and then loses the beginning of its own trace (NO_NAVSTART): that run says nothing of the page. */
const TRIES = 3;

/**
 * Narrow, and as high as home with its courses: a link that the shelf half covers until one scrolls counts as too small.
 * How large what is tapped is, axe measures on pages in their whole height (tests/e2e/test.ts).
 */
const SCREEN = { mobile: true, width: 360, height: 1600, deviceScaleFactor: 2, disabled: false };

async function lookAt(url: string, port: number): Promise<Report['lhr']> {
	for (let tries = 1; ; tries++) {
		const { lhr } = await lighthouse(url, {
			port,
			logLevel: 'error',
			output: 'json',
			onlyCategories: [...ASSERTED, REPORTED],
			formFactor: 'mobile',
			screenEmulation: SCREEN
		});
		if (!lhr.runtimeError) return lhr;
		if (tries === TRIES) throw new Error(`${url}: ${lhr.runtimeError.message}`);
		console.log(`once more: ${url}: ${lhr.runtimeError.message}`);
	}
}

const percent = (score: number | null | undefined): number => Math.round((score ?? 0) * 100);

const lighthouse = await load();
buildIfNeeded();
const server = await startServer();
const folder = mkdtempSync(join(tmpdir(), 'qadam-lighthouse-'));
const browser = await launchChromium(browserLaunch(), folder);
let passed = 0;
let failed = 0;
try {
	for (const lang of ['ur', 'en'])
		for (const page of [
			'',
			'/learn/selling-online',
			'/learn/selling-online/a1',
			'/learn/selling-online/check'
		]) {
			const path = `/${lang}${page}`;
			const lhr = await lookAt(server.url + path, browser.port);
			const scores = [...ASSERTED, REPORTED].map((name) => `${name} ${percent(lhr.categories[name]?.score)}`);
			console.log(`${path.padEnd(36)}${scores.join(', ')}`);
			for (const name of ASSERTED) {
				const { score, auditRefs } = lhr.categories[name]!;
				if (score === 1) {
					passed++;
					continue;
				}
				failed++;
				for (const { title, score, details } of auditRefs.map(({ id }) => lhr.audits[id]!))
					if (score !== null && score < 1)
						console.log(
							`FAIL  ${name}: ${title}`,
							...(details?.items ?? []).map(({ node }) => node?.snippet)
						);
			}
		}
} finally {
	await browser.close();
	await server.stop();
	server.remove();
	rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
