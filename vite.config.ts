import { sveltekit } from '@sveltejs/kit/vite';
import { availableParallelism } from 'node:os';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { islands } from './src/islands/vite-plugin.ts';
import { serviceWorker } from './src/service-worker/vite-plugin.ts';

/**
 * Svelte writes the second scope of a selector as `:where(.svelte-x)`, which came with Chromium 88: on our floor, 80, the
 * whole rule would fall. As a plain class it holds everywhere.
 */
const plainScopes = (): Plugin => ({
	name: 'qadam-plain-scopes',
	enforce: 'pre',
	transform: (code, id) =>
		id.includes('svelte&type=style')
			? { code: code.replace(/:where\((\.svelte-[\w-]+)\)/g, '$1'), map: null }
			: undefined
});

/** Of vitest. One more than cores: a test that waits for a database or a child leaves its core to another. */
const WORKERS = availableParallelism() + 1;

export default defineConfig({
	plugins: [islands(), serviceWorker(), plainScopes(), sveltekit()],
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
					include: ['src/**/*.test.ts', 'tests/planted/*.test.ts'],
					exclude: ['src/**/*.contract.test.ts'],
					maxWorkers: WORKERS,
					// Machines are shared: a slow one must not fail a test, a hanging test still ends.
					testTimeout: 60_000
				}
			},
			{
				extends: false,
				test: {
					name: 'contract',
					include: ['src/**/*.contract.test.ts'],
					globalSetup: 'tests/support/contract-databases.ts',
					maxWorkers: WORKERS,
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
