/**
 * Puts a backup back (S9, K5). What stood there is moved aside, never deleted; the restored installation begins a new
 * epoch, and with it new status lists (docs/decisions/012), and forgets again whoever was erased since.
 */
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { replayDeletions } from './accounts/index.server.ts';
import { takeInKeys, type IssuerKey } from './badges/index.server.ts';
import {
	countServers,
	DATABASE,
	freeName,
	isSqliteInUse,
	KEPT,
	ownerOnly,
	putBackPostgres,
	readBackup,
	stampOf,
	type Manifest,
	type Unusable
} from './platform/backup/index.server.ts';
import { openDatabase, openSqlite, sqliteFile } from './platform/db.server.ts';
import { DELETION_LIST, mergeDeletions, readDeletions } from './platform/deletion-list.server.ts';
import { syncPath, syncTree } from './platform/durable-files.server.ts';
import type { Env } from './platform/env.server.ts';
import { beginRestore, endRestore } from './platform/half-restored.server.ts';
import { migrate } from './platform/migrate.server.ts';
import { ok, refuse, type Result } from './platform/result.ts';
import { MASTER_KEY, readMasters } from './platform/secrets.server.ts';
import { writeSetting } from './platform/settings.server.ts';
import { contribute } from './reports/index.server.ts';

export interface Restore {
	env: Pick<Env, 'dataDir' | 'databaseUrl'>;
	/** The backup's folder. */
	from: string;
	now: number;
	said?: (step: string) => void;
}

export interface Restored {
	manifest: Manifest;
	epoch: string;
	/** Learners of the backup who had been erased, and are again. */
	forgotten: number;
	/** Folder with what stood there before. */
	aside: string;
	/** PostgreSQL: the schema with what stood there before. */
	asideSchema?: string;
}

export type RestoreRefusal =
	| Unusable
	/** Of SQLite for an installation on PostgreSQL, or the other way round. */
	| { tag: 'other_engine'; backup: Manifest['engine'] }
	/** A server, or another command, has the installation open. */
	| { tag: 'in_use' };

const isInUse = async ({ dataDir, databaseUrl }: Restore['env']): Promise<boolean> =>
	databaseUrl ? (await countServers(databaseUrl)) > 0 : isSqliteInUse(sqliteFile(dataDir));

/** Whether this backup can be put back here now; changes nothing. */
export async function mayRestore({
	env,
	from
}: Pick<Restore, 'env' | 'from'>): Promise<Result<Manifest, RestoreRefusal>> {
	const read = await readBackup(from);
	if (!read.ok) return read;
	const { engine } = read.value;
	if ((engine === 'postgres') !== (env.databaseUrl !== undefined))
		return refuse({ tag: 'other_engine', backup: engine });
	return (await isInUse(env)) ? refuse({ tag: 'in_use' }) : read;
}

export async function restore(options: Restore): Promise<Result<Restored, RestoreRefusal>> {
	const { env, from, now, said = () => {} } = options;
	const { dataDir } = env;
	const may = await mayRestore(options);
	if (!may.ok) return may;
	mkdirSync(dataDir, { recursive: true });
	// The list only grows: from here on it holds what either side knows.
	mergeDeletions(dataDir, readDeletions(from));
	const mastersSince = mastersOfSameInstallation(dataDir, from);
	const keysSince = mastersSince ? issuerKeysOf(dataDir) : [];

	const stage = mkdtempSync(join(dataDir, '.restore-'));
	try {
		for (const name of KEPT)
			if (existsSync(join(from, name))) cpSync(join(from, name), join(stage, name), { recursive: true });
		if (mastersSince) cpSync(mastersSince, join(stage, MASTER_KEY));
		if (keysSince.length) await takeInKeys(stage, keysSince, now);
		const work: Work = {
			dataDir,
			stage,
			from,
			aside: freeName(join(dataDir, `before-restore-${stampOf(now)}`)),
			epoch: randomUUID()
		};
		said('The database is made ready …');
		const into = env.databaseUrl ? intoPostgres(env.databaseUrl, work) : await intoSqlite(work);
		ownerOnly(stage);
		syncTree(stage);
		// A server that starts now refuses; one that had started before is seen here.
		beginRestore(dataDir, from);
		if (await isInUse(env)) {
			endRestore(dataDir);
			return refuse({ tag: 'in_use' });
		}
		said('It takes its place …');
		const done = await into();
		endRestore(dataDir);
		return ok({ manifest: may.value, epoch: work.epoch, aside: work.aside, ...done });
	} finally {
		rmSync(stage, { recursive: true, force: true });
	}
}

