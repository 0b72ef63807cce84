import { sql } from 'kysely';
import { statfs } from 'node:fs/promises';
import { readUnsealed } from '../accounts/index.server.ts';
import { readLastBackup } from '../platform/backup/index.server.ts';
import type { Db, Engine } from '../platform/db.server.ts';
import { readJobs, type Job } from '../platform/jobs.server.ts';
import { readMigrationState } from '../platform/migrate.server.ts';
import { readLag } from '../reports/index.server.ts';
import { readQueues } from '../selling/index.server.ts';
import type { Services } from '../services.server.ts';
import { unpublishedCourses } from './read-readiness.server.ts';
import type { State } from './state.ts';

type Wired = Pick<Services, 'allLearners' | 'engine' | 'catalogue' | 'clock' | 'env' | 'metrics'>;

export interface ReadState {
	/** The recurring work of this installation (lib/jobs.server.ts). */
	jobs: readonly Pick<Job, 'name'>[];
	build: string;
}

/** How the system stands now: seven short statements, none of which walks what learners did. */
export async function readState(services: Wired, { jobs, build }: ReadState): Promise<State> {
	const { allLearners: db, engine, catalogue, clock, env, metrics } = services;
	const at = clock();
	const [outcomes, queues, jobStates, fold, unsealed, bytes, migrations, disk] = await Promise.all([
		metrics.readOutcomes(),
		readQueues(db),
		readJobs(db),
		readLag({ allLearners: db, engine }),
		readUnsealed(db),
		readBytes(db, engine),
		readMigrationState(db, engine),
		readDisk(env.dataDir)
	]);
	return {
		at,
		since: metrics.since,
		outcomes,
		queues,
		// What a version before did is nobody's any more.
		jobs: jobStates.filter(({ name }) => jobs.some((job) => job.name === name)),
		fold,
		unsealed,
		valuesDue: catalogue.dueValues(at).length,
		backupAt: readLastBackup(env.dataDir),
		database: { engine: engine === 'sqlite' ? 'sqlite' : 'postgres', bytes, migrations },
		disk,
		courses: { count: catalogue.courses().length, unpublished: unpublishedCourses(services) },
		build
	};
}

async function readBytes(db: Db, engine: Engine): Promise<number> {
	const { rows } = await (
		engine === 'sqlite'
			? sql<{
					bytes: number;
				}>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
			: sql<{ bytes: number | string }>`select pg_database_size(current_database()) as bytes`
	).execute(db);
	return Number(rows[0]?.bytes ?? 0);
}

/** Some file systems do not say, and nothing else depends on it. */
async function readDisk(dataDir: string): Promise<State['disk']> {
	try {
		const { bavail, blocks, bsize } = await statfs(dataDir);
		return blocks > 0 ? { free: bavail * bsize, size: blocks * bsize } : null;
	} catch {
		return null;
	}
}
