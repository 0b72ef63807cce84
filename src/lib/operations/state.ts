/** How the system stands at one moment, in numbers. Read by read-state.server.ts, judged by judge-state.ts. */
import type { JobState } from '../platform/jobs.server.ts';
import type { MigrationState } from '../platform/migrate.server.ts';
import type { QueueState } from '../selling/index.server.ts';
import type { Outcome, RejectReason } from '../sync/index.ts';

/** Events that became this, of phones and of forms. */
export interface OutcomeCount {
	outcome: Outcome;
	/** Of rejected ones; '' else. */
	reason: RejectReason | '';
	events: number;
}

export interface State {
	/** UTC ms, as every time here. */
	at: number;
	/** Since when this process counts. */
	since: number;
	/** Of this process alone: others behind the same load balancer count for themselves. */
	outcomes: OutcomeCount[];
	queues: QueueState[];
	jobs: JobState[];
	/** Learners whose facts are to be counted anew for reports, and for how long the first of them is, ms. */
	fold: { waiting: number; oldest: number | null };
	/** Acts of staff that are not sealed yet, and when the first of them was done. */
	unsealed: { acts: number; since: number | null };
	/** Values of the register that a person should look up now (C4). */
	valuesDue: number;
	/** When our command last made a backup; null: never, as far as is known here. */
	backupAt: number | null;
	database: { engine: 'sqlite' | 'postgres'; bytes: number; migrations: MigrationState };
	/** Of the disk that the data folder lies on, bytes; null: it does not say. */
	disk: { free: number; size: number } | null;
	/** Courses that are served, and those of them that are not published in both languages. */
	courses: { count: number; unpublished: string[] };
	/** The build that runs; '' for code that was not built. */
	build: string;
}
