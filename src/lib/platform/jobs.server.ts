import { CLOCKS_DIFFER, type Clock } from './clock.ts';
import type { Db } from './db.server.ts';
import { logError } from './log.server.ts';

/** Work that comes round again. Its row in `job` is leased, so that of several processes one does it. */
export interface Job {
	name: string;
	/** How often, ms. */
	every: number;
	/** How long one may take before another process may try, ms. */
	lease: number;
	run(now: number): Promise<unknown>;
}

/**
 * Runs what is due and not leased to another process. A job that throws is logged and comes round again. A clock that ran ahead
 * and was put right delays none: a time further ahead than a job's own is as good as past, a lease counts from now.
 * @param isOver asked before each: a process that is to stop begins no further one
 * @returns names of the jobs that ran to their end
 */
export async function runDueJobs(
	db: Db,
	jobs: readonly Job[],
	clock: Clock,
	isOver: () => boolean = () => false
): Promise<string[]> {
	const done: string[] = [];
	for (const job of jobs) {
		if (isOver()) break;
		const now = clock();
		await db
			.insertInto('job')
			.values({ job_id: job.name, kind: 'recurring', body: '{}', run_at: now })
			.onConflict((c) => c.column('job_id').doNothing())
			.execute();
		const claimed = await db
			.updateTable('job')
			.set((eb) => ({ leased_until: now + job.lease, attempts: eb('attempts', '+', 1) }))
			.where('job_id', '=', job.name)
			.where((eb) => eb.or([eb('run_at', '<=', now), eb('run_at', '>', now + job.every + CLOCKS_DIFFER)]))
			.where('leased_until', '<=', now)
			.returning('job_id')
			.executeTakeFirst();
		if (!claimed) {
			await shortenLease(db, job, now);
			continue;
		}
		let fault: string | null = null;
		try {
			await job.run(now);
			done.push(job.name);
		} catch (error) {
			fault = error instanceof Error ? error.name : 'unknown';
			logError('a job failed', error, { job: job.name });
		}
		const at = clock();
		await db
			.updateTable('job')
			.set({ run_at: at + job.every, leased_until: 0, done_at: at, error: fault })
			.where('job_id', '=', job.name)
			.execute();
	}
	return done;
}

/** Whoever took it may be at it still: a lease of a clock that ran ahead ends as one that begins now. */
const shortenLease = (db: Db, { name, lease }: Job, now: number) =>
	db
		.updateTable('job')
		.set({ leased_until: now + lease })
		.where('job_id', '=', name)
		.where('leased_until', '>', now + lease + CLOCKS_DIFFER)
		.execute();

export interface JobState {
	name: string;
	/** When it is due, UTC ms. */
	runAt: number;
	/** Until when a process has it; 0: nobody. */
	leasedUntil: number;
	doneAt: number | null;
	/** What ended its last run, by the error's name. */
	error: string | null;
}

/** How every recurring work stands. */
export const readJobs = async (db: Db): Promise<JobState[]> =>
	(
		await db
			.selectFrom('job')
			.select(['job_id', 'run_at', 'leased_until', 'done_at', 'error'])
			.where('kind', '=', 'recurring')
			.orderBy('job_id')
			.execute()
	).map((row) => ({
		name: row.job_id,
		runAt: row.run_at,
		leasedUntil: row.leased_until,
		doneAt: row.done_at,
		error: row.error
	}));
