/** Killed while a database of the first version, with data, is brought up to date. */
import { CompiledQuery, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase, type Db, type OpenDatabase } from '../../src/lib/platform/db.server.ts';
import { MIGRATIONS, statements } from '../../src/lib/platform/migrate.server.ts';
import { migrations } from '../../src/lib/platform/migrations/index.ts';
import { tables } from '../../src/lib/platform/tables.ts';
import { rebuildAndCompare } from '../../src/lib/projections.server.ts';
import { seeded } from '../loss/phone.ts';
import { pause, root, type World } from '../loss/world.ts';

const ROWS_AT_ONCE = 50;
type AnyDb = Kysely<Record<string, Record<string, unknown>>>;

/** The schema of the first version. */
async function makeOld({ db, engine }: OpenDatabase): Promise<void> {
	const first = MIGRATIONS[0]!;
	const migrator = new Migrator({
		db,
		provider: {
			getMigrations: async () => ({
				[first]: {
					up: async (to) => {
						for (const statement of statements(migrations[first]!, { engine }))
							await to.executeQuery(CompiledQuery.raw(statement));
					}
				}
			})
		}
	});
	const { error } = await migrator.migrateToLatest();
	if (error) throw error;
}

/** All rows of today's that the first version has a place for. */
async function copyRows(from: Db, to: Db): Promise<void> {
	for (const { name, columns } of await to.introspection.getTables()) {
		if (!tables.has(name)) continue;
		const rows = await (from as unknown as AnyDb)
			.selectFrom(name)
			.select(columns.map((column) => column.name))
			.execute();
		for (let i = 0; i < rows.length; i += ROWS_AT_ONCE)
			await (to as unknown as AnyDb)
				.insertInto(name)
				.values(rows.slice(i, i + ROWS_AT_ONCE))
				.execute();
	}
	// It did not know its keys then.
	await to.deleteFrom('setting').where('name', 'in', ['master-key', 'issuer-keys']).execute();
}

interface Place {
	dataDir: string;
	databaseUrl: string | undefined;
}

/** Makes copies of the old installation, each to be killed once. */
interface Copies {
	old: Place;
	copy(n: number): Promise<Place>;
}

/** @param server a PostgreSQL in which databases are made */
async function copiesIn(folder: string, server: string | undefined): Promise<Copies> {
	const place = (name: string): Place => {
		const databaseUrl = server && Object.assign(new URL(server), { pathname: `/${name}` }).href;
		return { dataDir: join(folder, name), databaseUrl };
	};
	const query = async (text: string) => {
		const client = new pg.Client({ connectionString: server });
		await client.connect();
		await client.query(text).finally(() => client.end());
	};
	if (server) await query('create database old_version');
	mkdirSync(join(folder, 'old_version'));
	return {
		old: place('old_version'),
		async copy(n) {
			const name = `killed_${n}`;
			cpSync(join(folder, 'old_version'), join(folder, name), { recursive: true });
			if (server) await query(`create database ${name} template old_version`);
			return place(name);
		}
	};
}

/**
 * Runs the migration on a place, and kills it.
 * @param after ms after it has begun; none: never
 * @returns how long it took, where it was not killed
 */
async function migrateAndKill({ dataDir, databaseUrl }: Place, after?: number): Promise<number | undefined> {
	const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' };
	const child = spawn(process.execPath, [join(root, 'tests/drills/migrate.ts')], { env, cwd: root });
	const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
	let [said, began, took] = ['', 0, undefined as number | undefined];
	child.stderr.on('data', (chunk: Buffer) => (said += chunk));
	child.stdout.on('data', (chunk: Buffer) => {
		said += chunk;
		if (said.includes('begun') && !began) {
			began = performance.now();
			if (after !== undefined) void pause(after).then(() => child.kill('SIGKILL'));
		}
		if (said.includes('done')) took = performance.now() - began;
	});
	await gone;
	if (took === undefined && child.signalCode !== 'SIGKILL') throw new Error(`the migration ended: ${said}`);
	return took;
}

const lookAt = async <T>({ databaseUrl, dataDir }: Place, work: (db: Db) => Promise<T>): Promise<T> => {
	const { db, close } = await openDatabase(databaseUrl, dataDir);
	try {
		return await work(db);
	} finally {
		await close();
	}
};

const count = async (db: Db, table: string): Promise<number> => {
	const { n } = await (db as unknown as AnyDb)
		.selectFrom(table)
		.select((eb) => eb.fn.countAll().as('n'))
		.executeTakeFirstOrThrow();
	return Number(n);
};

/**
 * @param server where databases can be made; none for SQLite
 * @returns what the row says
 */
export async function killedInMigration(
	world: World,
	{ server, kills, seed }: { server: string | undefined; kills: number; seed: number }
): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-migration-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const random = seeded(seed);
	if (world.isUp()) await world.kill('SIGTERM');
	const { old, copy } = await copiesIn(folder, server);
	for (const name of ['master.key', 'issuer-keys.json'])
		cpSync(join(world.env.dataDir, name), join(old.dataDir, name));
	const opened = await openDatabase(old.databaseUrl, old.dataDir);
	await makeOld(opened);
	await world.look(({ allLearners }) => copyRows(allLearners, opened.db));
	const events = await count(opened.db, 'event');
	await opened.close();

	const whole = (await migrateAndKill(await copy(0)))!;
	const done = { before: 0, after: 0 };
	let last: Place | undefined;
	for (let n = 1; n <= kills || !done.before; n++) {
		if (n > 3 * kills) throw new Error('no kill came before the end');
		const place = await copy(n);
		await migrateAndKill(place, random() * whole);
		const [steps, held] = await lookAt(place, async (db) => [
			await count(db, 'kysely_migration'),
			await count(db, 'event')
		]);
		if (held !== events) throw new Error(`${held} of ${events} events (kill ${n}, seed ${seed})`);
		if (steps === 1) done.before++;
		else if (steps === MIGRATIONS.length) done.after++;
		else throw new Error(`${steps} of ${MIGRATIONS.length} migrations (kill ${n}, seed ${seed})`);
		if (steps === 1) last = place;
	}
	world.moveTo(last!);
	await world.start();
	// What the first version did not count is counted now.
	await world.look((services) => rebuildAndCompare(services));
	await world.more(20);
	await world.settle();
	return `from the first version, ${events} events: ${done.before + done.after} kills (${done.before} left it as it was, ${done.after} came after the end, none in between); started again it migrates, and all ${world.tally.acknowledged} acknowledged events are there`;
}
