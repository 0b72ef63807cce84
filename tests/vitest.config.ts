/**
 * Of vitest alone, apart from the app's vite.config.ts: no test takes its plugins, and a run that looks for one test would wait for
 * kit twice as long as for the test.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** One more than cores: a test that waits for a database or a child leaves its core to another. */
const WORKERS = availableParallelism() + 1;

export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	test: {
		projects: [
			{
				extends: false,
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts', 'tests/planted/*.test.ts', 'tests/docs/*.test.ts'],
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
