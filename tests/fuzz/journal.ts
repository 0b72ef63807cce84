import Database from 'better-sqlite3';
import { join } from 'node:path';
import { MAY_GROW } from '../support/site.ts';

/** What the server changed, written down by the database itself: a row that is changed counts as one that comes or goes. */
export interface Journal {
	/** Tables that changed since this was asked the last time, without those that may. */
	changed(): string[];
	/** Whether a job of the server's ran meanwhile: what it changed is nobody's request. */
	jobsRan(): boolean;
	close(): void;
}

const tablesOf = (db: Database.Database): string[] =>
	db
		.prepare<[], string>(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
		.pluck()
		.all();

const file = (dataDir: string) => join(dataDir, 'qadam.sqlite');

/** Before the server starts. */
export function keepJournal(dataDir: string): void {
	const db = new Database(file(dataDir));
	const tables = tablesOf(db).filter((name) => name === 'job' || !MAY_GROW.test(name));
	db.exec('create table fuzz_journal (n integer primary key, name text not null) strict');
	for (const table of tables) {
		const columns = db.prepare<[], string>(`select name from pragma_table_info('${table}')`).pluck().all();
		// When a key was last used is noted of refused calls, too.
		const told = columns.filter((name) => name !== 'last_used_at');
		const differs = told.map((name) => `old."${name}" is not new."${name}"`).join(' or ');
		// What a page that is only read notes among the settings (when items were counted, which list was taken) is of the readers
		// beside the one who acts.
		const which = (row: string) =>
			table === 'setting' ? `${row}.name <> 'item-figures' and ${row}.name not like 'list-of:%'` : 'true';
		const note = `begin insert into fuzz_journal (name) values ('${table}'); end`;
		db.exec(`create trigger fuzz_${table}_in after insert on "${table}" when ${which('new')} ${note}`);
		db.exec(`create trigger fuzz_${table}_out after delete on "${table}" when ${which('old')} ${note}`);
		db.exec(
			`create trigger fuzz_${table}_up after update on "${table}" when (${differs}) and ${which('new')} ${note}`
		);
	}
	db.close();
}

export function readJournal(dataDir: string): Journal {
	const db = new Database(file(dataDir), { readonly: true });
	const since = db.prepare<[number], { n: number; name: string }>(
		'select n, name from fuzz_journal where n > ? order by n'
	);
	const leased = db.prepare('select count(*) from job where leased_until > 0').pluck();
	let [seen, jobs] = [0, false];
	return {
		changed() {
			const rows = since.all(seen);
			seen = rows.at(-1)?.n ?? seen;
			jobs = rows.some(({ name }) => name === 'job') || leased.get() !== 0;
			return [...new Set(rows.map(({ name }) => name))].filter((name) => name !== 'job');
		},
		jobsRan: () => jobs,
		close: () => db.close()
	};
}
