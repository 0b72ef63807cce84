/** `npm run backup`: a whole, consistent backup while serving (docs/operations.md). */
import { makeBackup } from '#lib/platform/backup/index.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { resolve } from 'node:path';
import { readOptions, tellFailure } from './command.ts';

const HELP = `npm run backup -- [--to DIR]

Makes a backup of the installation that DATA_DIR and DATABASE_URL name, while it may be serving: one folder
qadam-<time> in DIR (default: backups) with the database, the keys, banks and the deletion list, and a manifest with
the hash of each file. It holds the installation's secrets: keep it where only you can read.

Ends with 0 when the backup is whole, 1 when there is none, 2 for a wrong command.`;

const { to } = readOptions(HELP, { to: { type: 'string', default: 'backups' } });
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
	tellFailure('No backup was made.', error);
}
