import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
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

/**
 * Starts the built server (npm run build comes first) on a free port with a data folder of its own.
 * @param from the folder whose src/content it serves
 * @param entry what is run
 */
export async function startServer(
	env: Record<string, string> = {},
	from = root,
	entry: 'src/server.ts' | 'src/cli/start.ts' = 'src/server.ts'
): Promise<TestServer> {
	const port = await freePort();
	const dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'qadam-server-'));
	// What `from` has otherwise is published at the start.
	if (env.DATA_DIR === undefined) copyPrepared('published', dataDir);
	const url = `http://localhost:${port}`;
	let output = '';
	let ahead = 0;
	let child: ChildProcess | undefined;

	const start = (where = from) =>
		new Promise<void>((resolve, reject) => {
			child = spawn(process.execPath, [join(root, entry)], {
				cwd: where,
				env: {
					...process.env,
					QADAM_DEMO: '1',
					...env,
					PORT: String(port),
					HOST: '127.0.0.1',
					ORIGIN: url,
					DATA_DIR: dataDir
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
		output: () => output,
		pid: () => child?.pid,
		advanceClock: (ms) => writeFileSync(join(dataDir, 'clock-offset'), String((ahead += ms))),
		now: () => Date.now() + ahead,
		stop,
		restart: start,
		remove: () => rmSync(dataDir, { recursive: true, force: true })
	};
}
