/** What of the state is well, and what a person should look at. */
import { DAY, HOUR, MINUTE } from '../platform/clock.ts';
import type { JobState } from '../platform/jobs.server.ts';
import type { State } from './state.ts';

/** The most urgent first: so they stand where both are not well. */
export const TOPICS = [
	'disk',
	'migrations',
	'courses',
	'jobs',
	'backup',
	'parked',
	'queues',
	'fold',
	'seal',
	'sync',
	'values'
] as const;
export type Topic = (typeof TOPICS)[number];

/** From here on a person should look. */
export const LIMITS = {
	/** Work looks for what is due every half minute; a long one keeps others of its process waiting. */
	jobLag: 10 * MINUTE,
	/** Tries are further apart each time: what waits so long was tried several times. */
	queueAge: HOUR,
	/** As reports say it of their numbers (R2). */
	foldAge: 10 * MINUTE,
	/** Sealed every five minutes, once a minute old (K6). */
	sealAge: 20 * MINUTE,
	/** A day's work that would be lost, and a day to notice that the nightly one was not made. */
	backupAge: 2 * DAY,
	/** Bytes, and part of the disk. */
	diskFree: 1_000_000_000,
	diskPart: 0.05,
	/** A phone with a fault sends the same again and again; a few of them are no fault of ours. */
	rejected: 20,
	rejectedPart: 0.01
} as const;

/** For how long recurring work is due and nobody has it, ms; 0 while it is not due, or is being done. */
export const jobLag = ({ runAt, leasedUntil }: JobState, now: number): number =>
	Math.max(0, now - Math.max(runAt, leasedUntil));

/** Recurring work that failed when it last ran, or that nobody does. */
export const troubledJobs = ({ jobs, at }: Pick<State, 'jobs' | 'at'>): JobState[] =>
	jobs.filter((job) => job.error !== null || jobLag(job, at) > LIMITS.jobLag);

export const countRejected = ({ outcomes }: Pick<State, 'outcomes'>): { rejected: number; all: number } => ({
	rejected: outcomes.reduce((sum, one) => sum + (one.outcome === 'rejected' ? one.events : 0), 0),
	all: outcomes.reduce((sum, one) => sum + one.events, 0)
});

const isOlder = (since: number | null, at: number, limit: number): boolean =>
	since !== null && at - since > limit;

const NEEDS_A_LOOK: Record<Topic, (state: State) => boolean> = {
	disk: ({ disk }) =>
		disk !== null && (disk.free < LIMITS.diskFree || disk.free < disk.size * LIMITS.diskPart),
	migrations: ({ database: { migrations } }) =>
		migrations.pending.length > 0 || migrations.unknown.length > 0,
	courses: ({ courses }) => courses.count === 0 || courses.unpublished.length > 0,
	jobs: (state) => troubledJobs(state).length > 0,
	backup: ({ backupAt, at }) => backupAt === null || isOlder(backupAt, at, LIMITS.backupAge),
	parked: ({ queues }) => queues.some(({ parked }) => parked > 0),
	queues: ({ queues, at }) => queues.some(({ waitsSince }) => isOlder(waitsSince, at, LIMITS.queueAge)),
	fold: ({ fold }) => fold.oldest !== null && fold.oldest > LIMITS.foldAge,
	seal: ({ unsealed, at }) => isOlder(unsealed.since, at, LIMITS.sealAge),
	sync(state) {
		const { rejected, all } = countRejected(state);
		return rejected >= LIMITS.rejected && rejected > all * LIMITS.rejectedPart;
	},
	values: ({ valuesDue }) => valuesDue > 0
};

/** What needs a look, the most urgent first, and what is well. */
export function judgeState(state: State): { look: Topic[]; well: Topic[] } {
	const look = TOPICS.filter((topic) => NEEDS_A_LOOK[topic](state));
	return { look, well: TOPICS.filter((topic) => !look.includes(topic)) };
}
