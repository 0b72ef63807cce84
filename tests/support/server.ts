import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyPrepared } from './prepared.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a start may take on a machine that does other work meanwhile, ms: no test is about that. */
export const START = 300_000;

export interface TestServer {
	url: string;
	dataDir: string;
	/** By which a command of ours, or use cases composed beside it, reach the same installation. */
	env: { ORIGIN: string; DATA_DIR: string; QADAM_DEMO: string; DATABASE_URL?: string };
	/** Everything it printed. */
	output(): string;
	/** Of the process that serves now. */
	pid(): number | undefined;
	/** Puts the server's clock forward, ms; tests that share a server add up. */
	advanceClock(ms: number): void;
	/** What time it is at the server. */
	now(): number;
	/** Ends it; SIGKILL for a crash. The data folder stays until {@link remove}. */
	stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
	/** Starts it again on the same port and data; `where`: in another folder, whose src/content it then serves. */
	restart(where?: string): Promise<void>;
	/** Its folder; a database of PostgreSQL goes with the server of the run. */
	remove(): void;
}

/** A port that nobody listens on now. */
export const freePort = () =>
	new Promise<number>((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});

export const isListening = (port: number) =>
	new Promise<boolean>((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('error', () => resolve(false));
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
	});

/**
 * Starts the built server (npm run build comes first) on a free port with a data folder of its own.
 * @param from the folder whose src/content it serves
 * @param built the folder whose build it is
 * @param entry what is run
 */
export async function startServer(
	env: Record<string, string> = {},
	from = root,
	{
		built = root,
		entry = 'src/server.ts'
	}: { built?: string; entry?: 'src/server.ts' | 'src/cli/start.ts' } = {}
): Promise<TestServer> {
	const port = await freePort();
	const dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'qadam-server-'));
	// What `from` has otherwise is published at the start.
	const copied = env.DATA_DIR === undefined ? await copyPrepared('published', dataDir) : undefined;
	const url = `http://localhost:${port}`;
	const DATABASE_URL = copied?.DATABASE_URL ?? env.DATABASE_URL;
	const own: TestServer['env'] = {
		ORIGIN: url,
		DATA_DIR: dataDir,
		QADAM_DEMO: env.QADAM_DEMO ?? '1',
		...(DATABASE_URL && { DATABASE_URL })
	};
	let output = '';
	let ahead = 0;
	let child: ChildProcess | undefined;

	const start = (where = from) =>
		new Promise<void>((resolve, reject) => {
			child = spawn(process.execPath, [join(built, entry)], {
				cwd: where,
				env: {
					...process.env,
					...env,
					...own,
					PORT: String(port),
					HOST: '127.0.0.1'
				}
			});
			const read = (chunk: Buffer) => {
				output += chunk;
				if (String(chunk).includes('Qadam is ready')) resolve();
			};
			child.stdout!.on('data', read);
			child.stderr!.on('data', read);
			child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
		});
	const stop = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') =>
		new Promise<void>((resolve) => {
			if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
			child.removeAllListeners('exit');
			child.once('exit', () => resolve());
			child.kill(signal);
		});
	await start();
	return {
		url,
		dataDir,
		env: own,
		output: () => output,
		pid: () => child?.pid,
		advanceClock: (ms) => writeFileSync(join(dataDir, 'clock-offset'), String((ahead += ms))),
		now: () => Date.now() + ahead,
		stop,
		restart: start,
		remove: () => rmSync(dataDir, { recursive: true, force: true })
	};
}
