/**
 * What the composition root (hooks.server.ts, the commands in src/cli, the tests) wires once and hands to every use case.
 * A use case takes `services` or the part of it that it needs; nothing reads the environment or the clock by itself.
 */
import type { Catalogue } from './catalog/index.server.ts';
import type { Clock } from './platform/clock.ts';
import type { Db, Engine, Tx } from './platform/db.server.ts';
import type { Env } from './platform/env.server.ts';
import type { Mail } from './platform/mail.server.ts';
import type { Random } from './platform/ids.ts';
import type { Metrics } from './operations/index.server.ts';
import type { ServerNews } from './progress/index.ts';
import type { Projector } from './progress/index.server.ts';
import type { Secrets } from './platform/secrets.server.ts';
import type { Vendure } from './selling/index.server.ts';
import type { Sms } from './platform/sms/sms.ts';

export interface Services {
	env: Env;
	/** Refuses statements on keyed tables without their key; jobs and `rebuild` use `allLearners`. */
	db: Db;
	allLearners: Db;
	engine: Engine;
	clock: Clock;
	random: Random;
	/** Pepper and master key of this installation, from the data folder. */
	secrets: Secrets;
	catalogue: Catalogue;
	/** In order: progress, assessment, badges, cohorts, follow-up. */
	projectors: readonly Projector[];
	/** Whether her work may be kept: not after she took back that permission (K5). */
	mayKeepWork(db: Db, learnerId: string): Promise<boolean>;
	/**
	 * Keeps what of a learner is counted in quarters that are over, under nobody's name, before her rows go (K5).
	 * @param at when she was erased, UTC ms
	 */
	contribute(tx: Tx, learnerId: string, at: number): Promise<void>;
	/** What only the server knows of a learner: results, awards, practical tasks. */
	readNews(db: Db, learnerId: string): Promise<ServerNews>;
	/** What this process counts of its work, for whoever watches it. */
	metrics: Metrics;
	/** Counts what became of events that were sent; a test may do without. */
	countOutcomes?: Metrics['countOutcomes'];
	/** Where a mail server is configured. */
	mail?: Mail;
	/** Where sellers may sell in a Vendure of the operator's. */
	vendure?: Vendure;
	/** Where an adapter for SMS is configured. */
	sms?: Sms;
	/** Of this database; a restore starts a new one (S9). */
	epoch: string;
}
