import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';
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

export default defineConfig({
	plugins: [islands(), serviceWorker(), plainScopes(), sveltekit()],
	build: {
		// Our floor is Chromium 80 (docs/architecture.md). cssTarget: Lightning CSS expands logical properties for older targets.
		target: 'chrome80',
		cssTarget: 'chrome80'
	}
});
