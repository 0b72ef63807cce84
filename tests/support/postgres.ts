/**
 * `npm run test:postgres`: the contract suite on a real PostgreSQL. DATABASE_URL names one; otherwise a server of our
 * own is started from Debian's package in a temporary folder and stopped afterwards.
 */
import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { startPostgres } from './postgres-server.ts';

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

function withOwnServer(): number {
	const server = startPostgres();
	try {
		return runWith(server.url);
	} finally {
		server.remove();
	}
}

process.exitCode = process.env.DATABASE_URL ? runWith(process.env.DATABASE_URL) : withOwnServer();
