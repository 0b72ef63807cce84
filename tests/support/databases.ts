import { afterAll, beforeAll, describe } from 'vitest';
import { sql } from 'kysely';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	openPglite,
	openPostgres,
	openSqlite,
	type Db,
	type Engine,
	type OpenDatabase
} from '../../src/lib/platform/db.server.ts';
import { requireKey } from '../../src/lib/platform/keyed-queries.server.ts';
import { migrate, statements, type MigrateOptions } from '../../src/lib/platform/migrate.server.ts';
import { migrations } from '../../src/lib/platform/migrations/index.ts';
import { OWN_POSTGRES } from './contract-databases.ts';
import { addressOf, createDatabase } from './postgres-database.ts';

/** What a contract suite gets: `db` refuses statements without the key, `allLearners` does not. */
export interface TestDatabase {
	db: Db;
	allLearners: Db;
	engine: Engine;
}

const files = new Map<Db, string>();

async function open(engine: Engine): Promise<OpenDatabase> {
	if (engine === 'pglite') return openPglite();
	if (engine === 'sqlite') {
		const folder = mkdtempSync(join(tmpdir(), 'qadam-test-'));
		const opened = openSqlite(join(folder, 'test.sqlite'));
		files.set(opened.db, folder);
		return opened;
	}
	return openPostgres(await createDatabase(postgres!, { template: await migratedTemplate() }));
}

/** A database of its own in the given server, so that suites run side by side. @returns its address */
export const createPostgresDatabase = (): Promise<string> => createDatabase(postgres!);

/** As the tests want it, and as it is made: a template of other statements is another one. */
const SCHEMA: MigrateOptions = { engine: 'postgres', partitioned: true };
const made = Object.values(migrations).flatMap((ddl) => statements(ddl, SCHEMA));
/** Some hundred partitions and their indexes are made once a server, by whoever comes first, and then copied. */
const MIGRATED = `qadam_migrated_${createHash('sha256').update(made.join(';')).digest('hex').slice(0, 16)}`;
const LOCK = 7_231_001;

async function migratedTemplate(): Promise<string> {
	const admin = await openPostgres(postgres!);
	try {
		return await admin.db.connection().execute(async (db) => {
			await sql`select pg_advisory_lock(${LOCK})`.execute(db);
			try {
				const { rows } = await sql`select 1 from pg_database where datname = ${MIGRATED}`.execute(db);
				if (rows.length) return MIGRATED;
				// Under another name until it is whole: one that was interrupted is never taken for it.
				const making = `${MIGRATED}_${randomUUID().slice(0, 8)}`;
				await sql`create database ${sql.id(making)}`.execute(db);
				const opened = await openPostgres(addressOf(postgres!, making));
				await migrate(opened.db, SCHEMA);
				await opened.close();
				await sql`alter database ${sql.id(making)} rename to ${sql.id(MIGRATED)}`.execute(db);
				return MIGRATED;
			} finally {
				await sql`select pg_advisory_unlock(${LOCK})`.execute(db);
			}
		});
	} finally {
		await admin.close();
	}
}

/**
 * SQLite and PostgreSQL; PGlite stands in for it where none is installed (contract-databases.ts). The given one alone where
 * DATABASE_URL names it (`npm run test:postgres`).
 */
const postgres = process.env.DATABASE_URL ?? process.env[OWN_POSTGRES];
const engines: Engine[] = process.env.DATABASE_URL
	? ['postgres']
	: ['sqlite', postgres === undefined ? 'pglite' : 'postgres'];

/** Those of which a server or a file is there, with the tools that belong to it. */
export const installedEngines = engines.filter((engine) => engine !== 'pglite');

/**
 * Runs one suite on every engine, keyed tables hash-partitioned on PostgreSQL. Each `describe` gets one fresh,
 * migrated database; tests in it use learners of their own.
 */
export function describeEachDatabase(name: string, suite: (get: () => TestDatabase) => void): void {
	for (const engine of engines) {
		describe(`${name} (${engine})`, () => {
			let opened: OpenDatabase | undefined;
			beforeAll(async () => {
				opened = await open(engine);
				await migrate(opened.db, { engine, partitioned: true });
			});
			afterAll(async () => {
				await opened?.close();
				const folder = opened && files.get(opened.db);
				if (folder) rmSync(folder, { recursive: true, force: true });
			});
			suite(() => ({ db: opened!.db.withPlugin(requireKey), allLearners: opened!.db, engine }));
		});
	}
}
