/** `npm run migrate`: brings the database to the schema of this version, or says what that would take. */
import { openDatabase, openToRead, sqliteFile } from '#lib/platform/db.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { refuseHalfRestored } from '#lib/platform/half-restored.server.ts';
import { migrate, readMigrationState, refuseNarrowed } from '#lib/platform/migrate.server.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, readOptions, tellFailure } from './command.ts';

const HELP = `npm run migrate -- [--check]

Runs the migrations that the database of DATA_DIR or DATABASE_URL has not had yet, and names them. A start does the same;
they only add, so that a server of the version before goes on meanwhile.

--check  runs none, and names what would run

Ends with 0 when none is left, 1 when some would run (--check) or it failed, 2 for a wrong command.`;

const { check } = readOptions(HELP, { check: { type: 'boolean', default: false } });
try {
	const { databaseUrl, dataDir } = readEnv(process.env);
	refuseHalfRestored(dataDir);
	// One that is made in a wrong folder would look like a success.
	if (!databaseUrl && !existsSync(sqliteFile(dataDir)))
		fail(`There is no ${resolve(sqliteFile(dataDir))}: set DATA_DIR to the folder of the installation.`);
	const { db, engine, close } = await (check ? openToRead : openDatabase)(databaseUrl, dataDir);
	try {
		const { pending, unknown } = await readMigrationState(db, engine);
		refuseNarrowed({ pending, unknown });
		if (unknown.length)
			console.log(`A newer version has added to the database (${unknown.join(', ')}): update this one.`);
		if (check) {
			for (const name of pending) console.log(`${name} has not run`);
			process.exitCode = pending.length ? 1 : 0;
		} else {
			if (pending.length) console.log(`Running ${pending.length} …`);
			for (const name of await migrate(db, { engine })) console.log(`${name} has run`);
		}
		if (!pending.length) console.log('All have run.');
	} finally {
		await close();
	}
} catch (error) {
	tellFailure('The migrations did not run.', error);
}
