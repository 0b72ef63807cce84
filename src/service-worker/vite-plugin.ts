import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import type { PluginOption } from 'vite';
import { buildServiceWorker, dropServiceWorker } from './build-service-worker.ts';

let building: Promise<void> | undefined;

/** What a phone holds from its first visit on: the page for no signal and where quick hide leads, each with its script. */
const PRECACHED = [
	'prerendered/pages/{ur,en}/offline.html',
	'prerendered/pages/blank.html',
	'client/i/offline-*.js'
];

/**
 * The service worker is built apart from kit, before kit copies static/, once for its several passes; then
 * @vite-pwa/sveltekit injects the precache list, before the adapter compresses what is served.
 */
export function serviceWorker(): PluginOption[] {
	return [
		{
			name: 'qadam-service-worker',
			async buildStart() {
				if (process.env.VITEST) return;
				if (this.environment.config.command === 'serve') return dropServiceWorker();
				building ??= buildServiceWorker();
				await building;
			}
		},
		SvelteKitPWA({
			strategies: 'injectManifest',
			filename: 'service-worker.js',
			injectRegister: false,
			manifest: false,
			injectManifest: { globPatterns: PRECACHED, dontCacheBustURLsMatching: /\/i\// }
		})
	];
}
