import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sqliteFile } from '../db.server.ts';
import { DELETION_LIST } from '../deletion-list.server.ts';
import { syncPath, syncTree, writeDurably } from '../durable-files.server.ts';
import type { Env } from '../env.server.ts';
import { noteBackup } from './last-backup.server.ts';
import { RefusedStart } from '../refused-start.server.ts';
import { MASTER_KEY } from '../secrets.server.ts';
import { DATABASE, describeFiles, MANIFEST, type Manifest } from './manifest.server.ts';
import { dumpPostgres } from './postgres.server.ts';
import { snapshotSqlite, type Progress } from './sqlite.server.ts';

/** Without these a database cannot be served. */
const KEYS = [MASTER_KEY, 'issuer-keys.json'] as const;

/** What makes an installation besides its database: the keys, banks and courses of its own, issuers it believes. */
export const KEPT = [...KEYS, 'banks', 'courses', 'issuers'] as const;

export interface MakeBackup {
	env: Pick<Env, 'dataDir' | 'databaseUrl'>;
	/** The folder that gets the backup's own folder. */
	to: string;
	now: number;
	progress?: Progress;
}

/** `20261126T090344Z`: sorts by time, and is a name on every file system. */
export const stampOf = (now: number): string => new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');

/**
 * Makes a whole backup, while serving. It has its name only once all of it is on the disk; readable by the owner alone,
 * for it holds the keys.
 * @returns where it stands
 */
export async function makeBackup({ env, to, now, progress = () => {} }: MakeBackup): Promise<{
	folder: string;
	manifest: Manifest;
}> {
	const engine = env.databaseUrl ? 'postgres' : 'sqlite';
	for (const name of KEYS)
		if (!existsSync(join(env.dataDir, name)))
			throw new RefusedStart(
				`${resolve(env.dataDir, name)} is missing: put back without it, a backup would start nowhere.`
			);
	const folder = freeName(join(to, `qadam-${stampOf(now)}`));
	const part = `${folder}.part`;
	mkdirSync(to, { recursive: true });
	mkdirSync(part, { mode: 0o700 });
	try {
		const database = join(part, DATABASE[engine]);
		const snapshot = env.databaseUrl
			? await dumpPostgres(env.databaseUrl, database)
			: await snapshotSqlite(sqliteFile(env.dataDir), database, progress);
		// After the database: whoever was erased meanwhile stands in the list, whether or not the database still has her.
		for (const name of [...KEPT, DELETION_LIST])
			if (existsSync(join(env.dataDir, name)))
				cpSync(join(env.dataDir, name), join(part, name), { recursive: true });
		ownerOnly(part);
		const manifest: Manifest = {
			format: 1,
			engine,
			madeAt: new Date(now).toISOString(),
			...snapshot,
			files: await describeFiles(part)
		};
		writeDurably(join(part, MANIFEST), `${JSON.stringify(manifest, null, '\t')}\n`);
		syncTree(part);
		renameSync(part, folder);
		syncPath(to);
		noteBackup(env.dataDir, now);
		return { folder, manifest };
	} catch (error) {
		rmSync(part, { recursive: true, force: true });
		throw error;
	}
}

/** A second one within a second gets a number. */
export function freeName(path: string): string {
	for (let n = 1; ; n++) {
		const name = n === 1 ? path : `${path}-${n}`;
		if (!existsSync(name) && !existsSync(`${name}.part`)) return name;
	}
}

export function ownerOnly(folder: string): void {
	chmodSync(folder, 0o700);
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) ownerOnly(path);
		else chmodSync(path, 0o600);
	}
}
