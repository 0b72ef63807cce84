/**
 * Wires an installation: database, keys, catalogue, projectors. The composition root of the server (hooks.server.ts),
 * of the commands (src/cli) and of the tests that need a whole one.
 */
import { mayKeepWork } from './accounts/index.server.ts';
import { assessmentProjector, readAssessmentNews } from './assessment/index.server.ts';
import { badgesProjector, openIssuerKeys, readAwardNews } from './badges/index.server.ts';
import { openCatalogue } from './catalog/index.server.ts';
import { cohortsProjector, helpProjector, readToldNews } from './cohorts/index.server.ts';
import { followUpProjector, readFollowUpNews } from './follow-up/index.server.ts';
import { openMetrics } from './operations/index.server.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { openDatabase, sqliteFile, type OpenDatabase } from './platform/db.server.ts';
import { demoClock } from './platform/demo-clock.server.ts';
import type { Env } from './platform/env.server.ts';
import { systemRandom, uuidv7, type Random } from './platform/ids.ts';
import { refuseHalfRestored } from './platform/half-restored.server.ts';
import { requireKey } from './platform/keyed-queries.server.ts';
import { openMail } from './platform/mail.server.ts';
import { openMasterKey } from './platform/master-key.server.ts';
import { migrate } from './platform/migrate.server.ts';
import { explainDamage } from './platform/refused-start.server.ts';
import { openSms } from './platform/sms/open-sms.server.ts';
import { readSetting } from './platform/settings.server.ts';
import { progressProjector, readLessonNews } from './progress/index.server.ts';
import { contribute } from './reports/index.server.ts';
import { onAward, openVendure, readOrderNews } from './selling/index.server.ts';
import type { Services } from './services.server.ts';

export interface Composed {
	services: Services;
	close(): Promise<void>;
}

export interface ComposeOptions {
	clock?: Clock;
	random?: Random;
	/** A database opened by the caller (tests); otherwise the one the environment names. */
	database?: OpenDatabase;
	/** Names the build that runs, where one does: what it read of courses is remembered for its next start. */
	build?: string;
}

/** Opens, migrates and wires. Throws what a person at the terminal can read. */
export const compose = (env: Env, options: ComposeOptions = {}): Promise<Composed> =>
	wire(env, options).catch((error: unknown) => {
		throw env.databaseUrl ? error : explainDamage(error, sqliteFile(env.dataDir));
	});

async function wire(env: Env, options: ComposeOptions): Promise<Composed> {
	const clock = options.clock ?? (env.demo ? demoClock(env.dataDir) : systemClock);
	const random = options.random ?? systemRandom;
	refuseHalfRestored(env.dataDir);
	const sms = await openSms(env.smsAdapter);
	const opened = options.database ?? (await openDatabase(env.databaseUrl, env.dataDir));
	// Again: a restore looks for an open database after it has made its mark.
	refuseHalfRestored(env.dataDir);
	await migrate(opened.db, { engine: opened.engine });
	const db = opened.db.withPlugin(requireKey);
	const epoch = await readSetting(opened.db, 'epoch', () => uuidv7(clock(), random));
	const secrets = await openMasterKey(opened.db, env.dataDir);
	await openIssuerKeys(opened.db, env.dataDir, clock());
	const catalogue = await openCatalogue({
		db: opened.db,
		clock,
		env,
		writing: env.preview,
		build: options.build
	});
	const metrics = openMetrics({
		now: clock(),
		...(opened.pool && { pool: opened.pool }),
		ofProcess: env.metricsToken !== undefined
	});
	const services: Services = {
		env,
		db,
		allLearners: opened.db,
		engine: opened.engine,
		clock,
		random,
		secrets,
		catalogue,
		// Each reads what the one before it wrote: draft and lessons, then marks, then badges, which selling listens to.
		projectors: [
			progressProjector,
			assessmentProjector(() => catalogue),
			helpProjector,
			badgesProjector({ catalogue: () => catalogue, onAward: [onAward] }),
			cohortsProjector,
			followUpProjector
		],
		metrics,
		countOutcomes: metrics.countOutcomes,
		mayKeepWork,
		contribute,
		readNews: async (from, learnerId) => ({
			...(await readLessonNews(from, learnerId)),
			...(await readAssessmentNews(from, learnerId)),
			...(await readAwardNews(from, learnerId)),
			...(await readToldNews(from, learnerId, clock())),
			...(await readOrderNews(from, learnerId, clock())),
			...(await readFollowUpNews(from, learnerId, clock()))
		}),
		...(env.smtpUrl !== undefined && { mail: openMail(env.smtpUrl, env.smtpFrom) }),
		...(env.vendure && { vendure: openVendure(env.vendure, { db, clock, random, secrets }) }),
		...(sms && { sms }),
		epoch
	};
	return { services, close: opened.close };
}
