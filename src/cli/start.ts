/** `npm start`: builds when the sources are newer than the build, then serves in this process. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';

const STAMP = 'build/sources.txt';
const SOURCES = ['src', 'static', 'package.json', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];
/** Read at run time, not built in; or made by the build itself, which would make every first build look old. */
const NOT_BUILT =
	/^src\/(content\/(?!country\.yaml$|places\.yaml$|messages(?:\/|$))|cli\/)|\.test\.ts$|paraglide\/|country\/made\/|project\.inlang\/(?:\.|README)|^static\/(?:i\/|(?:service|staff)-worker\.js$)/;

/** A hash of names and contents: a fresh clone has new times for old files. */
function fingerprint(): string {
	const hash = createHash('sha256');
	const visit = (path: string): void => {
		if (!existsSync(path) || NOT_BUILT.test(path)) return;
		if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
		else hash.update(path).update('\0').update(readFileSync(path));
	};
	SOURCES.forEach(visit);
	const country = process.env.QADAM_COUNTRY;
	if (country) ['country.yaml', 'places.yaml', 'messages'].forEach((name) => visit(join(country, name)));
	return hash.digest('hex');
}

/** Builds if needed; the build's own output is shown only when it fails. */
export function buildIfNeeded(): void {
	const now = fingerprint();
	if (existsSync('build/handler.js') && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === now) return;
	console.log('Building …');
	const build = spawnSync('npm', ['run', '-s', 'build'], { encoding: 'utf8' });
	if (build.status !== 0) {
		console.error(build.stdout, build.stderr);
		throw new Error('The build failed.');
	}
	writeFileSync(STAMP, now);
}

const HELP = `npm start

Builds when the sources changed since the last build, migrates, publishes the courses and serves. Settings are environment
variables (docs/operations.md).

Ends with 0 when it is stopped, 1 when it could not start, 2 for a wrong command.`;

if (import.meta.main) {
	const { readOptions } = await import('./command.ts');
	readOptions(HELP, {});
	buildIfNeeded();
	await import('../server.ts');
}
