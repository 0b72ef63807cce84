/**
 * `npm run test:postgres`: the contract suite on a real PostgreSQL. DATABASE_URL names one; otherwise a server of our
 * own is started from Debian's package in a temporary folder and stopped afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const [command, ...args] = process.argv.slice(2);
if (!command) throw new Error('usage: postgres.ts COMMAND …');

/** Runs the command on it, and says in a plain line what vitest counted. */
function runWith(url: string): number {
	const { status, stdout } = spawnSync('npx', ['--no-install', command!, ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
		encoding: 'utf8',
		env: { ...process.env, DATABASE_URL: url }
	});
	console.log(stdout);
	const count = (what: string) => Number(new RegExp(`Tests .*?(\\d+) ${what}`).exec(plain(stdout))?.[1] ?? 0);
	console.log(`${count('passed')} passed, ${count('failed')} failed`);
	return status ?? 1;
}

const plain = stripVTControlCharacters;

function binaries(): string {
	const base = '/usr/lib/postgresql';
	const version = existsSync(base) ? readdirSync(base).sort().at(-1) : undefined;
	if (!version)
		throw new Error("PostgreSQL is not installed: give DATABASE_URL or install Debian's postgresql");
	return join(base, version, 'bin');
}

function withOwnServer(): number {
	const bin = binaries();
	const folder = mkdtempSync(join(tmpdir(), 'qadam-postgres-'));
	// PostgreSQL refuses to run as root.
	const root = process.getuid?.() === 0;
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	if (root) chownSync(folder, id('-u'), id('-g'));
	const as = (file: string, ...rest: string[]) =>
		root
			? execFileSync('runuser', ['-u', 'postgres', '--', join(bin, file), ...rest], {
					cwd: folder,
					stdio: 'pipe'
				})
			: execFileSync(join(bin, file), rest, { cwd: folder, stdio: 'pipe' });
	const port = 20_000 + Math.floor(Math.random() * 20_000);
	const data = join(folder, 'data');
	as('initdb', '-D', data, '-U', 'qadam', '--auth=trust', '--encoding=UTF8', '--locale=C');
	as(
		'pg_ctl',
		'-D',
		data,
		'-w',
		'-l',
		join(folder, 'log'),
		'-o',
		`-p ${port} -k ${folder} -c max_connections=300`,
		'start'
	);
	try {
		return runWith(`postgres://qadam@127.0.0.1:${port}/postgres`);
	} finally {
		as('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
		rmSync(folder, { recursive: true, force: true });
	}
}

process.exitCode = process.env.DATABASE_URL ? runWith(process.env.DATABASE_URL) : withOwnServer();
