/** The generator's year (tests/support/report-history.ts), which writes SQLite, in a PostgreSQL. */
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, type Db } from '../../src/lib/platform/db.server.ts';
import { migrate } from '../../src/lib/platform/migrate.server.ts';
import { tables } from '../../src/lib/platform/tables.ts';
import { fillWithHistory, type HistorySize, type MadeHistory } from '../support/report-history.ts';

/** Rows of one statement: PostgreSQL takes 65,535 values. */
const PORTION = 500;

/** @param db migrated; an organisation may be there */
export async function fillPostgresWithHistory(db: Db, size: HistorySize): Promise<MadeHistory> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-history-'));
	try {
		const file = join(folder, 'history.sqlite');
		const opened = openSqlite(file);
		await migrate(opened.db, { engine: 'sqlite' });
		await opened.close();
		const made = fillWithHistory(file, size);
		await copyInto(db, file);
		return made;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Every row as it stands, without what a row sets off: its marks are copied too. */
async function copyInto(db: Db, file: string): Promise<void> {
	const from = new Database(file, { readonly: true });
	await db.transaction().execute(async (tx) => {
		await sql`set local session_replication_role = replica`.execute(tx);
		for (const table of tables.keys()) {
			let rows: Record<string, unknown>[] = [];
			const flush = async () => {
				if (rows.length)
					await tx
						.insertInto(table as 'event')
						.values(rows as never)
						.execute();
				rows = [];
			};
			for (const row of from.prepare(`select * from ${table}`).iterate()) {
				rows.push(row as Record<string, unknown>);
				if (rows.length === PORTION) await flush();
			}
			await flush();
		}
	});
	await sql`analyze`.execute(db);
	from.close();
}
