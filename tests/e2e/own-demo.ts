import { startDemo, type Logins } from '../support/demo.ts';
import { START, type TestServer } from '../support/server.ts';
import { test } from './test.ts';

/** For tests that move the clock, open shops or fill them: a demo for each. */
export const ownDemo = test.extend<{ demo: { server: TestServer; logins: Logins } }>({
	demo: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const demo = await startDemo();
			await use(demo);
			await demo.server.stop();
			demo.server.remove();
		},
		{ timeout: START }
	],
	baseURL: async ({ demo }, use) => use(demo.server.url)
});