interface Work {
	dataDir: string;
	from: string;
	/** What will take its place, in the data folder so that renaming is enough. */
	stage: string;
	/** Where what stands there goes. */
	aside: string;
	epoch: string;
}
type Into = () => Promise<Pick<Restored, 'forgotten' | 'asideSchema'>>;

/**
 * The master keys that stand here, where they are those of the backup and perhaps newer ones: they open what is in it, and what
 * a rotation has put out of use does not seal again. Another installation's keys are none of ours.
 * @returns the file
 */
function mastersOfSameInstallation(dataDir: string, from: string): string | undefined {
	const [here, there] = [dataDir, from].map((folder) => {
		const file = join(folder, MASTER_KEY);
		return existsSync(file) ? readMasters(file) : [];
	}) as [Buffer[], Buffer[]];
	const same = there.length > 0 && there.every((key, i) => here[i]?.equals(key));
	return same ? join(dataDir, MASTER_KEY) : undefined;
}

/** What has signed since the backup. */
function issuerKeysOf(dataDir: string): IssuerKey[] {
	const file = join(dataDir, 'issuer-keys.json');
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as IssuerKey[]) : [];
}

/** Migrated, of a new epoch and without the erased before it stands where a server could find it. */
async function intoSqlite({ dataDir, from, stage, aside, epoch }: Work): Promise<Into> {
	cpSync(join(from, DATABASE.sqlite), join(stage, DATABASE.sqlite));
	const { db, close } = openSqlite(join(stage, DATABASE.sqlite));
	let forgotten: number;
	try {
		await migrate(db, { engine: 'sqlite' });
		await writeSetting(db, 'epoch', epoch);
		forgotten = await replayDeletions(db, dataDir, contribute);
	} finally {
		await close();
	}
	const files = ['', '-wal', '-shm'].map((ending) => DATABASE.sqlite + ending);
	return async () => {
		swapFiles({ dataDir, stage, aside }, [...KEPT, ...files]);
		return { forgotten };
	};
}

/** The schema is exchanged in one transaction. */
function intoPostgres(url: string, { dataDir, from, stage, aside, epoch }: Work): Into {
	const asideSchema = `${basename(aside).toLowerCase().replaceAll('-', '_')}_${epoch.slice(0, 4)}`;
	return async () => {
		try {
			await putBackPostgres(url, {
				dump: join(from, DATABASE.postgres),
				scratch: stage,
				aside: asideSchema,
				epoch
			});
		} catch (error) {
			// Nothing of it has happened.
			endRestore(dataDir);
			throw error;
		}
		swapFiles({ dataDir, stage, aside }, KEPT);
		const { db, close } = await openDatabase(url, dataDir);
		try {
			await migrate(db, { engine: 'postgres' });
			return { forgotten: await replayDeletions(db, dataDir, contribute), asideSchema };
		} finally {
			await close();
		}
	};
}

/** By renaming, which copies nothing. What is moved aside is a whole data folder again, its deletion list with it. */
function swapFiles(
	{ dataDir, stage, aside }: Pick<Work, 'dataDir' | 'stage' | 'aside'>,
	names: readonly string[]
): void {
	mkdirSync(aside, { mode: 0o700 });
	for (const name of names)
		if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(aside, name));
	if (existsSync(join(dataDir, DELETION_LIST)))
		cpSync(join(dataDir, DELETION_LIST), join(aside, DELETION_LIST));
	for (const name of names)
		if (existsSync(join(stage, name))) renameSync(join(stage, name), join(dataDir, name));
	syncPath(aside);
	syncPath(dataDir);
}
