/** `npm run move-to-postgres`: a SQLite installation goes on in PostgreSQL (docs/operations.md). */
import { moveToPostgres, type MoveRefusal } from '#lib/platform/backup/index.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { never } from '#lib/platform/result.ts';
import { fail, readOptions, tellFailure } from './command.ts';

const HELP = `npm run move-to-postgres

Copies the database in DATA_DIR (qadam.sqlite) into the empty PostgreSQL database that DATABASE_URL names, in one
transaction, and reads every row back. Stop the server first. The file is moved aside, not deleted; keys, banks, courses
and the deletion list stay in DATA_DIR. Start the server with both variables: phones go on as if nothing had been.

Ends with 0 when all of it is there, 1 when it was refused or failed, 2 for a wrong command.`;

function explain(refusal: MoveRefusal): string {
	switch (refusal.tag) {
		case 'no_source':
			return `There is no ${refusal.file}: set DATA_DIR to the folder of the installation.`;
		case 'unreadable':
			return `${refusal.file} cannot be read (${refusal.detail}): restore the newest backup first.`;
		case 'in_use':
			return 'A server, or another command, has the installation open: stop it first.';
		case 'other_state':
			return refusal.unknown.length
				? `The database is of a newer version (${refusal.unknown.join(', ')}): update this one first.`
				: `The database is of an older version (${refusal.pending.join(', ')}): leave DATABASE_URL out and run npm run migrate first.`;
		case 'not_empty':
			return `The database that DATABASE_URL names is not empty (${refusal.tables.join(', ')}): make a new one.`;
		case 'differs':
			return `What PostgreSQL gave back is not what it was given (${refusal.tables.join(', ')}).`;
		default:
			return never(refusal);
	}
}

readOptions(HELP, {});
try {
	const { dataDir, databaseUrl } = readEnv(process.env);
	if (!databaseUrl)
		fail('DATABASE_URL is not set: it names the empty PostgreSQL database.\nNothing was changed.');
	const done = await moveToPostgres({
		env: { dataDir, databaseUrl },
		now: Date.now(),
		said: (step) => console.log(step)
	});
	if (!done.ok) fail(`${explain(done.refusal)}\nNothing was changed.`);
	const { tables, aside } = done.value;
	const wide = Math.max(...tables.map(({ table }) => table.length));
	for (const { table, rows, sha256 } of tables)
		console.log(`${table.padEnd(wide)}  ${String(rows).padStart(9)}  ${sha256}`);
	console.log(`All ${tables.length} tables were read back as they were. The SQLite file stands in ${aside}.`);
	console.log('Start the server with DATA_DIR and DATABASE_URL as they are now.');
} catch (error) {
	tellFailure('Nothing was moved.', error);
}
