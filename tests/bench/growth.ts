import { sql } from 'kysely';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compose, type Composed } from '../../src/lib/compose.server.ts';
import { makeBackup } from '../../src/lib/platform/backup/index.server.ts';
import {
	openPostgres,
	openSqlite,
	sqliteFile,
	type Db,
	type OpenDatabase
} from '../../src/lib/platform/db.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import { systemRandom } from '../../src/lib/platform/ids.ts';
import { migrate } from '../../src/lib/platform/migrate.server.ts';
import { isPeriod } from '../../src/lib/reports/index.ts';
import { rebuildAndCompare } from '../../src/lib/projections.server.ts';
import { makeEdition, refoldAll } from '../../src/lib/reports/index.server.ts';
import { rebuild } from '../../src/lib/sync/index.server.ts';
import { courseA } from '../support/course-a.ts';
import { liveThrough, makeHistoryClass } from '../support/history-class.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { fillWithHistory, type MadeHistory } from '../support/report-history.ts';
import { fillPostgresWithHistory } from './postgres-history.ts';
import { circumstances, peakMegabytes } from './report.ts';

/** Of each learner of the generated year. */
const EVENTS = 30;
/** Learners whose work comes through ingest, for what one event and one course take. */
const LIVED = 200;
type On = 'sqlite' | 'postgres';

const { values: given } = parseArgs({
	args: process.argv.slice(3),
	options: {
		engine: { type: 'string', default: 'sqlite,postgres' },
		/** Sizes of the generated year; more memory and time with each. */
		learners: { type: 'string', default: '1000,10000' }
	}
});

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
	const began = performance.now();
	await work();
	return (performance.now() - began) / 1000;
};

/** An installation's place: its data folder, and its database where that is PostgreSQL's. */
interface Place {
	dataDir: string;
	url: string | undefined;
}

let databases = 0;
async function newPlace(folder: string, postgres: PostgresServer | undefined): Promise<Place> {
	const name = `growth_${++databases}`;
	const dataDir = join(folder, name);
	mkdirSync(dataDir);
	if (!postgres) return { dataDir, url: undefined };
	const admin = await openPostgres(postgres.url);
	await sql`create database ${sql.id(name)}`.execute(admin.db);
	await admin.close();
	const url = new URL(postgres.url);
	url.pathname = `/${name}`;
	return { dataDir, url: url.href };
}

const openAt = ({ dataDir, url }: Place): Promise<OpenDatabase> =>
	url ? openPostgres(url) : Promise.resolve(openSqlite(sqliteFile(dataDir)));

/** Bytes of the whole database, and of the log with its indexes. */
async function bytesOf(db: Db, { dataDir, url }: Place): Promise<{ all: number; log: number }> {
	if (url) {
		// What a vacuum would give back is not counted as growth.
		await sql`vacuum full`.execute(db);
		const { rows } = await sql<{ all: string; log: string }>`
			select pg_database_size(current_database()) as all, pg_total_relation_size('event') as log`.execute(db);
		return { all: Number(rows[0]!.all), log: Number(rows[0]!.log) };
	}
	await sql`pragma wal_checkpoint(truncate)`.execute(db);
	const { rows } = await sql<{ log: number }>`
		select sum(pgsize) as log from dbstat where name in (select name from sqlite_schema where tbl_name = 'event')`.execute(
		db
	);
	return { all: statSync(sqliteFile(dataDir)).size, log: rows[0]!.log };
}

/** A year of so many learners as the generator of reports makes it (tests/support/report-history.ts). */
async function generated(place: Place, learners: number): Promise<MadeHistory> {
	const size = { learners, events: EVENTS };
	const opened = await openAt(place);
	try {
		await migrate(opened.db, { engine: opened.engine });
		if (place.url) return await fillPostgresWithHistory(opened.db, size);
	} finally {
		await opened.close();
	}
	return fillWithHistory(sqliteFile(place.dataDir), size);
}

async function composeAt(place: Place, now: number): Promise<Composed> {
	const env = { DATA_DIR: place.dataDir, DATABASE_URL: place.url ?? '', QADAM_DEMO: '1' };
	return compose(readEnv(env), { clock: () => now, database: await openAt(place) });
}

