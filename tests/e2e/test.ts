import { test as base, expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { START, startServer, type TestServer } from '../support/server.ts';

export type Lang = 'ur' | 'en';

interface Worker {
	server: TestServer;
}
interface Each {
	/** A page that fails the test on console errors, blocked content and requests to anybody else. */
	page: Page;
}

/** These servers can be watched and say each request, so that no test of that needs one of its own (operations.spec.ts). */
export const WATCHED = { METRICS_TOKEN: 'a-token-of-the-tests', QADAM_LOG: 'requests' };

/** Every browser test has the built server behind it, one a worker, with data of its own. */
export const test = base.extend<Each, Worker>({
	server: [
		// Playwright reads the fixture's needs from this pattern; there are none.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const server = await startServer(WATCHED);
			await use(server);
			await server.stop();
			server.remove();
		},
		{ scope: 'worker', timeout: START }
	],
	baseURL: async ({ server }, use) => use(server.url),
	page: async ({ page, server }, use) => {
		const faults: string[] = [];
		watch(page, server.url, faults);
		page.context().on('page', (other) => watch(other, server.url, faults));
		await use(page);
		expect(faults, 'console errors and foreign requests').toEqual([]);
	}
});

function watch(page: Page, origin: string, faults: string[]): void {
	page.on('console', (message) => {
		// An answer of 4xx to a form is meant, and Chromium reports it as a failed resource.
		if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
	});
	page.on('pageerror', (error) => faults.push(String(error)));
	page.on('request', (request) => {
		const url = request.url();
		if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) faults.push(`request to ${url}`);
	});
}

/** WCAG and best practice, no rule disabled, and the size of what is tapped, which axe leaves out by default. */
const AXE: RunOptions = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };
/** The rules that ask what colour something has: all that the dark theme changes (style.css). */
const COLOURS: RunOptions = {
	runOnly: ['color-contrast', 'link-in-text-block'],
	resultTypes: ['violations']
};

/**
 * Our pages have no frames: axe looks at the page itself, which takes half the time of its driver for pages that have. Both
 * themes are looked at on one page: they are its style sheet's, and no page is another one in the dark.
 */
async function violationsOn(page: Page): Promise<string[]> {
	expect(page.frames(), 'frames, which would not be looked at').toHaveLength(1);
	await page.evaluate(axe.source);
	const found: string[] = [];
	for (const [colorScheme, rules] of [
		['dark', COLOURS],
		['light', AXE]
	] as const) {
		await page.emulateMedia({ colorScheme });
		const violations = await page.evaluate(
			async (options) => (await (globalThis as unknown as { axe: typeof axe }).axe.run(options)).violations,
			rules
		);
		for (const { id, nodes } of violations)
			found.push(`${colorScheme}, ${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
	}
	return found;
}

/** No violation of any rule on the whole height of the page, of colours in either theme; the light one stays. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
	const size = page.viewportSize()!;
	const tall = () => page.evaluate(() => document.documentElement.scrollHeight);
	// As tall as the page: what the shelf covers now is a matter of scrolling, not of size. What the phone knows comes a
	// moment later and makes it taller: then what was seen is of no page that stands still, and is looked at anew.
	let height: number;
	let found: string[];
	do {
		height = Math.max(size.height, (await tall()) + 200);
		await page.setViewportSize({ width: size.width, height });
		found = await violationsOn(page);
	} while ((await tall()) > height);
	await page.setViewportSize(size);
	expect(found, where).toEqual([]);
}

export { expect };
