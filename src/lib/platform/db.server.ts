import Database from 'better-sqlite3';
import {
	CompiledQuery,
	type DatabaseConnection,
	Kysely,
	PGliteDialect,
	PostgresDialect,
	SqliteAdapter,
	SqliteDialect,
	SqliteDriver,
	type KyselyPlugin,
	type Transaction
} from 'kysely';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Pool, PoolConfig } from 'pg';
import { logError } from './log.server.ts';
import { BUSY_TIMEOUT, PatientConnection } from './patient-sqlite.server.ts';
import type { Schema } from './schema.ts';

/** The database or a transaction on it: every repository function takes this first. */
export type Db = Kysely<Schema>;
export type Tx = Transaction<Schema>;
export type Engine = 'sqlite' | 'postgres' | 'pglite';

export interface OpenDatabase {
	db: Db;
	engine: Engine;
	/** Where there is a pool of connections. */
	pool?: () => PoolState;
	close(): Promise<void>;
}

/** Connections to the database now. */
export interface PoolState {
	busy: number;
	idle: number;
	/** Statements that wait for one. */
	waiting: number;
}

/** PostgreSQL's int8 arrives as text by default; all of ours fit a double (milliseconds, counts). */
const INT8 = 20;

/**
 * DDL in one transaction (SQLite can, Kysely is cautious), and write locks taken at the start: no upgrade to fail halfway. Another
 * process is waited for without stopping this one.
 */
class DurableSqliteDialect extends SqliteDialect {
	readonly #config: ConstructorParameters<typeof SqliteDialect>[0];
	constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
		super(config);
		this.#config = config;
	}
	override createAdapter() {
		return new (class extends SqliteAdapter {
			override get supportsTransactionalDdl() {
				return true;
			}
		})();
	}
	override createDriver() {
		return new (class extends SqliteDriver {
			#patient: PatientConnection | undefined;
			override async acquireConnection() {
				return (this.#patient ??= new PatientConnection(await super.acquireConnection()));
			}
			override async beginTransaction(connection: DatabaseConnection) {
				await connection.executeQuery(CompiledQuery.raw('begin immediate'));
			}
		})(this.#config);
	}
}

/** Texts of statements differ by how many rows a batch has; the oldest beyond this go. */
const MOST_PREPARED = 500;

/**
 * Kysely asks for every statement anew; here each text is prepared once.
 * One that is being walked is not given to a second, and after a change of the schema all are made anew.
 */
function preparedOnce(sqlite: Database.Database): { prepare: Database.Database['prepare']; close(): void } {
	const held = new Map<string, Database.Statement>();
	const prepare = (text: string): Database.Statement => {
		const found = held.get(text);
		if (found && !found.busy) return found;
		const made = sqlite.prepare(text);
		if (/^\s*(?:create|alter|drop)\b/i.test(text)) held.clear();
		else held.set(text, made);
		if (held.size > MOST_PREPARED) held.delete(held.keys().next().value!);
		return made;
	};
	return { prepare: prepare as Database.Database['prepare'], close: () => sqlite.close() };
}

/**
 * SQLite, durable: a reopened WAL file falls back to synchronous=NORMAL, so every connection sets and asserts FULL (S4).
 * @param file path of the database, or ':memory:'
 */
export function openSqlite(file: string, plugins: KyselyPlugin[] = []): OpenDatabase {
	if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
	const sqlite = new Database(file);
	sqlite.pragma('journal_mode = WAL');
	sqlite.pragma('synchronous = FULL');
	sqlite.pragma('foreign_keys = ON');
	sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
	if (sqlite.pragma('synchronous', { simple: true }) !== 2)
		throw new Error('SQLite refused synchronous=FULL: answers would leave before the disk has them');
	const db = new Kysely<Schema>({
		dialect: new DurableSqliteDialect({ database: preparedOnce(sqlite) }),
		plugins
	});
	return { db, engine: 'sqlite', close: () => db.destroy() };
}

/**
 * A database as it stands, for a look at an installation that serves or is broken: makes no file, changes nothing, refuses
 * nothing.
 * @param url `postgres://…`, or nothing for the SQLite file in the data folder
 */
export async function openToRead(url: string | undefined, dataDir: string): Promise<OpenDatabase> {
	if (!url) {
		const sqlite = new Database(sqliteFile(dataDir), { readonly: true, fileMustExist: true });
		const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
		return { db, engine: 'sqlite', close: () => db.destroy() };
	}
	const pool = await openPool(url, {
		application_name: `${APPLICATION}-look`,
		max: 1,
		options: '-c default_transaction_read_only=on'
	});
	const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
	return { db, engine: 'postgres', close: () => db.destroy() };
}

/** By this name a server is seen at PostgreSQL: `restore` refuses while one is connected. */
export const APPLICATION = 'qadam';

async function openPool(url: string, config: PoolConfig): Promise<Pool> {
	const { default: pg } = await import('pg');
	return new pg.Pool({
		connectionString: url,
		...config,
		types: {
			getTypeParser: (id: number, format?: 'text' | 'binary') =>
				id === INT8 ? Number : pg.types.getTypeParser(id, format as 'text')
		}
	});
}

/**
 * So long a request waits for a connection, ms. Where all are held up (a table that is locked, a server that is not reached) the
 * next ones are refused and come again, instead of standing in a line that grows.
 */
const CONNECTION_PATIENCE = 20_000;

/** PostgreSQL; refuses a server that acknowledges before the commit is on disk (S4). */
export async function openPostgres(
	url: string,
	plugins: KyselyPlugin[] = [],
	patience = CONNECTION_PATIENCE
): Promise<OpenDatabase> {
	const pool = await openPool(url, {
		application_name: APPLICATION,
		// One stays open in a quiet hour too, so that a server that serves is seen.
		min: 1,
		max: 10,
		connectionTimeoutMillis: patience
	});
	// PostgreSQL may end a connection at any time, idle or between two statements. Without a listener the process would
	// end with it; so the statement that meets it fails, and the next one opens another.
	const ended = (error: Error) => logError('PostgreSQL ended a connection', error);
	pool.on('error', ended);
	pool.on('connect', (client) => client.on('error', ended));
	const { rows } = await pool.query<{ fsync: string; commit: string }>(
		"select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit"
	);
	if (rows[0]?.fsync !== 'on' || rows[0]?.commit === 'off') {
		await pool.end();
		throw new Error('PostgreSQL must run with fsync=on and synchronous_commit not off (docs/operations.md)');
	}
	const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), plugins });
	return {
		db,
		engine: 'postgres',
		pool: () => ({
			busy: pool.totalCount - pool.idleCount,
			idle: pool.idleCount,
			waiting: pool.waitingCount
		}),
		close: () => db.destroy()
	};
}

/** PostgreSQL inside the process, for the contract suite. */
export async function openPglite(plugins: KyselyPlugin[] = []): Promise<OpenDatabase> {
	const { PGlite } = await import('@electric-sql/pglite');
	const pglite = await PGlite.create({ parsers: { [INT8]: Number } });
	const db = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }), plugins });
	return { db, engine: 'pglite', close: () => db.destroy() };
}

export const sqliteFile = (dataDir: string): string => `${dataDir}/qadam.sqlite`;

/** @param url `postgres://…`, or nothing for the SQLite file in the data folder */
export const openDatabase = (url: string | undefined, dataDir: string): Promise<OpenDatabase> =>
	url ? openPostgres(url) : Promise.resolve(openSqlite(sqliteFile(dataDir)));
