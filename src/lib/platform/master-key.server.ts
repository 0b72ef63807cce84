import { resolve } from 'node:path';
import type { Db } from './db.server.ts';
import { RefusedStart } from './refused-start.server.ts';
import { openSecrets, type Secrets } from './secrets.server.ts';
import { findSetting, readSetting } from './settings.server.ts';

/** By this the database knows its key again; nothing of the key can be read from it. */
const MARK = 'master-key';

/**
 * The keys of the installation that this database belongs to. One is made for a database that nobody lives in; a key that is
 * missing, or of another installation, would leave contacts sealed and open nobody's work, and is refused (K3).
 * @throws RefusedStart
 */
export async function openMasterKey(db: Db, dataDir: string): Promise<Secrets> {
	const isNew = (await findSetting(db, MARK)) === undefined && !(await isInhabited(db));
	const secrets = openSecrets(dataDir, { mayMake: isNew });
	const mark = secrets.lookup('installation', MARK);
	if ((await readSetting(db, MARK, () => mark)) !== mark)
		throw new RefusedStart(
			`master.key in ${resolve(dataDir)} is not the key of this database: contacts could not be read and nobody's secret would open her work. Set DATA_DIR and DATABASE_URL to one and the same installation, or put its key back from a backup (docs/operations.md, "What to do when").`
		);
	return secrets;
}

/** A database of before it knew its key: whoever is in it was let in by one. */
async function isInhabited(db: Db): Promise<boolean> {
	for (const table of ['learner', 'staff'] as const)
		if (await db.selectFrom(table).select('created_at').limit(1).executeTakeFirst()) return true;
	return false;
}
