/**
 * `npm run test:drills`: what an operator will meet one day, done to the built server under load. `--only NAME` (below),
 * `--seed N`, `--engine sqlite|postgres`, `--kills N` (during a migration, on each engine). Installs PostgreSQL and
 * libfaketime from Debian where they are missing and it may. Prints the table of docs/reliability.md; ends with `N passed, N failed`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { engineName, Table, type Engine } from '../loss/table.ts';
import { World } from '../loss/world.ts';
import { needPackages } from '../support/debian.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { wrongClock } from './clock.ts';
import { damaged } from './damaged.ts';
import { diskFull, killedWhenFull, smallDisk } from './disk-full.ts';
import { elsewhere } from './elsewhere.ts';
import { locked } from './locked.ts';
import { lostKeys } from './lost-keys.ts';
import { killedInMigration } from './migration.ts';
import { stopped } from './stopped.ts';

/** Of one installation each; those of the second wait, while the first works. */
const ORDINARY = ['stopped', 'keys', 'damaged', 'elsewhere', 'clock'] as const;
const SMALL_DISK = ['locked', 'disk', 'migration'] as const;
const NAMES: readonly string[] = [...ORDINARY, ...SMALL_DISK];
const SEED = 20_261_129;
const LEARNERS = 6;

const { values: given } = parseArgs({
	options: {
		only: { type: 'string' },
		kills: { type: 'string', default: '8' },
		seed: { type: 'string', default: String(SEED) },
		engine: { type: 'string' }
	}
});
if (given.only !== undefined && !NAMES.includes(given.only)) {
	console.error(`--only is one of ${NAMES.join(', ')}`);
	process.exit(2);
}
const table = new Table();
const wants = (name: string) => given.only === undefined || given.only === name;

/** Worlds are made one after the other: what joins their learners works in their folder. */
let making: Promise<unknown> = Promise.resolve();
function make(options: Parameters<typeof World.make>[0]): Promise<World> {
	const made = making.then(() => World.make(options));
	making = made.catch(() => {});
	return made;
}

async function ordinary(engine: Engine, seed: number): Promise<void> {
	if (!ORDINARY.some(wants)) return;
	const postgres = engine === 'postgres' ? startPostgres() : undefined;
	const world = await make({ ...(postgres && { databaseUrl: postgres.url }), learners: LEARNERS, seed });
	const drill = (name: (typeof ORDINARY)[number], what: string, work: () => Promise<string>) =>
		wants(name) ? table.check(engine, what, work) : Promise.resolve();
	try {
		if (postgres)
			for (const mode of ['fast', 'immediate'] as const)
				await drill('stopped', `PostgreSQL stopped (${mode}) and started`, () =>
					stopped(world, postgres, mode)
				);
		await drill('keys', 'a key file lost', () => lostKeys(world));
		if (!postgres) await drill('damaged', 'pages of the file overwritten', () => damaged(world, seed));
		await drill('elsewhere', 'a backup under load, put back elsewhere', async () =>
			elsewhere(world, postgres && (await newDatabase(postgres.url, 'elsewhere')))
		);
		await drill('clock', "the server's clock a day ahead, right, a day behind, right", () =>
			wrongClock(world)
		);
	} finally {
		await world.remove();
		postgres?.remove();
	}
}

async function newDatabase(server: string, name: string): Promise<string> {
	const client = new pg.Client({ connectionString: server });
	await client.connect();
	await client.query(`create database ${name}`).finally(() => client.end());
	return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

async function onSmallDisk(engine: Engine, seed: number): Promise<void> {
	if (!SMALL_DISK.some(wants)) return;
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
		world = await make({
			...(postgres ? { databaseUrl: postgres.url } : { dataDir: join(disk.folder, 'data') }),
			learners: LEARNERS,
			seed
		});
		const here = world;
		/** PostgreSQL may have stopped for want of room. */
		const mend = () => {
			if (postgres && !postgres.pids().length) postgres.start();
		};
		const drill = (name: (typeof SMALL_DISK)[number], what: string, work: () => Promise<string>) =>
			wants(name) ? table.check(engine, what, work) : Promise.resolve();
		await drill('locked', 'locked by another process for 30 s', () => locked(here));
		await drill('disk', `disk full (${disk.how})`, async () => {
			const refused = await diskFull(here, disk, mend);
			return `${refused} batches refused with 5xx, ${here.tally.acknowledged} events acknowledged, 0 lost; the same server serves again`;
		});
		await drill('disk', 'killed while the disk is full', async () => {
			await killedWhenFull(here, disk, mend);
			return `${here.tally.acknowledged} events acknowledged, 0 lost`;
		});
		await drill('migration', 'kill -9 during a migration', async () => {
			if (given.only) await here.more(100);
			const elsewhere = postgres && startPostgres();
			try {
				return await killedInMigration(here, { server: elsewhere?.url, kills: Number(given.kills), seed });
			} finally {
				await here.kill();
				elsewhere?.remove();
			}
		});
	} finally {
		await world?.remove();
		postgres?.remove();
		disk.remove();
	}
}

// What was started is ended also when this is stopped.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (given.engine === 'sqlite' || given.engine === 'postgres') {
	const seed = Number(given.seed) + (given.engine === 'postgres' ? 1 : 0);
	console.log(`${engineName[given.engine]}: seed ${seed}`);
	await Promise.all([onSmallDisk(given.engine, seed), ordinary(given.engine, seed)]);
} else {
	needPackages([...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']), 'faketime']);
	buildIfNeeded();
	const only = given.only === undefined ? [] : ['--only', given.only];
	await table.both(import.meta.filename, ['--seed', given.seed, '--kills', given.kills, ...only]);
}
table.print({ seed: given.seed, machine: !given.engine });
