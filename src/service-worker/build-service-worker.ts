import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What is built from what: the learners' worker, and the one of the staff's side (docs/decisions/014). */
const WORKERS = { 'service-worker.js': 'sw.ts', 'staff-worker.js': 'staff-sw.ts' };

/**
 * Builds each into static/: one classic script without import(), for the oldest browser of our floor
 * (kit's own service worker build names no target). The precache list is injected later, when pages are prerendered.
 */
export async function buildServiceWorker(): Promise<void> {
	for (const [made, entry] of Object.entries(WORKERS)) await buildWorker(made, entry);
}

const buildWorker = (made: string, entry: string) =>
	build({
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
				entry: fileURLToPath(new URL(entry, import.meta.url)),
				formats: ['iife'],
				name: 'qadam',
				fileName: () => made
			},
			rolldownOptions: { output: { minify: true } }
		}
	});

/** In development pages come from their sources: a worker of an earlier build must not answer for them. */
export const dropServiceWorker = (): void => {
	for (const made of Object.keys(WORKERS)) rmSync(`${root}static/${made}`, { force: true });
};
