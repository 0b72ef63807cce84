/** `npm run backup`: a whole, consistent backup while serving (docs/operations.md). */
import { makeBackup, PostgresTool } from '#lib/platform/backup/index.server.ts';
import { BadEnvironment, readEnv } from '#lib/platform/env.server.ts';
import { isRefusedStart } from '#lib/platform/refused-start.server.ts';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `npm run backup -- [--to DIR]

Makes a backup of the installation that DATA_DIR and DATABASE_URL name, while it may be serving: one folder
qadam-<time> in DIR (default: backups) with the database, the keys, banks and the deletion list, and a manifest with
the hash of each file. It holds the installation's secrets: keep it where only you can read.

Ends with 0 when the backup is whole, 1 when there is none, 2 for a wrong command.`;

function readCommand(): { to: string; help: boolean } {
	try {
		const { values } = parseArgs({
			options: { to: { type: 'string', default: 'backups' }, help: { type: 'boolean', default: false } }
		});
		return values;
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${HELP}`);
		process.exit(2);
	}
}

const { to, help } = readCommand();
if (help) {
	console.log(HELP);
	process.exit(0);
}
try {
	let told = 0;
	const { folder, manifest } = await makeBackup({
		env: readEnv(process.env),
		to: resolve(to),
		now: Date.now(),
		progress(done) {
			const tenths = Math.floor(done * 10);
			if (tenths > told) console.log(`${(told = tenths) * 10} % …`);
		}
	});
	const size = Object.values(manifest.files).reduce((sum, file) => sum + file.size, 0);
	console.log(
		`${manifest.rows.learner} learners, ${manifest.rows.event} events, ${manifest.rows.award} badges; ${(size / 1e6).toFixed(1)} MB\n${folder}`
	);
} catch (error) {
	const known = error instanceof BadEnvironment || error instanceof PostgresTool || isRefusedStart(error);
	console.error('No backup was made.', known ? (error as Error).message : error);
	process.exit(1);
}
