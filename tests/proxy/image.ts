/** What docs/deploy/Containerfile takes along, laid out here: no container can be made where the project is tested. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../loss/world.ts';

export interface Image {
	/** Its code runs with {@link environment}, from src/server.ts. */
	folder: string;
	/** Modules are looked for in the folder itself, not where its links lead. */
	environment: Record<string, string>;
	remove(): void;
}

interface Lock {
	packages: Record<string, { dev?: boolean }>;
}

/** Packages as `npm prune --omit=dev` leaves them, at the top of node_modules. */
function withoutDevelopment(into: string): void {
	const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
	for (const [path, { dev }] of Object.entries(packages)) {
		if (dev || !/^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) || !existsSync(join(root, path))) continue;
		const link = join(into, path.slice('node_modules/'.length));
		mkdirSync(dirname(link), { recursive: true });
		symlinkSync(join(root, path), link);
	}
}

/** @throws where it copies what is not there */
export function layOutImage(): Image {
	const text = readFileSync(join(root, 'docs/deploy/Containerfile'), 'utf8');
	const [, build, last] = text.split(/^FROM .*$/m);
	const given = [...build!.matchAll(/^COPY (.*) \S+$/gm)].flatMap((m) => m[1]!.split(' '));
	const missing = given.filter((name) => !existsSync(join(root, name)));
	if (!given.length || missing.length)
		throw new Error(`the build stage copies ${missing.join(', ') || 'nothing'}`);
	const folder = mkdtempSync(join(tmpdir(), 'qadam-image-'));
	const taken = [...last!.matchAll(/^COPY --from=build \/qadam\/(\S+) \S+$/gm)].map((m) => m[1]!);
	for (const name of taken)
		if (name === 'node_modules') withoutDevelopment(join(folder, name));
		else symlinkSync(join(root, name), join(folder, name));
	return {
		folder,
		environment: { NODE_PRESERVE_SYMLINKS: '1', NODE_PRESERVE_SYMLINKS_MAIN: '1', NODE_ENV: 'production' },
		remove: () => rmSync(folder, { recursive: true, force: true })
	};
}
