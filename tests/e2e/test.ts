import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { START, startServer, type TestServer } from '../support/server.ts';

export type Lang = 'ur' | 'en';

interface Worker {
	server: TestServer;
}
interface Each {
	/** A page that fails the test on console errors, blocked content and requests to anybody else. */
	page: Page;
}

/** Every browser test has the built server behind it, one a worker, with data of its own. */
export const test = base.extend<Each, Worker>({
	server: [
		// Playwright reads the fixture's needs from this pattern; there are none.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const server = await startServer();
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

/**
 * WCAG and best practice, no rule disabled, and the size of what is tapped, which axe leaves out by default. Our pages have
 * no frames: legacy mode looks at them alone, without a blank page opened for each.
 */
export async function expectAccessible(page: Page, where: string): Promise<void> {
	const size = page.viewportSize()!;
	const tall = () => page.evaluate(() => document.documentElement.scrollHeight);
	// As tall as the page: what the shelf covers now is a matter of scrolling, not of size. What the phone knows comes a
	// moment later and makes it taller: then what was seen is of no page that stands still, and is looked at anew.
	let height: number;
	let violations: Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];
	do {
		height = Math.max(size.height, (await tall()) + 200);
		await page.setViewportSize({ width: size.width, height });
		({ violations } = await new AxeBuilder({ page })
			.options({ rules: { 'target-size': { enabled: true } } })
			.setLegacyMode()
			.analyze());
	} while ((await tall()) > height);
	await page.setViewportSize(size);
	const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
	expect(found, where).toEqual([]);
}

export { expect };
