import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { islands } from './src/islands/vite-plugin.ts';
import { serviceWorker } from './src/service-worker/vite-plugin.ts';

export default defineConfig({
	plugins: [islands(), serviceWorker(), sveltekit()],
	build: {
		// Our floor is Chromium 80 (docs/architecture.md). cssTarget: Lightning CSS expands logical properties for older targets.
		target: 'chrome80',
		cssTarget: 'chrome80'
	},
	test: {
		projects: [
			{
				extends: false,
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts'],
					exclude: ['src/**/*.contract.test.ts'],
					// Machines are shared: a slow one must not fail a test, a hanging test still ends.
					testTimeout: 60_000
				}
			},
			{
				extends: false,
				test: {
					name: 'contract',
					include: ['src/**/*.contract.test.ts', 'tests/contract/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 60_000
				}
			},
			{
				extends: false,
				test: {
					name: 'simulation',
					include: ['tests/sync/**/*.test.ts'],
					// Histories run in threads of their own; while one waits for sealing, another goes on.
					maxConcurrency: 3,
					testTimeout: 600_000
				}
			}
		]
	}
});
