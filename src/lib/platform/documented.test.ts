/**
 * What the documents say of variables and commands is what there is; and every command that README.md and docs/operations.md
 * name is run somewhere, by a test or by a lane of .ci/run.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readEnv } from './env.server.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const filesIn = (folder: string, ending: RegExp): string[] =>
	readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
		.filter((path) => ending.test(path) && !path.includes('/paraglide/'));

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const operations = read('docs/operations.md');
const documents = ['README.md', ...filesIn('docs', /\.md$/)];

/** What stands first in each row of a section's tables, in `code`. */
const firstCells = (section: string): string[] =>
	new RegExp(`^## ${section}$([^]*?)(?=^## |(?![^]))`, 'm')
		.exec(operations)![1]!
		.split('\n')
		.flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? []);
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** Read by the adapter, and by nobody in src. */
const OF_THE_ADAPTER = ['ADDRESS_HEADER'];
/** Set by our own commands, or by the tools that build and test. */
const NOT_SET_BY_AN_OPERATOR = [
	...['QADAM_PREVIEW', 'QADAM_INTERNAL_TOKEN', 'BODY_SIZE_LIMIT'],
	...['NODE_ENV', 'VITEST']
];

test('every variable that is read stands in docs/operations.md, and every one there is read', () => {
	const readByUs = new Set<string>(OF_THE_ADAPTER);
	readEnv(new Proxy({}, { get: (_, name) => void readByUs.add(String(name)) }) as Record<string, undefined>);
	for (const file of filesIn('src', /(?<!\.test)\.(?:ts|js|svelte)$/))
		for (const [, name] of read(file).matchAll(/\bprocess\.env(?:\.|\[')(\w+)/g)) readByUs.add(name!);
	const documented = firstCells('Environment').map((cell) => cell.replaceAll('`', ''));
	expect(sorted(documented)).toEqual(
		sorted([...readByUs].filter((name) => !NOT_SET_BY_AN_OPERATOR.includes(name)))
	);
	expect(filesIn('src', /\.(?:ts|svelte)$/).filter((file) => /from '\$env\//.test(read(file)))).toEqual([]);
});

/** `npm run x`, `npm start`: what is run, by its script's name. */
const commandsIn = (text: string): string[] =>
	[...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(ci|start|test)\b)/g)].map((m) => (m[1] ?? m[2])!);

test('every command of the operator stands in docs/operations.md, and every one there is a script', () => {
	const ours = Object.entries(scripts).filter(([, runs]) => /^node src\/cli\/[\w-]+\.ts$/.test(runs));
	for (const [name, runs] of ours) expect(runs).toBe(`node src/cli/${name}.ts`);
	expect(sorted(firstCells('Commands').flatMap(commandsIn))).toEqual(
		sorted([...ours.map(([name]) => name), 'ci', 'dev'])
	);
});

test.each(documents)('%s names commands that there are', (document) => {
	expect(commandsIn(read(document)).filter((name) => name !== 'ci' && !scripts[name])).toEqual([]);
});

const COMMANDS = 'src/cli/commands.contract.test.ts';
const LANES = '.ci/run';
/** Where each is run: a test's file, or a lane, and the words in it that run it. */
const RUN_BY: Record<string, [file: string, words: string]> = {
	ci: [LANES, 'npm ci && npm test'],
	test: [LANES, 'npm ci && npm test'],
	build: ['tests/e2e/build.ts', 'buildIfNeeded()'],
	start: ['tests/e2e/build.ts', "'src/cli/start.ts'"],
	demo: ['tests/support/prepared.ts', "'src/cli/demo.ts'"],
	dev: [COMMANDS, "'vite', 'dev'"],
	rebuild: [COMMANDS, "run('rebuild')"],
	backup: [COMMANDS, "run('backup', '--to', backups)"],
	restore: [COMMANDS, "run('restore', join(backups, made!), '--yes')"],
	'move-to-postgres': [
		'src/lib/platform/backup/move-to-postgres.contract.test.ts',
		'run(process.execPath, [COMMAND]'
	],
	migrate: [COMMANDS, "run('migrate')"],
	doctor: [COMMANDS, "run('doctor', '--json')"],
	user: [COMMANDS, "run('user', 'administrator')"],
	keys: ['tests/e2e/publish.spec.ts', "await keys('rotate')"],
	course: [COMMANDS, "run('course', 'check')"],
	sbom: ['src/cli/sbom.test.ts', "['src/cli/sbom.ts']"],
	'check:content': ['tests/support/run-all.ts', "script: 'check:content'"],
	bench: [COMMANDS, "node('tests/bench/run.ts')"],
	'test:postgres': [COMMANDS, "node('tests/support/postgres.ts'"],
	'test:simulation': ['tests/support/run-all.ts', "script: 'test:simulation'"],
	'test:loss': [LANES, "lane loss 'npm run -s test:loss"],
	'test:drills': [LANES, 'npm run -s test:drills'],
	'test:fuzz': [LANES, "lane fuzz 'npm run -s test:fuzz"],
	'test:many': [LANES, 'npm run -s test:many'],
	'test:proxy': [LANES, 'npm run -s test:proxy'],
	'test:vendure': [LANES, 'npm run -s test:vendure'],
	'test:credential-schema': [LANES, "lane credential-schema 'npm run -s test:credential-schema"],
	'test:old-browsers': [LANES, "lane old-browsers 'npm run -s test:old-browsers'"],
	'test:lighthouse': [LANES, "lane lighthouse 'npm run -s test:lighthouse'"],
	'test:libreoffice': [LANES, 'npm run -s test:libreoffice'],
	'test:planted': [LANES, 'npm run -s test:planted']
};

test('every command of README.md and docs/operations.md is run by a test or a lane', () => {
	const named = sorted(['README.md', 'docs/operations.md'].flatMap((document) => commandsIn(read(document))));
	expect(named.filter((name) => !RUN_BY[name])).toEqual([]);
	for (const [name, [file, words]] of Object.entries(RUN_BY)) {
		expect(existsSync(join(ROOT, file)) && read(file).includes(words), `${name} in ${file}`).toBe(true);
		// Asked by a test, or by what all of these begin with.
		expect(file).toMatch(/\.(?:test|spec)\.ts$|^tests\/(?:e2e\/build|support\/\w[\w-]*)\.ts$|^\.ci\/run$/);
	}
});
