import { CompiledQuery, sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Db, Engine } from './db.server.ts';
import { logInfo } from './log.server.ts';
import { RefusedStart } from './refused-start.server.ts';
import { markFunctions, markTriggers, readMark, sqlNow } from './marks.ts';
import { migrations } from './migrations/index.ts';
import { keyColumn, type Keyed } from './tables.ts';

/** In the PostgreSQL tests keyed tables are split so, to prove that every statement survives sharding. */
const PARTITIONS = 8;

export interface MigrateOptions {
	engine: Engine;
	/** Hash-partition learner- and organisation-keyed tables (PostgreSQL only). */
	partitioned?: boolean;
}

/** Turns the engine-neutral DDL of a migration into statements for one engine. */
export function statements(ddl: string, { engine, partitioned = false }: MigrateOptions): string[] {
	const sqlite = engine === 'sqlite';
	return ddl
		.split(/;\n/)
		.map((s) => s.trim())
		.filter(Boolean)
		.flatMap((statement) => {
			if (statement === 'create marks') return markFunctions(sqlite);
			const marked = readMark(statement);
			if (marked) return markTriggers(marked, sqlite);
			const mark = /^create table (\w+) [\s\S]*\{(learner|organisation|lookup|reference)\}$/.exec(statement);
			const body = statement
				.replaceAll('{int}', sqlite ? 'integer' : 'bigint')
				.replaceAll('{blob}', sqlite ? 'blob' : 'bytea')
				.replaceAll('{real}', sqlite ? 'real' : 'double precision')
				.replaceAll('{now}', sqlNow(sqlite))
				.replace(/ \{\w+\}$/, '');
			if (!mark) return [body];
			if (sqlite) return [`${body} strict`];
			const key = keyColumn(mark[2] as Keyed);
			if (!partitioned || !key) return [body];
			return [
				`${body} partition by hash (${key})`,
				...Array.from(
					{ length: PARTITIONS },
					(_, i) =>
						`create table ${mark[1]}_p${i} partition of ${mark[1]} for values with (modulus ${PARTITIONS}, remainder ${i})`
				)
			];
		});
}

const migration = (ddl: string, options: MigrateOptions): Migration => ({
	up: async (db) => {
		for (const statement of statements(ddl, options)) await db.executeQuery(CompiledQuery.raw(statement));
	}
});

/** Every migration that this version knows, in order. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations);

export interface MigrationState {
	/** Known here and not run there, in order. */
	pending: string[];
	/** Run there by a newer version. */
	unknown: string[];
}

/** @param done names that a database says have been run */
export const migrationState = (
	done: readonly string[],
	known: readonly string[] = MIGRATIONS
): MigrationState => ({
	pending: known.filter((name) => !done.includes(name)),
	unknown: done.filter((name) => !known.includes(name))
});

/** Whether any migration was ever run on it. */
export const isMigrated = async (db: Db, engine: Engine): Promise<boolean> => {
	const there =
		engine === 'sqlite'
			? sql`select 1 from sqlite_master where name = 'kysely_migration'`
			: sql`select 1 where to_regclass('kysely_migration') is not null`;
	return (await there.execute(db)).rows.length > 0;
};

/** What has been run and what not; writes nothing. */
export async function readMigrationState(db: Db, engine: Engine): Promise<MigrationState> {
	if (!(await isMigrated(db, engine))) return migrationState([]);
	const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
	return migrationState(rows.map(({ name }) => name));
}

/** Ends the name of a migration that takes away or narrows what the release before it needs (docs/decisions/027). */
export const CONTRACT = /-contract$/;

/**
 * A version serves a database on which migrations ran that it does not know, where they only added.
 * @throws RefusedStart where they did not
 */
export function refuseNarrowed({ pending, unknown }: MigrationState): void {
	if (!unknown.length) return;
	const narrowing = unknown.filter((name) => CONTRACT.test(name));
	const why = narrowing.length
		? `${narrowing.join(', ')} took away what this version needs`
		: pending.length
			? `${pending.join(', ')} of this version never ran on it`
			: undefined;
	if (why !== undefined)
		throw new RefusedStart(
			`The database belongs to a newer version of Qadam: ${why}. Start that version, or restore a backup of this one.`
		);
}

/**
 * Brings the schema up to date. A newer one is left as it is ({@link refuseNarrowed}). Throws what the database said if a
 * migration fails; nothing of it stays.
 */
export async function migrate(db: Db, options: MigrateOptions): Promise<string[]> {
	const migrator = new Migrator({
		db,
		provider: {
			getMigrations: async () =>
				Object.fromEntries(Object.entries(migrations).map(([name, ddl]) => [name, migration(ddl, options)]))
		}
	});
	const { error, results } = await migrator.migrateToLatest();
	if (error) {
		// Kysely refuses what it does not know before it changes anything, and here under its lock: also when a newer version
		// migrated a moment ago.
		const state = await readMigrationState(db, options.engine).catch(() => undefined);
		if (!state?.unknown.length) throw error;
		refuseNarrowed(state);
		logInfo('the database is of a newer version, which only added to it', { migrations: state.unknown });
	}
	return (results ?? []).map((r) => r.migrationName);
}
