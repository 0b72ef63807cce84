import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { openPostgres, openSqlite, type OpenDatabase } from '../../src/lib/platform/db.server.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { startServer, type TestServer } from '../support/server.ts';
import {
	comeAndGo,
	CROWD,
	describeCrowd,
	EVENTS,
	readWithoutPause,
	syncWithoutPause
} from './load/people.ts';
import { printErrors, printKinds } from './load/print.ts';
import { Tally } from './load/tally.ts';
import { makeTown, pagesOf, type Town } from './load/town.ts';
import { insertRaw, prepareRaw } from './reference/raw-inserts.ts';
import { startBare } from './reference/start-bare.ts';
import { circumstances, columns, median, peakMegabytes, row } from './report.ts';
import { measure } from '../support/measure.ts';

/** At once, where nobody pauses; the most of these is told. */
const HANDS = [8, 32, 128];
const BATCH = (EVENTS.least + EVENTS.most) / 2;

type On = 'sqlite' | 'postgres';

const { values: given } = parseArgs({
	args: process.argv.slice(3),
	options: {
		engine: { type: 'string', default: 'sqlite,postgres' },
		/** How long everybody comes and goes. */
		seconds: { type: 'string', default: '300' },
		/** How long it is looked for the most, in all; 0: not. */
		closed: { type: 'string', default: '36' }
	}
});

/** What the server's event loop did since it was asked before. */
async function askLoop(server: TestServer): Promise<string> {
	const before = server.output().length;
	process.kill(server.pid()!, 'SIGUSR2');
	for (let tries = 0; tries < 100; tries++) {
		const [, said] = /event loop: (.*)\n/.exec(server.output().slice(before)) ?? [];
		if (said) return said;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('the server does not say how late it is');
}

async function underLoad(server: TestServer, town: Town, seconds: number): Promise<void> {
	const tally = new Tally();
	await askLoop(server);
	const began = performance.now();
	await comeAndGo(server.url, town, CROWD, tally, seconds * 1000);
	const took = (performance.now() - began) / 1000;
	const [p50, p99, most] = (await askLoop(server)).split(' ');
	console.log(`${describeCrowd()}; ${took.toFixed(0)} s`);
	printKinds(tally, took);
	const errors = [...tally.errors.values()].reduce((sum, n) => sum + n, 0);
	console.log(`errors ${errors}; event loop late: p50 ${p50}, p99 ${p99}, at most ${most} ms (idle: 10)`);
	printErrors(tally);
	columns();
	row({
		what: 'memory of the server, at most',
		unit: 'MB',
		ours: peakMegabytes(server.pid()!),
		budget: '≤ 300 MB'
	});
}

/** The most, each hand acting as soon as it was answered; what each number of hands came to is printed. */
async function most(
	what: string,
	find: (hands: number) => Promise<number>
): Promise<{ rate: number; hands: number }> {
	let best = { rate: 0, hands: 0 };
	const said: string[] = [];
	for (const hands of HANDS) {
		const rate = await find(hands);
		said.push(`${hands}: ${rate.toFixed(0)}`);
		if (rate > best.rate) best = { rate, hands };
	}
	console.log(`${what} a second, by how many at once: ${said.join(', ')}`);
	return best;
}

async function withoutPause(
	server: TestServer,
	town: Town,
	seconds: number,
	raw: OpenDatabase
): Promise<void> {
	const tally = new Tally();
	const ms = (seconds * 1000) / (3 * HANDS.length);
	const path = pagesOf().at(-1)!;
	const sync = await most('batches', (hands) => syncWithoutPause(server.url, town.phones, hands, ms, tally));
	const page = await most('pages', (hands) => readWithoutPause(server.url, path, hands, ms, tally));
	const { text } = await measure(server.url + path);
	const bare = await startBare({ [path]: { body: text, type: 'text/html' } });
	const bareTally = new Tally();
	const reference = await most('pages of bare Node http', (hands) =>
		readWithoutPause(bare.url, path, hands, ms, bareTally)
	);
	await bare.stop();
	await prepareRaw(raw.db, raw.engine);
	const commits: number[] = [];
	for (let round = 0; round < 3; round++) commits.push(300 / (await insertRaw(raw.db, 300, BATCH)));
	row({
		what: `the most batches of ${EVENTS.least}–${EVENTS.most}, ${sync.hands} at once`,
		unit: 'per s',
		ours: sync.rate,
		reference: median(commits),
		budget: '≥ 0.5 × raw commits of 3 rows'
	});
	row({
		what: `the most pages, ${page.hands} at once`,
		unit: 'per s',
		ours: page.rate,
		reference: reference.rate,
		budget: '≥ 0.5 × bare Node http'
	});
	printErrors(tally);
	printErrors(bareTally);
}

/** An empty database beside the server's: the same disk, the same settings. */
async function openRaw(dataDir: string, postgres: PostgresServer | undefined): Promise<OpenDatabase> {
	if (!postgres) return openSqlite(join(dataDir, 'raw.sqlite'));
	const admin = await openPostgres(postgres.url);
	await sql`create database raw`.execute(admin.db);
	await admin.close();
	const url = new URL(postgres.url);
	url.pathname = '/raw';
	return openPostgres(url.href);
}

async function loadOn(engine: On): Promise<void> {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const postgres = engine === 'postgres' ? startPostgres() : undefined;
	try {
		const env = { DATA_DIR: dataDir, DATABASE_URL: postgres?.url ?? '' };
		const town = await makeTown(env);
		const loop = fileURLToPath(new URL('load/loop-delay.ts', import.meta.url));
		const server = await startServer({ ...env, NODE_OPTIONS: `--import ${loop}` });
		const raw = await openRaw(dataDir, postgres);
		try {
			circumstances(`Load, ${engine}`, 'one run; the server and who calls it on the same machine');
			await underLoad(server, town, Number(given.seconds));
			if (Number(given.closed) > 0) await withoutPause(server, town, Number(given.closed), raw);
		} finally {
			await raw.close();
			await server.stop();
		}
	} finally {
		postgres?.remove();
		rmSync(dataDir, { recursive: true, force: true });
	}
}

/** A town at one server: phones, readers and staff at their pace, then the most that it bears. Errors fail it. */
export default async function load(): Promise<void> {
	const engines = given.engine.split(',');
	const unknown = engines.filter((engine) => engine !== 'sqlite' && engine !== 'postgres');
	if (unknown.length) throw new Error(`--engine sqlite, postgres or both, not ${unknown.join()}`);
	buildIfNeeded();
	for (const engine of engines as On[]) await loadOn(engine);
}
