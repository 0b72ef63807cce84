/**
 * Copies an installation from its SQLite file into an empty PostgreSQL database. Nobody else has the file open meanwhile, so
 * what is copied is one state, and nothing can be written that would stay behind. Epoch and positions come along: phones go
 * on where they were (S9).
 */
import type Database from 'better-sqlite3';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Client } from 'pg';
import { openPostgres, sqliteFile } from '../db.server.ts';
import { syncPath } from '../durable-files.server.ts';
import { refuseHalfRestored } from '../half-restored.server.ts';
import { marks, tables } from '../tables.ts';
import { migrate, MIGRATIONS, migrationState, type MigrationState } from '../migrate.server.ts';
import { ok, refuse, type Result } from '../result.ts';
import { hashRows, type Value } from './hash-rows.server.ts';
import { freeName, stampOf } from './make-backup.server.ts';
import { connected, quoted } from './postgres.server.ts';
import { isDamaged } from '../refused-start.server.ts';
import { openAlone } from './sqlite.server.ts';

export interface MoveToPostgres {
	env: { dataDir: string; databaseUrl: string };
	now: number;
	said?: (step: string) => void;
}

export interface Moved {
	/** Every table, as it was read there and as it was read back here. */
	tables: { table: string; rows: number; sha256: string }[];
	/** The folder that the SQLite file was put into. */
	aside: string;
}

export type MoveRefusal =
	| { tag: 'no_source'; file: string }
	/** The file is none of SQLite's, damaged, or none of ours. */
	| { tag: 'unreadable'; file: string; detail: string }
	/** A server, or another command, has it open. */
	| { tag: 'in_use' }
	/** It was not migrated to what this version knows, or by a newer one. */
	| ({ tag: 'other_state' } & MigrationState)
	/** Tables of somebody else, or rows. */
	| { tag: 'not_empty'; tables: string[] }
	/** What was read back is not what was written: nothing of it stays. */
	| { tag: 'differs'; tables: string[] };

/** At once in one statement: rows, and about as many bytes. */
const ROWS = 1000;
const BYTES = 4_000_000;
/** How many rows of a table with bytes in it are read back at once: a photo may have megabytes. */
const ROWS_WITH_BYTES = 20;
/** Of a large table a line is said so often. */
const ROWS_A_LINE = 100_000;

export async function moveToPostgres(options: MoveToPostgres): Promise<Result<Moved, MoveRefusal>> {
	const { env, now, said = () => {} } = options;
	refuseHalfRestored(env.dataDir);
	const opened = openSource(sqliteFile(env.dataDir));
	if (!opened.ok) return opened;
	const source = opened.value;
	try {
		const before = await connected(env.databaseUrl, findOccupied);
		if (before.length) return refuse({ tag: 'not_empty', tables: before });
		said('The migrations run …');
		const { db, close } = await openPostgres(env.databaseUrl);
		await migrate(db, { engine: 'postgres' }).finally(close);
		const copied = await connected(env.databaseUrl, (client) => copyAll(source, client, said));
		if (!copied.ok) return copied;
		const aside = freeName(join(env.dataDir, `before-move-${stampOf(now)}`));
		putAside(source, env.dataDir, aside);
		return ok({ tables: copied.value, aside });
	} finally {
		source.close();
	}
}

/** The file, for us alone, whole and of this version. */
function openSource(file: string): Result<Database.Database, MoveRefusal> {
	if (!existsSync(file)) return refuse({ tag: 'no_source', file });
	let source: Database.Database | undefined;
	try {
		source = openAlone(file);
		if (!source) return refuse({ tag: 'in_use' });
		const fault = findFault(source, file);
		if (!fault) return ok(source);
		source.close();
		return refuse(fault);
	} catch (error) {
		source?.close();
		const code = String((error as { code?: unknown }).code);
		if (!isDamaged(error) && !code.startsWith('SQLITE_')) throw error;
		return refuse({ tag: 'unreadable', file, detail: (error as Error).message });
	}
}

function findFault(source: Database.Database, file: string): MoveRefusal | undefined {
	const said = String(source.pragma('quick_check', { simple: true }));
	if (said !== 'ok') return { tag: 'unreadable', file, detail: said };
	const done = source.prepare('select name from kysely_migration order by name').pluck().all().map(String);
	const state = migrationState(done);
	return state.pending.length || state.unknown.length ? { tag: 'other_state', ...state } : undefined;
}

/** Kysely's own, of which the migrations make the rows. */
const OF_MIGRATIONS = ['kysely_migration', 'kysely_migration_lock'];

/**
 * Tables in our schema that are not ours, and those of ours with rows in them. What a copy left that did not come to its end
 * (migrated tables without rows) is empty.
 */
async function findOccupied(client: Client): Promise<string[]> {
	const { rows } = await client.query<{ name: string }>(
		`select c.relname as name from pg_class c
		where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
		and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
		order by c.relname`
	);
	const occupied: string[] = [];
	for (const { name } of rows)
		if (OF_MIGRATIONS.includes(name)) {
			if (name === 'kysely_migration' && (await hasUnknownMigrations(client))) occupied.push(name);
		} else if (!tables.has(name) || (await client.query(`select 1 from ${quoted(name)} limit 1`)).rowCount)
			occupied.push(name);
	return occupied;
}

async function hasUnknownMigrations(client: Client): Promise<boolean> {
	const { rows } = await client.query<{ name: string }>('select name from kysely_migration');
	return rows.some(({ name }) => !MIGRATIONS.includes(name));
}

