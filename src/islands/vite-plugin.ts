import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const config = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
const VIRTUAL = 'virtual:islands';

interface Chunk {
	type: 'chunk' | 'asset';
	fileName: string;
	name?: string;
	isEntry?: boolean;
}

let building: Promise<Record<string, string>> | undefined;

async function buildIslands(): Promise<Record<string, string>> {
	// A build of a library answers with a list, one entry a format.
	const built = [await build({ configFile: config, logLevel: 'warn' })].flat() as unknown as { output: Chunk[] }[];
	const chunks = built.flatMap(({ output }) => output);
	return Object.fromEntries(
		chunks.filter((c) => c.type === 'chunk' && c.isEntry).map((c) => [c.name, `/i/${c.fileName}`])
	);
}

/**
 * Islands are built apart from kit (its client build belongs to pages with `csr`), into static/i/ with hashed names.
 * `virtual:islands` gives pages the map from an island's name to the address of its script. They are built before
 * kit copies static/, once for its several passes; unit tests have no pages and build none.
 */
export function islands(): Plugin {
	return {
		name: 'qadam-islands',
		async buildStart() {
			if (process.env.VITEST) return;
			building ??= buildIslands();
			await building;
		},
		resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
		async load(id) {
			if (id !== `\0${VIRTUAL}`) return;
			return `export default ${JSON.stringify((await building) ?? {})}`;
		}
	};
}
