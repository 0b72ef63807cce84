/** A PostgreSQL server of our own from Debian's package, in a temporary folder, on loopback. */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PostgresServer {
	url: string;
	/** Of the postmaster and all its processes, now. */
	pids(): number[];
	/** Starts it again after {@link kill} or {@link stop}. */
	start(): void;
	/** As its operator stops it: connections are ended (`fast`), or left as a crash leaves them (`immediate`). */
	stop(mode: 'fast' | 'immediate'): void;
	/** kill -9 of the postmaster and every process of its. */
	kill(): void;
	/** Ends it and removes its folder. */
	remove(): void;
}

export interface PostgresOptions {
	/** An empty folder for all of it; default: a temporary one. */
	folder?: string;
	initdb?: string[];
	/** The address of a server of which it becomes a streaming replica, which only reads. */
	standbyOf?: string;
	settings?: Record<string, string | number>;
}

export class PostgresMissing extends Error {}

function binaries(): string {
	const base = '/usr/lib/postgresql';
	const version = existsSync(base) ? readdirSync(base).sort().at(-1) : undefined;
	if (!version)
		throw new PostgresMissing(
			"PostgreSQL is not installed: give DATABASE_URL or install Debian's postgresql"
		);
	return join(base, version, 'bin');
}

const read = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

const isAlive = (pid: number): boolean =>
	!['', 'Z'].includes(/\) (\w)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? '');

export function startPostgres({
	folder,
	initdb = [],
	standbyOf,
	settings = {}
}: PostgresOptions = {}): PostgresServer {
	const bin = binaries();
	const home = folder ?? mkdtempSync(join(tmpdir(), 'qadam-postgres-'));
	mkdirSync(home, { recursive: true });
	// PostgreSQL refuses to run as root.
	const root = process.getuid?.() === 0;
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	if (root) chownSync(home, id('-u'), id('-g'));
	const as = (file: string, ...rest: string[]) =>
		root
			? execFileSync('runuser', ['-u', 'postgres', '--', join(bin, file), ...rest], {
					cwd: home,
					stdio: 'pipe'
				})
			: execFileSync(join(bin, file), rest, { cwd: home, stdio: 'pipe' });
	const port = 20_000 + Math.floor(Math.random() * 20_000);
	const data = join(home, 'data');
	if (standbyOf) as('pg_basebackup', '-D', data, '-R', '-X', 'stream', '-c', 'fast', '-d', standbyOf);
	else as('initdb', '-D', data, '-U', 'qadam', '--auth=trust', '--encoding=UTF8', '--locale=C', ...initdb);
	const options = Object.entries({ max_connections: 300, ...settings }).map(([k, v]) => `-c ${k}=${v}`);
	const start = () => {
		try {
			as(
				'pg_ctl',
				...['-D', data, '-w', '-l', join(home, 'log')],
				...['-o', [`-p ${port} -k ${home}`, ...options].join(' '), 'start']
			);
		} catch (error) {
			throw new Error(`PostgreSQL does not start:\n${read(join(home, 'log')).slice(-1500)}`, {
				cause: error
			});
		}
	};
	const stop = (mode: 'fast' | 'immediate') => void as('pg_ctl', '-D', data, '-w', '-m', mode, 'stop');
	const pids = (): number[] => {
		const main = Number(read(join(data, 'postmaster.pid')).split('\n')[0]);
		if (!main || !isAlive(main)) return [];
		return [main, ...read(`/proc/${main}/task/${main}/children`).split(' ').filter(Boolean).map(Number)];
	};
	const kill = () => {
		const [main] = pids();
		// Held still first, so that it makes no child behind our back.
		if (main) process.kill(main, 'SIGSTOP');
		const all = pids();
		for (const pid of all) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
		const until = Date.now() + 10_000;
		while (all.some(isAlive)) {
			if (Date.now() > until) throw new Error('PostgreSQL outlived kill -9');
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
		// Where nobody buries the dead (a container), PostgreSQL takes a zombie's number for a running server.
		for (const lock of [join(data, 'postmaster.pid'), join(home, `.s.PGSQL.${port}.lock`)])
			rmSync(lock, { force: true });
	};
	// Stopped before its time, the caller leaves no server behind: before its folder goes, which knows its number.
	process.prependOnceListener('exit', kill);
	start();
	return {
		url: `postgres://qadam@127.0.0.1:${port}/postgres`,
		pids,
		start,
		stop,
		kill,
		remove() {
			process.off('exit', kill);
			if (pids().length) stop('immediate');
			rmSync(home, { recursive: true, force: true });
		}
	};
}
