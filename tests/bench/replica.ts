import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { compose } from '../../src/lib/compose.server.ts';
import { openPostgres } from '../../src/lib/platform/db.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import { makeDueEditions, refoldAll } from '../../src/lib/reports/index.server.ts';
import { startChild } from '../support/child.ts';
import { startPostgres } from '../support/postgres-server.ts';
import type { MadeHistory } from '../support/report-history.ts';
import { startServer } from '../support/server.ts';
import { comeAndGo, CROWD, describeCrowd } from './load/people.ts';
import { printErrors } from './load/print.ts';
import { Tally } from './load/tally.ts';
import { makeTown } from './load/town.ts';
import { fillPostgresWithHistory } from './postgres-history.ts';
import { circumstances } from './report.ts';

/** Of the organisation whose reports are read. */
const LEARNERS = 10_000;
const EVENTS = 30;

const { values: given } = parseArgs({
	args: process.argv.slice(3),
	options: {
		/** Of each round; there are six. */
		seconds: { type: 'string', default: '30' }
	}
});

/** An organisation with a year behind it, its facts folded and its quarters published: nothing is left for the server's jobs. */
async function addYear(env: Record<string, string>): Promise<MadeHistory> {
	const opened = await openPostgres(env.DATABASE_URL!);
	const made = await fillPostgresWithHistory(opened.db, { learners: LEARNERS, events: EVENTS });
	await opened.close();
	const { services, close } = await compose(readEnv({ ...env, QADAM_DEMO: '1' }));
	try {
		await refoldAll(services);
		await makeDueEditions(services);
		return made;
	} finally {
		await close();
	}
}

/** Officers at their reports, from this database. @returns how to end it; it says how much was read */
async function startReads(
	url: string,
	{ organisationId, period }: MadeHistory
): Promise<() => Promise<string>> {
	const script = fileURLToPath(new URL('load/report-reads.ts', import.meta.url));
	const child = await startChild(process.execPath, [script, url, organisationId, period], {}, /reading/);
	let said = '';
	child.process.stdout!.on('data', (chunk: Buffer) => (said += chunk));
	return async () => {
		if (child.process.exitCode !== null) throw new Error('the report reads ended before their time');
		await child.stop();
		return said.trim();
	};
}

/** How far the replica is behind, bytes of the log of changes. */
async function lagOf(primary: string, standby: string): Promise<number> {
	const [one, other] = [await openPostgres(primary), await openPostgres(standby)];
	try {
		const { rows: replayed } = await sql<{ at: string; reads: boolean }>`
			select pg_last_wal_replay_lsn()::text as at, pg_is_in_recovery() as reads`.execute(other.db);
		if (!replayed[0]!.reads) throw new Error('the replica is none');
		const { rows } = await sql<{ behind: string }>`
			select pg_wal_lsn_diff(pg_current_wal_lsn(), ${replayed[0]!.at}::pg_lsn) as behind`.execute(one.db);
		return Number(rows[0]!.behind);
	} finally {
		await one.close();
		await other.close();
	}
}

/** Would a replica for reports help? Phones sync while reports are read from the primary, from a streaming replica, and not at all. */
export default async function replica(): Promise<void> {
	buildIfNeeded();
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const primary = startPostgres();
	let standby: ReturnType<typeof startPostgres> | undefined;
	try {
		const env = { DATA_DIR: dataDir, DATABASE_URL: primary.url };
		const town = await makeTown(env);
		const year = await addYear(env);
		standby = startPostgres({ standbyOf: primary.url });
		const server = await startServer(env);
		try {
			circumstances(
				`A replica for reports: ${describeCrowd()}; reports of ${LEARNERS.toLocaleString('en')} learners`,
				'each round twice; both databases, the server and who calls it on the same machine'
			);
			const rounds = [
				['no report reads', undefined],
				['from the primary', primary.url],
				['from the replica', standby.url]
			] as const;
			for (const [name, url] of [...rounds, ...rounds.toReversed()]) {
				const end = url === undefined ? undefined : await startReads(url, year);
				const tally = new Tally();
				await comeAndGo(server.url, town, CROWD, tally, Number(given.seconds) * 1000);
				const read = (await end?.()) ?? '';
				const { count, p50, p95, p99 } = tally.figures().find(({ kind }) => kind === 'sync')!;
				console.log(
					`${name.padEnd(20)}${count} syncs: p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms; ${read}`
				);
				printErrors(tally);
			}
			console.log(`the replica is ${await lagOf(primary.url, standby.url)} bytes behind`);
		} finally {
			await server.stop();
		}
	} finally {
		standby?.remove();
		primary.remove();
		rmSync(dataDir, { recursive: true, force: true });
	}
}
