import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createPostgresDatabase, installedEngines } from '../../../tests/support/databases.ts';
import { openDatabase, openPostgres, openSqlite, type Db } from './db.server.ts';

/** https://sqlite.org/pragma.html#pragma_synchronous: 0 OFF, 1 NORMAL, 2 FULL, 3 EXTRA. */
const FULL = 2;

const pragma = async (db: Db, name: 'synchronous' | 'journal_mode'): Promise<unknown> => {
	const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db);
	return Object.values(rows[0]!)[0];
};

describe('SQLite', () => {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-durable-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test('S4 every connection waits for the disk: synchronous=FULL, also on a file that was closed and opened again', async () => {
		const file = join(folder, 'reopened.sqlite');
		const seen: unknown[] = [];
		for (let opening = 1; opening <= 3; opening++) {
			const { db, close } = openSqlite(file);
			seen.push(await pragma(db, 'synchronous'));
			expect(await pragma(db, 'journal_mode')).toBe('wal');
			await close();
		}
		expect(seen).toEqual([FULL, FULL, FULL]);
	});

	test('S4 two connections to one file at once, each with synchronous=FULL', async () => {
		const file = join(folder, 'shared.sqlite');
		const [one, other] = [openSqlite(file), openSqlite(file)];
		expect([await pragma(one.db, 'synchronous'), await pragma(other.db, 'synchronous')]).toEqual([
			FULL,
			FULL
		]);
		await Promise.all([one.close(), other.close()]);
	});

	test('another process writes: the statement waits, this process does not', async () => {
		const file = join(folder, 'locked.sqlite');
		const { db, close } = openSqlite(file);
		await sql`create table t (x integer)`.execute(db);
		const other = new Database(file);
		other.exec('begin exclusive');
		let turns = 0;
		const turning = setInterval(() => turns++, 5);
		const waiting = db.transaction().execute((tx) => sql`insert into t values (1)`.execute(tx));
		await expect.poll(() => turns).toBeGreaterThan(20);
		other.exec('commit');
		await waiting;
		clearInterval(turning);
		other.close();
		await close();
	});

	test('S4 the database of the data folder is opened so', async () => {
		const { db, close } = await openDatabase(undefined, folder);
		expect(await pragma(db, 'synchronous')).toBe(FULL);
		await close();
	});
});

describe.runIf(installedEngines.includes('postgres'))('PostgreSQL', () => {
	test('who finds all connections held up is refused after a while, and served when one is free', async () => {
		const { db, close } = await openPostgres(await createPostgresDatabase(), [], 500);
		await sql`create table t (x integer)`.execute(db);
		const write = () => sql`insert into t values (1)`.execute(db);
		let waiting: Promise<unknown> = Promise.resolve();
		await db.transaction().execute(async (tx) => {
			await sql`lock table t in access exclusive mode`.execute(tx);
			waiting = Promise.allSettled(Array.from({ length: 9 }, write));
			await expect(write()).rejects.toThrow(/timeout/);
		});
		await waiting;
		await write();
		await close();
	});
});
