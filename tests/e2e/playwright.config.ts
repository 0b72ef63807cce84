import { defineConfig } from '@playwright/test';
import { browserLaunch } from '../support/browser.ts';

const { executablePath, args, env } = browserLaunch();

export default defineConfig({
	testDir: '.',
	outputDir: '../../test-results',
	globalSetup: './build.ts',
	timeout: 120_000,
	expect: { timeout: 10_000 },
	fullyParallel: true,
	workers: 2,
	retries: 0,
	forbidOnly: true,
	reporter: [['list']],
	use: {
		viewport: { width: 360, height: 640 },
		launchOptions: { executablePath, args, env },
		trace: 'off',
		actionTimeout: 15_000,
		navigationTimeout: 30_000
	}
});
