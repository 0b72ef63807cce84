import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { explainDamage, isDamaged } from '../refused-start.server.ts';
import { tables } from '../tables.ts';

export interface Snapshot {
	epoch: string;
	migrations: string[];
	rows: Record<string, number>;
}

/** @param done from 0 to 1 */
export type Progress = (done: number) => void;

/** Pages at once; between two steps others may write. */
const STEP = 2000;

/**
 * Copies an open database by SQLite's online backup. The read transaction holds one state through all steps: writers go
 * on, the copy does not begin anew, and what the counts say is what the copy holds.
 */
export async function snapshotSqlite(from: string, to: string, progress: Progress): Promise<Snapshot> {
	const source = new Database(from, { readonly: true, timeout: 5000 });
	try {
		source.exec('begin');
		const column = (sql: string): unknown[] => source.prepare(sql).pluck().all();
		const snapshot: Snapshot = {
			epoch: String(column("select value from setting where name = 'epoch'")[0] ?? ''),
			migrations: column('select name from kysely_migration order by name').map(String),
			rows: Object.fromEntries(
				[...tables.keys()].map((table) => [table, Number(column(`select count(*) from ${table}`)[0])])
			)
		};
		await source.backup(to, {
			progress({ totalPages, remainingPages }) {
				if (totalPages) progress(1 - remainingPages / totalPages);
				return STEP;
			}
		});
		intoOneFile(to);
		return snapshot;
	} catch (error) {
		throw explainDamage(error, from);
	} finally {
		source.close();
	}
}

/** The copy says "WAL" as its source did; a backup is one file, and whole. */
function intoOneFile(file: string): void {
	const copy = new Database(file);
	try {
		copy.pragma('journal_mode = DELETE');
		const said = copy.pragma('quick_check', { simple: true });
		if (said !== 'ok') throw new Database.SqliteError(String(said).split('\n')[0]!, 'SQLITE_CORRUPT');
	} finally {
		copy.close();
	}
}

/**
 * Opens a database for this process alone: until it is closed, nobody else can read or write it. A connection in WAL mode
 * is seen even while it is idle.
 * @returns nothing while another process has it open
 */
export function openAlone(file: string): Database.Database | undefined {
	const alone = new Database(file, { timeout: 200, fileMustExist: true });
	try {
		alone.pragma('locking_mode = EXCLUSIVE');
		alone.exec('begin exclusive');
		alone.exec('commit');
		return alone;
	} catch (error) {
		alone.close();
		if (codeOf(error) === 'SQLITE_BUSY') return undefined;
		throw error;
	}
}

/** @returns whether another process has the database open */
export function isSqliteInUse(file: string): boolean {
	if (!existsSync(file)) return false;
	try {
		const alone = openAlone(file);
		alone?.close();
		return alone === undefined;
	} catch (error) {
		// It is to be replaced: that it cannot be read is why.
		if (isDamaged(error)) return false;
		throw error;
	}
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code);
