import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Course } from '../../src/lib/catalog/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An invented country: nothing in it is of Pakistan. */
export const INVENTED = join(root, 'tests/fixtures/country');

const BUILT_OF = [
	'src',
	'static',
	'package.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json'
];
/** What a build makes of the sources, beside them: it is as good as the build. */
const MADE = ['src/lib/platform/country/made', 'src/lib/platform/i18n/paraglide'];
/** What a build makes, and tests. */
const LEFT_OUT =
	/\/static\/(?:i|service-worker\.js|staff-worker\.js)$|\/country\/made$|\/src\/content\/(?!messages)[a-z-]+$|\/paraglide$|\.test\.ts$/;

/**
 * Builds the project for another country beside itself, in `.cache/country`: once, until a source or the pack changes.
 * @returns the folder with the build, and the courses of the pack with their keys
 */
export function buildCountry(pack: string): { root: string; courses: Course[] } {
	const home = join(root, '.cache/country');
	mkdirSync(home, { recursive: true });
	const aside = join(home, 'made');
	for (const [i, name] of MADE.entries()) move(join(home, name), join(aside, `${i}`));
	for (const name of BUILT_OF) {
		rmSync(join(home, name), { recursive: true, force: true });
		cpSync(join(root, name), join(home, name), { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
	}
	for (const [i, name] of MADE.entries()) move(join(aside, `${i}`), join(home, name));
	if (!existsSync(join(home, 'node_modules')))
		symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
	const run = (code: string) =>
		execFileSync(process.execPath, ['--input-type=module', '-e', code], {
			cwd: home,
			env: { ...process.env, QADAM_COUNTRY: pack },
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'inherit'],
			maxBuffer: 64 * 1024 * 1024
		});
	run(`(await import('${home}/src/cli/start.ts')).buildIfNeeded()`);
	// Its languages are not those of this process: read where they are.
	const courses = run(
		`const { contentDir, readContent } = await import('${home}/src/lib/catalog/index.server.ts');
		console.log(JSON.stringify(readContent(contentDir(), { now: 0 }).courses.map(({ course }) => course)))`
	);
	return { root: home, courses: JSON.parse(courses) as Course[] };
}

function move(from: string, to: string): void {
	if (!existsSync(from)) return;
	mkdirSync(dirname(to), { recursive: true });
	renameSync(from, to);
}
