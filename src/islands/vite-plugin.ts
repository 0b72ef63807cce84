import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const config = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
const manifest = fileURLToPath(new URL('../../.svelte-kit/islands/manifest.json', import.meta.url));
const VIRTUAL = 'virtual:islands';

let building: Promise<unknown> | undefined;

/**
 * Islands are built apart from kit (its client build belongs to pages with `csr`), into static/i/ with hashed names.
 * `virtual:islands` gives pages the map from an island's name to the address of its script.
 */
export function islands(): Plugin {
	return {
		name: 'qadam-islands',
		async buildStart() {
			building ??= build({ configFile: config, logLevel: 'warn' });
			await building;
		},
		resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
		load(id) {
			if (id !== `\0${VIRTUAL}`) return;
			type Entry = { file: string; name?: string; isEntry?: boolean };
			const entries = Object.values(JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, Entry>);
			const urls = Object.fromEntries(
				entries.filter((e) => e.isEntry).map((e) => [e.name, `/i/${e.file}`])
			);
			return `export default ${JSON.stringify(urls)}`;
		}
	};
}
