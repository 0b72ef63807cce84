import type { Plugin } from 'vite';
import { buildIslands } from './build-islands.ts';

const VIRTUAL = 'virtual:islands';

let building: Promise<Record<string, string>> | undefined;

/**
 * Islands are built apart from kit (its client build belongs to pages with `csr`), before kit copies static/, once for
 * its several passes. `virtual:islands` gives pages the map from an island's name to the address of its script.
 * Unit tests have no pages and build none.
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
