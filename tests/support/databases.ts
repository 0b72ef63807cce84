import { afterAll, beforeAll, describe } from 'vitest';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
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
import { migrate } from '../../src/lib/platform/migrate.server.ts';
import { OWN_POSTGRES } from './contract-databases.ts';

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
	return openPostgres(await createPostgresDatabase());
}

/** A database of its own in the given server, so that suites run side by side. @returns its address */
export async function createPostgresDatabase(): Promise<string> {
	const url = new URL(postgres!);
	const name = `qadam_test_${randomUUID().replaceAll('-', '')}`;
	const admin = await openPostgres(url.href);
	await sql`create database ${sql.id(name)}`.execute(admin.db);
	await admin.close();
	url.pathname = `/${name}`;
	return url.href;
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