/** Bytes of an installation where nobody has been. */
async function bytesOfNobody(place: Place): Promise<number> {
	const { services, close } = await composeAt(place, Date.now());
	try {
		return (await bytesOf(services.allLearners, place)).all;
	} finally {
		await close();
	}
}

async function measureSize(place: Place, folder: string, learners: number, nobody: number): Promise<void> {
	const made = await generated(place, learners);
	const { services, close } = await composeAt(place, made.now);
	try {
		const facts = await seconds(() => refoldAll(services));
		const { period, organisationId: id } = made;
		if (!isPeriod(period)) throw new Error('no quarter');
		const edition = await seconds(async () => {
			const done = await makeEdition(services, { id, zone: 'Asia/Karachi' }, period, 'job');
			if (!done.ok) throw new Error(done.refusal.tag);
		});
		const { all, log } = await bytesOf(services.allLearners, place);
		let kept = 0;
		const backup = await seconds(async () => {
			const to = join(folder, 'backups');
			const { manifest } = await makeBackup({
				env: { dataDir: place.dataDir, databaseUrl: place.url },
				to,
				now: Date.now()
			});
			kept = Object.values(manifest.files).reduce((sum, file) => sum + file.size, 0);
			rmSync(to, { recursive: true });
		});
		// Last: the log of the generator says less than its rows, so that what is rebuilt comes out otherwise.
		const rebuilt = await seconds(() => rebuildAndCompare(services));
		line([
			learners,
			made.events,
			(all / 1e6).toFixed(1),
			Math.round((all - nobody) / learners),
			Math.round(log / made.events),
			facts.toFixed(1),
			edition.toFixed(1),
			backup.toFixed(1),
			(kept / 1e6).toFixed(1),
			rebuilt.toFixed(1),
			Math.round(peakMegabytes(process.pid))
		]);
	} finally {
		await close();
	}
}

const line = (cells: readonly (string | number)[]): void =>
	console.log(cells.map((cell) => String(cell).padStart(11)).join(''));

/** What an event and a whole course take where they came through ingest, one learner after another. */
async function measureLives(place: Place): Promise<void> {
	const opened = await openAt(place);
	try {
		await migrate(opened.db, { engine: opened.engine });
		const courses = [courseA()];
		const empty = await bytesOf(opened.db, place);
		const made = await makeHistoryClass(
			{ db: opened.db, clock: Date.now, random: systemRandom },
			{ learners: LIVED, courses }
		);
		const taken = await seconds(async () => {
			for (const learnerId of made.learnerIds) await liveThrough(made, learnerId, courses, { share: 1 });
		});
		const full = await bytesOf(opened.db, place);
		const { n } = await opened.db
			.selectFrom('event')
			.select(({ fn }) => fn.countAll<number | string>().as('n'))
			.executeTakeFirstOrThrow();
		const events = Number(n);
		const rebuilt = await seconds(() => rebuild(opened.db, made.services.projectors));
		console.log(
			`through ingest: ${LIVED} learners of one course, ${(events / LIVED).toFixed(0)} events each; a learner ${Math.round((full.all - empty.all) / LIVED)} bytes, ` +
				`an event ${Math.round((full.log - empty.log) / events)} bytes in the log, ${Math.round((full.all - empty.all) / events)} with all that follows from it; ` +
				`${Math.round(events / taken)} events/s taken in, ${Math.round(events / rebuilt)} events/s rebuilt\n`
		);
	} finally {
		await opened.close();
	}
}

/** How an installation grows: what a learner and an event take, and how long the long work takes at each size. */
export default async function growth(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	try {
		for (const engine of given.engine.split(',') as On[]) {
			const postgres = engine === 'postgres' ? startPostgres() : undefined;
			try {
				circumstances(`Growth, ${engine}`, 'one run');
				await measureLives(await newPlace(folder, postgres));
				const nobody = await bytesOfNobody(await newPlace(folder, postgres));
				line([
					...['learners', 'events', 'MB', 'B/learner', 'B/event', 'facts s', 'edition s', 'backup s'],
					...['backup MB', 'rebuild s', 'peak MB']
				]);
				for (const learners of given.learners.split(',').map(Number))
					await measureSize(await newPlace(folder, postgres), folder, learners, nobody);
				console.log();
			} finally {
				postgres?.remove();
			}
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
