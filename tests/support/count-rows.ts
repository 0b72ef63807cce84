import { sql } from 'kysely';
import type { Db } from '../../src/lib/platform/db.server.ts';

/**
 * Rows of each table, on either engine, by one statement.
 * @param leave tables that are not counted: what jobs and refusals write by themselves
 * @param only for a table: which of its rows count, as SQL
 */
export async function rowCounter(
	db: Db,
	leave: RegExp,
	only: Record<string, string> = {}
): Promise<() => Promise<Record<string, number>>> {
	const tables = (await db.introspection.getTables())
		.map(({ name }) => name)
		.filter((name) => !leave.test(name));
	const counts = tables.map(
		(name) =>
			sql`select ${sql.lit(name)} as name, count(*) as n from ${sql.table(name)} where ${sql.raw(only[name] ?? 'true')}`
	);
	const all = sql<{ name: string; n: number }>`${sql.join(counts, sql` union all `)}`;
	return async () => Object.fromEntries((await all.execute(db)).rows.map(({ name, n }) => [name, n]));
}
