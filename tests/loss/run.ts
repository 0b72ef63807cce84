/**
 * `npm run test:loss`: the built server over HTTP, killed and starved. `--kills N` (200 for each engine), `--seed N`,
 * `--engine sqlite|postgres`. Installs PostgreSQL and strace from Debian where they are missing and it may. Prints the
 * table of docs/reliability.md; ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { needPackages } from '../support/debian.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { diskFull, killedWhenFull, smallDisk } from './disk-full.ts';
import { kills } from './kills.ts';
import { putBack } from './put-back.ts';
import { traceSync } from './trace.ts';
import { World } from './world.ts';

const SEED = 20_261_126;
const { values: given } = parseArgs({
	options: {
		kills: { type: 'string', default: '200' },
		seed: { type: 'string', default: String(SEED) },
		engine: { type: 'string' }
	}
});
type Engine = 'sqlite' | 'postgres';

const rows: [string, string, string][] = [];
let failed = 0;
const engineName: Record<Engine, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

async function check(engine: Engine, what: string, work: () => Promise<string>): Promise<void> {
	const began = Date.now();
	const name = engineName[engine];
	try {
		const result = await work();
		rows.push([name, what, result]);
		console.log(`ok      ${name}: ${what}: ${result} (${Math.round((Date.now() - began) / 1000)} s)`);
	} catch (error) {
		failed++;
		console.log(`FAILED  ${name}: ${what}\n${(error as Error).stack ?? String(error)}`);
	}
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function lane(engine: Engine): Promise<void> {
	const seed = Number(given.seed) + (engine === 'postgres' ? 1 : 0);
	console.log(`${engineName[engine]}: seed ${seed}`);
	const postgres = engine === 'postgres' ? startPostgres() : undefined;
	const databaseUrl = postgres && { databaseUrl: postgres.url };
	const world = await World.make({ ...databaseUrl, learners: 24, seed });
	try {
		await check(engine, 'the disk has it before the answer leaves', () => traceSync(world, postgres));
		await check(engine, 'kill -9 under load', async () => {
			const { tally } = world;
			const count = Number(given.kills);
			const said = (line: string) => console.log(`        ${engineName[engine]}: ${line}`);
			const done = await kills(world, { count, seed, ...(postgres && { postgres }), said });
			const who = done.postgres
				? `${done.server} of the server, ${done.postgres} of PostgreSQL`
				: `${done.server} of the server`;
			return (
				`${who} (${done.underWay} with requests under way); ${tally.acknowledged} events acknowledged, 0 lost, ` +
				`0 twice; ${tally.lost} answers lost, ${tally.known} events known when they came again; a rebuild changes 0 rows; ` +
				`start again in ${Math.round(median(world.starts))} ms (median)`
			);
		});
		await check(engine, 'an hour-old backup put back', async () => {
			const { cameBack, of } = await putBack(world);
			return `${of} events had been acknowledged, ${cameBack} of them after the backup; all are back`;
		});
	} finally {
		await world.remove();
		postgres?.remove();
	}
	await full(engine, seed);
}

async function full(engine: Engine, seed: number): Promise<void> {
	const disk = smallDisk(engine === 'sqlite' ? 64 : 160);
	const postgres =
		engine === 'postgres'
			? startPostgres({
					folder: join(disk.folder, 'postgres'),
					initdb: ['--wal-segsize=1'],
					settings: { min_wal_size: '2MB', max_wal_size: '8MB' }
				})
			: undefined;
	let world: World | undefined;
	try {
		world = await World.make({
			...(postgres ? { databaseUrl: postgres.url } : { dataDir: join(disk.folder, 'data') }),
			learners: 6,
			seed
		});
		const here = world;
		/** PostgreSQL may have stopped for want of room. */
		const mend = () => {
			if (postgres && !postgres.pids().length) postgres.start();
		};
		await check(engine, `disk full (${disk.how})`, async () => {
			const refused = await diskFull(here, disk, mend);
			return `${refused} batches refused with 5xx, ${here.tally.acknowledged} events acknowledged, 0 lost; the same server serves again`;
		});
		await check(engine, 'killed while the disk is full', async () => {
			await killedWhenFull(here, disk, mend);
			return `${here.tally.acknowledged} events acknowledged, 0 lost`;
		});
	} finally {
		await world?.remove();
		postgres?.remove();
		disk.remove();
	}
}

/** Both engines beside each other, each in a process of its own. */
async function both(): Promise<void> {
	const outputs = await Promise.all(
		(['sqlite', 'postgres'] as const).map(
			(engine) =>
				new Promise<string>((resolve) => {
					const args = ['--kills', given.kills, '--seed', given.seed, '--engine', engine];
					const child = spawn(process.execPath, [import.meta.filename, ...args], {
						stdio: ['ignore', 'pipe', 'inherit']
					});
					let output = '';
					child.stdout.on('data', (chunk: Buffer) => {
						output += chunk;
						process.stdout.write(chunk);
					});
					child.once('close', (code) =>
						resolve(`${output}\n${code === 0 || /failed$/m.test(output) ? '' : '0 passed, 1 failed'}`)
					);
				})
		)
	);
	for (const output of outputs) {
		rows.push(
			...[...output.matchAll(/^\| (\w+) \| (.*?) \| (.*) \|$/gm)].map(
				(m) => [m[1]!, m[2]!, m[3]!] as [string, string, string]
			)
		);
		failed += Number(/(\d+) failed\s*$/.exec(output)?.[1] ?? 1);
	}
}

// What was started is ended also when this is stopped.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const began = Date.now();
if (given.engine === 'sqlite' || given.engine === 'postgres') await lane(given.engine);
else {
	needPackages([...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']), 'strace']);
	buildIfNeeded();
	await both();
}
console.log(`\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
if (!given.engine) {
	const { model } = cpus()[0]!;
	console.log(
		`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; seed ${given.seed}; ${Math.round((Date.now() - began) / 1000)} s\n`
	);
}
console.log(`${rows.length} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
