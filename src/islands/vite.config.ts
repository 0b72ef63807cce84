import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every src/islands/<name>.island.ts is an entry. */
const input = Object.fromEntries(
	readdirSync(here)
		.filter((file) => file.endsWith('.island.ts'))
		.map((file) => [file.replace('.island.ts', ''), `${here}${file}`])
);

export default defineConfig({
	root,
	configFile: false,
	publicDir: false,
	plugins: [svelte({ configFile: false, emitCss: false, compilerOptions: { css: 'injected' } })],
	build: {
		target: 'chrome80',
		outDir: `${root}static/i`,
		emptyOutDir: true,
		modulePreload: false,
		rollupOptions: {
			input,
			output: { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' }
		}
	}
});