/** All tables in one transaction, which is kept only when every row was read back as it was written. */
async function copyAll(
	source: Database.Database,
	client: Client,
	said: (step: string) => void
): Promise<Result<Moved['tables'], MoveRefusal>> {
	await client.query('begin');
	const undone = async (refusal: MoveRefusal) => {
		await client.query('rollback');
		return refuse(refusal);
	};
	const names = [...tables.keys()];
	// A server that starts now waits until all of it is there.
	await client.query(`lock table ${names.map(quoted).join(', ')} in access exclusive mode`);
	const occupied = await findOccupied(client);
	if (occupied.length) return undone({ tag: 'not_empty', tables: occupied });
	// Whom reports have to fold is copied too: the copy itself marks nobody.
	const marked = [...new Set(marks.map((mark) => mark.table))].map(quoted);
	for (const table of marked) await client.query(`alter table ${table} disable trigger user`);
	const written: Moved['tables'] = [];
	for (const table of names) {
		said(`${table} …`);
		written.push(
			await copyTable(source, client, columnsOf(source, table), (rows) => said(`${table}: ${rows} rows …`))
		);
	}
	for (const table of marked) await client.query(`alter table ${table} enable trigger user`);
	said('All of it is read back …');
	const differs: string[] = [];
	for (const { table, sha256 } of written)
		if (sha256 !== (await hashPostgres(client, columnsOf(source, table)))) differs.push(table);
	if (differs.length) return undone({ tag: 'differs', tables: differs });
	await client.query('commit');
	return ok(written);
}

interface Columns {
	table: string;
	/** In the order of the SQLite table: that of the other may be another after a change. */
	columns: { name: string; type: string }[];
	/** The primary key: by it both engines give the rows in one order. */
	key: { name: string; type: string }[];
}

function columnsOf(source: Database.Database, table: string): Columns {
	const columns = source.pragma(`table_info(${table})`) as { name: string; type: string; pk: number }[];
	const key = columns.filter((c) => c.pk > 0).sort((a, b) => a.pk - b.pk);
	return { table, columns, key };
}

/** What a column of a STRICT table is called in PostgreSQL (migrations: {int}, {blob}, {real}). */
const TYPES: Record<string, string> = { TEXT: 'text', INTEGER: 'bigint', BLOB: 'bytea', REAL: 'float8' };
const typeOf = (type: string): string => {
	const known = TYPES[type.toUpperCase()];
	if (!known) throw new Error(`no type of PostgreSQL is known for ${type}`);
	return known;
};

const sizeOf = (value: Value): number =>
	value instanceof Uint8Array ? value.byteLength : typeof value === 'string' ? value.length : 8;

async function copyTable(
	source: Database.Database,
	client: Client,
	{ table, columns, key }: Columns,
	progress: (rows: number) => void
): Promise<Moved['tables'][number]> {
	const names = columns.map(({ name }) => quoted(name)).join(', ');
	const arrays = columns.map(({ type }, i) => `$${i + 1}::${typeOf(type)}[]`).join(', ');
	const insert = `insert into ${quoted(table)} (${names}) select * from unnest(${arrays})`;
	const hash = hashRows();
	let batch: Value[][] = [];
	let bytes = 0;
	const write = async () => {
		if (batch.length)
			await client.query(
				insert,
				columns.map((_, i) => batch.map((row) => row[i]))
			);
		batch = [];
		bytes = 0;
	};
	const rows = source
		.prepare(`select ${names} from ${quoted(table)} order by ${key.map((c) => quoted(c.name)).join(', ')}`)
		.safeIntegers()
		.raw()
		.iterate() as IterableIterator<Value[]>;
	for (const row of rows) {
		hash.add(row);
		batch.push(row);
		bytes += row.reduce((sum: number, value) => sum + sizeOf(value), 0);
		if (batch.length === ROWS || bytes > BYTES) await write();
		if (hash.rows() % ROWS_A_LINE === 0) progress(hash.rows());
	}
	await write();
	return { table, rows: hash.rows(), sha256: hash.digest() };
}

/** In SQLite's order: texts by their bytes, whatever the database sorts by. */
async function hashPostgres(client: Client, { table, columns, key }: Columns): Promise<string> {
	const names = columns.map(({ name }) => quoted(name)).join(', ');
	const order = key.map(
		({ name, type }) => `${quoted(name)}${typeOf(type) === 'text' ? ' collate "C"' : ''}`
	);
	const at = columns.some(({ type }) => typeOf(type) === 'bytea') ? ROWS_WITH_BYTES : ROWS;
	const hash = hashRows();
	await client.query(
		`declare copied no scroll cursor for select ${names} from ${quoted(table)} order by ${order.join(', ')}`
	);
	for (;;) {
		const { rows } = await client.query<Value[]>({ text: `fetch ${at} from copied`, rowMode: 'array' });
		if (!rows.length) break;
		for (const row of rows) hash.add(row);
	}
	await client.query('close copied');
	return hash.digest();
}

/**
 * A server that is started without DATABASE_URL would otherwise serve the old state under the same epoch, and phones would
 * count as safe what it alone holds. Kept as one file.
 */
function putAside(source: Database.Database, dataDir: string, aside: string): void {
	const file = sqliteFile(dataDir);
	source.pragma('journal_mode = DELETE');
	mkdirSync(aside, { mode: 0o700 });
	renameSync(file, join(aside, basename(file)));
	syncPath(aside);
	syncPath(dataDir);
}
