import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = `${root}static/service-worker.js`;

/**
 * Builds sw.ts into static/service-worker.js: one classic script without import(), for the oldest browser of our floor
 * (kit's own service worker build names no target). The precache list is injected later, when pages are prerendered.
 */
export async function buildServiceWorker(): Promise<void> {
	await build({
		root,
		configFile: false,
		publicDir: false,
		logLevel: 'warn',
		define: { 'process.env.NODE_ENV': '"production"' },
		build: {
			target: 'chrome80',
			outDir: `${root}static`,
			emptyOutDir: false,
			lib: {
				entry: fileURLToPath(new URL('sw.ts', import.meta.url)),
				formats: ['iife'],
				name: 'qadam',
				fileName: () => 'service-worker.js'
			},
			rolldownOptions: { output: { minify: true } }
		}
	});
}

/** In development pages come from their sources: a worker of an earlier build must not answer for them. */
export const dropServiceWorker = (): void => rmSync(file, { force: true });
