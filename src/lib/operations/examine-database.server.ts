/** What the database says of itself and of the work on it. Every look is at what is there; none writes. */
import { sql } from 'kysely';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findBrokenSeals, opensSealed } from '../accounts/index.server.ts';
import { MINUTE, SECOND, type Clock } from '../platform/clock.ts';
import type { Db, OpenDatabase } from '../platform/db.server.ts';
import type { Env } from '../platform/env.server.ts';
import { readJobs } from '../platform/jobs.server.ts';
import { sqlNow } from '../platform/marks.ts';
import { readMigrationState, refuseNarrowed } from '../platform/migrate.server.ts';
import { MASTER_KEY, openSecrets } from '../platform/secrets.server.ts';
import { countParked } from '../selling/index.server.ts';
import { countReceivedAfter } from '../sync/index.server.ts';
import { good, problem, warning, type Finding } from './finding.ts';
import { jobLag, LIMITS } from './judge-state.ts';

/** How far clocks may be apart, ms: more is said, much more puts times of events and of reports into a wrong order. */
const APART = 5 * SECOND;
const FAR_APART = MINUTE;

interface Look {
	env: Env;
	clock: Clock;
	look(about: string, at: () => Promise<Finding[]>): Promise<void>;
}

/** @returns what hinders every further look; the others are told by `look` */
export async function examineDatabase(
	{ db, engine }: OpenDatabase,
	{ env, clock, look }: Look
): Promise<Finding[]> {
	await look('integrity', () => (engine === 'sqlite' ? examineSqlite(db) : examinePostgres(db)));
	const { pending, unknown } = await readMigrationState(db, engine);
	try {
		refuseNarrowed({ pending, unknown });
	} catch (error) {
		return [problem('migrations', (error as Error).message)];
	}
	if (pending.length)
		return [
			warning(
				'migrations',
				`${pending.length} have not run (${pending.join(', ')}): npm run migrate, or the next start, runs them; then look again.`
			)
		];
	await look('clock', () => examineClock(db, engine === 'sqlite', clock));
	await look('keys', () => examineSealed(db, env.dataDir));
	await look('audit', () => examineAudit(db));
	await look('deliveries', () => examineDeliveries(db));
	await look('jobs', () => examineJobs(db, clock()));
	return [
		unknown.length
			? warning(
					'migrations',
					`A newer version has added to the database (${unknown.join(', ')}): this one may serve meanwhile; update it.`
				)
			: good('migrations', 'All have run.')
	];
}

async function examineSqlite(db: Db): Promise<Finding[]> {
	const about = 'integrity';
	const said = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db).then(
		({ rows }) => rows[0]?.quick_check,
		(error: Error) => error.message
	);
	if (said !== 'ok')
		return [
			problem(
				about,
				`SQLite says that the file is damaged (${said}): stop the server, restore the newest backup.`
			)
		];
	const foreign = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
	return [
		foreign.rows.length
			? problem(
					about,
					`${foreign.rows.length} rows name others that are not there: restore the newest backup.`
				)
			: good(about, 'The file is whole.')
	];
}

async function examinePostgres(db: Db): Promise<Finding[]> {
	const { rows } = await sql<{ fsync: string; commit: string }>`
		select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`.execute(db);
	const { fsync, commit } = rows[0]!;
	return [
		fsync === 'on' && commit !== 'off'
			? good('integrity', `PostgreSQL runs with fsync=on and synchronous_commit=${commit}.`)
			: problem(
					'integrity',
					`PostgreSQL runs with fsync=${fsync} and synchronous_commit=${commit}: set both to on, or no server starts.`
				)
	];
}

async function examineClock(db: Db, sqlite: boolean, clock: Clock): Promise<Finding[]> {
	const about = 'clock';
	const findings: Finding[] = [];
	if (!sqlite) {
		const before = clock();
		const { rows } = await sql<{ now: number }>`select ${sql.raw(sqlNow(false))} as now`.execute(db);
		// Whatever the question took is nobody's fault.
		const apart = Math.max(before - rows[0]!.now, rows[0]!.now - clock());
		const says = `The clocks of this machine and of the database are ${Math.round(apart / SECOND)} s apart: let both follow NTP.`;
		if (apart > FAR_APART) findings.push(problem(about, says));
		else if (apart > APART) findings.push(warning(about, says));
	}
	const late = clock() + MINUTE;
	const future = await countReceivedAfter(db, late);
	const done = (await readJobs(db)).filter(({ doneAt }) => doneAt !== null && doneAt > late);
	if (future || done.length)
		findings.push(
			problem(
				about,
				`${future} events and ${done.length} jobs stand in the future: the clock is behind, or was ahead; set it right (date -u, NTP).`
			)
		);
	return findings.length ? findings : [good(about, 'Nothing stands in the future.')];
}

/** Only where a key is there: that it is not is another finding. */
async function examineSealed(db: Db, dataDir: string): Promise<Finding[]> {
	if (!existsSync(join(dataDir, MASTER_KEY))) return [];
	const opens = await opensSealed(db, openSecrets(dataDir));
	if (opens === undefined) return [good('keys', 'Nothing is sealed yet.')];
	return [
		opens
			? good('keys', 'master.key opens what is sealed.')
			: problem('keys', 'master.key does not open what is sealed here: put back the one of this database.')
	];
}

async function examineAudit(db: Db): Promise<Finding[]> {
	const broken = await findBrokenSeals(db);
	return broken.length
		? broken.map(({ organisationId, number }) =>
				problem(
					'audit',
					`Seal ${number} of ${organisationId} does not hold: somebody changed the audit in the database; keep a copy, and hold it against a backup.`
				)
			)
		: [good('audit', 'Every seal holds.')];
}

async function examineDeliveries(db: Db): Promise<Finding[]> {
	const parked = await countParked(db);
	return [
		parked
			? warning('deliveries', `${parked} are parked: /staff/admin/deliveries says why and sends them again.`)
			: good('deliveries', 'None is parked.')
	];
}

async function examineJobs(db: Db, now: number): Promise<Finding[]> {
	const about = 'jobs';
	const jobs = await readJobs(db);
	const overdue = jobs.filter((job) => jobLag(job, now) > LIMITS.jobLag);
	const failed = jobs.filter((job) => job.error !== null);
	const findings: Finding[] = [];
	if (overdue.length && overdue.length === jobs.length)
		findings.push(warning(about, 'Nobody works on them: start the server.'));
	else if (overdue.length)
		findings.push(
			warning(
				about,
				`${overdue.map(({ name }) => name).join(', ')} should have run long ago: look into the log, and start the server again.`
			)
		);
	if (failed.length)
		findings.push(
			warning(
				about,
				`${failed.map(({ name, error }) => `${name} (${error})`).join(', ')} failed: the log says where, "a job failed".`
			)
		);
	return findings.length ? findings : [good(about, `${jobs.length} go on.`)];
}
