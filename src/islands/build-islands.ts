import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';
import { build, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}static/i`;
const ENDING = '.island.ts';

/**
 * Builds every src/islands/<name>.island.ts into one file of its own in static/i/: one request and nothing to wait for
 * after it. What two islands share is in both; with brotli that costs a page less than another round trip.
 * @returns name → address
 */
export async function buildIslands(): Promise<Record<string, string>> {
	const urls: Record<string, string> = {};
	const names = readdirSync(here).filter((file) => file.endsWith(ENDING));
	for (const name of names.map((file) => file.slice(0, -ENDING.length))) urls[name] = await buildIsland(name);
	const kept = new Set(Object.values(urls));
	for (const old of readdirSync(folder)) if (!kept.has(`/i/${old}`)) rmSync(`${folder}/${old}`);
	return urls;
}

/**
 * A lesson's script has 3 KB: terser's passes bring 80 bytes more than Vite's own minifier, and Vite's own use of it leaves
 * white space in modules.
 */
export const smaller = (module = true): Plugin => ({
	name: 'qadam-smaller',
	async generateBundle(_, bundle) {
		for (const chunk of Object.values(bundle))
			if (chunk.type === 'chunk') {
				const options = { module, ecma: 2020 as const, compress: { passes: 3, unsafe_arrows: true } };
				chunk.code = (await minify(chunk.code, options)).code!;
			}
	}
});

export async function buildIsland(name: string): Promise<string> {
	const built = await build({
		root,
		configFile: false,
		publicDir: false,
		logLevel: 'warn',
		// A page that hydrates an island carries the style itself: the policy lets no script add one (C1).
		plugins: [svelte({ configFile: false, emitCss: false, compilerOptions: { css: 'external' } }), smaller()],
		resolve: { conditions: ['browser', 'production', 'module', 'import', 'default'] },
		define: { 'process.env.NODE_ENV': '"production"' },
		build: {
			target: 'chrome80',
			outDir: folder,
			emptyOutDir: false,
			lib: { entry: { [name]: `${here}${name}${ENDING}` }, formats: ['es'] },
			rolldownOptions: {
				// The modules of lib only say things: what an island does not use of them is no part of it.
				treeshake: { moduleSideEffects: (id: string) => !id.includes('/src/lib/') || id.endsWith('.css') },
				output: { minify: true, codeSplitting: false, entryFileNames: '[name]-[hash].js' }
			}
		}
	});
	const [result] = built as unknown as { output: { fileName: string }[] }[];
	return `/i/${result!.output[0]!.fileName}`;
}
