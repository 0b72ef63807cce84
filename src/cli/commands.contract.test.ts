/** Every command of the operator's, as a process of its own: how it is asked, what it ends with, and its shortest real run. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild } from '../../tests/support/child.ts';
import { runCommand } from '../../tests/support/course-command.ts';
import { freePort } from '../../tests/support/server.ts';
import { inSmallContent } from '../../tests/support/small-content.ts';
import { readKeys } from '../lib/badges/index.server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};
const exec = promisify(execFile);
/** @param script its file, from the project's folder */
const node = async (script: string, args: string[] = [], env = {}): Promise<string> =>
	(await exec(process.execPath, [join(ROOT, script), ...args], { env: { ...process.env, ...env } })).stdout;
/** Some twenty processes in one test, ms: on a machine that does other work each takes its time. */
const PATIENCE = 240_000;
let folder: string;
beforeAll(inSmallContent);
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'qadam-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How each command is written wrongly. */
const WRONG: Record<string, string[]> = {
	start: ['--port'],
	demo: ['--data'],
	rebuild: ['all'],
	backup: ['--into', 'x'],
	restore: [],
	'move-to-postgres': ['--yes'],
	migrate: ['now'],
	doctor: ['--backup', 'x'],
	user: ['remove'],
	keys: ['list', 'all'],
	course: ['forget'],
	sbom: ['--for', 'x']
};

const run = (command: string, ...args: string[]) =>
	runCommand(
		command,
		args,
		{
			...process.env,
			DATA_DIR: join(folder, 'data'),
			DATABASE_URL: '',
			QADAM_DEMO: '1',
			// What one process has compiled, the next one reads.
			NODE_COMPILE_CACHE: join(folder, 'compiled')
		},
		process.cwd()
	);

test('every command has a test here', () => {
	const commands = readdirSync(join(ROOT, 'src/cli'))
		.filter((name) => /^[\w-]+\.ts$/.test(name) && name !== 'command.ts')
		.map((name) => name.slice(0, -3));
	expect(commands.sort()).toEqual(Object.keys(WRONG).sort());
});

test(
	'each says how it is written, when it is asked and when it was written wrongly; nothing happens then',
	async () => {
		for (const [name, args] of Object.entries(WRONG)) {
			const [help, wrong] = await Promise.all([run(name, '--help'), run(name, ...args)]);
			expect(help.stdout, name).toMatch(new RegExp(`^npm (?:run )?${name}\\b[^]*Ends with 0\\b`));
			expect(wrong.stderr, name).toContain(help.stdout.trim());
			expect([help.status, wrong.status], name).toEqual([0, 2]);
		}
		expect(existsSync(join(folder, 'data'))).toBe(false);
	},
	PATIENCE
);

test(
	'the shortest real run of each, on one folder',
	async () => {
		// Nothing is there: each says so, and makes nothing.
		for (const [command, ...args] of [['migrate'], ['doctor'], ['move-to-postgres']])
			expect(await run(command!, ...args), command).toMatchObject({ status: 1 });
		expect(existsSync(join(folder, 'data'))).toBe(false);

		const link = await run('user', 'administrator');
		expect(link).toMatchObject({
			status: 0,
			stdout: expect.stringMatching(/\/ur\/staff\/setup\?t=\w+\n$/) as string
		});
		expect(await run('user', 'list')).toMatchObject({ status: 0, stdout: '0 people, 0 roles\n' });
		expect(await run('migrate', '--check')).toMatchObject({ status: 0, stdout: 'All have run.\n' });
		expect(await run('migrate')).toMatchObject({ status: 0, stdout: 'All have run.\n' });
		expect(await run('rebuild')).toMatchObject({
			status: 0,
			stdout: expect.stringContaining('; 0 rows changed.') as string
		});

		// A server makes the first one when it publishes.
		const [first] = await readKeys(join(folder, 'data'), Date.now());
		expect(await run('keys', 'list')).toMatchObject({
			status: 0,
			stdout: expect.stringContaining(first!.publicKeyMultibase) as string
		});
		// The fixture's register has a value that nobody has checked.
		const doctor = await run('doctor', '--json');
		expect([doctor.status, (JSON.parse(doctor.stdout) as { verdict: string }).verdict]).toEqual([
			0,
			'warning'
		]);

		const backups = join(folder, 'backups');
		expect(await run('backup', '--to', backups)).toMatchObject({ status: 0 });
		const [made] = readdirSync(backups);
		expect(await run('restore', join(backups, made!))).toMatchObject({
			status: 1,
			stderr: expect.stringContaining('Not agreed') as string
		});
		expect(await run('restore', join(backups, made!), '--yes')).toMatchObject({ status: 0 });
		expect(await run('course', 'check')).toMatchObject({ status: 0 });
	},
	PATIENCE
);

test('the benches are named; the contract suite gets the PostgreSQL that it is told', async () => {
	expect(await node('tests/bench/run.ts')).toMatch(/^npm run bench -- lesson/);
	const DATABASE_URL = 'postgres://somewhere/qadam';
	expect(
		await node('tests/support/postgres.ts', ['node', '-p', 'process.env.DATABASE_URL'], { DATABASE_URL })
	).toBe(`${DATABASE_URL}\n\n0 passed, 0 failed\n`);
});

test('npm run dev serves, once its code is prepared', async () => {
	const port = String(await freePort());
	// As under every test no islands are built, which would write into the tree and take longer than all that stands above.
	const dev = await startChild(
		'sh',
		['-c', `cd '${ROOT}' && exec node_modules/.bin/vite "$@"`, 'vite', 'dev', '--port', port, '--strictPort'],
		{ DATA_DIR: join(folder, 'dev'), DATABASE_URL: '', NO_COLOR: '1', NODE_ENV: undefined },
		/Local: +(http:\S+)/
	);
	try {
		const answer = await fetch(new URL('/icons/icon.svg', dev.said));
		expect([answer.status, scripts.dev]).toEqual([200, 'npm run -s prepare:code && vite dev']);
	} finally {
		await dev.stop();
	}
});
