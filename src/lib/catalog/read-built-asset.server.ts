import { lstatSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TYPES: Record<string, string> = {
	js: 'text/javascript',
	css: 'text/css',
	svg: 'image/svg+xml',
	png: 'image/png',
	woff2: 'font/woff2',
	webmanifest: 'application/manifest+json'
};
/** Where the build puts what pages load; in development the islands stand in static/. */
const ROOTS = ['build/client', 'static'];

/** A script, style or icon of this build by its address, below the project's root. */
export function readBuiltAsset(path: string): { type: string; bytes: Uint8Array } | undefined {
	const type = TYPES[path.split('.').at(-1) ?? ''];
	if (!type || !/^(?:\/[\w.-]+)+$/.test(path) || path.includes('..')) return undefined;
	for (const root of ROOTS) {
		const file = join(resolve(root), path);
		if (lstatSync(file, { throwIfNoEntry: false })?.isFile()) return { type, bytes: readFileSync(file) };
	}
	return undefined;
}
