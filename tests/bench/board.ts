import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBoard } from '../../src/lib/cohorts/index.server.ts';
import { openSqlite } from '../../src/lib/platform/db.server.ts';
import { systemRandom } from '../../src/lib/platform/ids.ts';
import { requireKey } from '../../src/lib/platform/keyed-queries.server.ts';
import { migrate } from '../../src/lib/platform/migrate.server.ts';
import { coursesLikeA, liveThrough, makeHistoryClass } from '../support/history-class.ts';
import { conditions, median, row } from './report.ts';

const LEARNERS = 60;
const COURSES = 3;
const WARM = 3;
const ROUNDS = 15;

/** A class's board from the database to what the page shows: 60 learners, 24 lessons, ten weeks of work through ingest. */
export default async function board(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const opened = openSqlite(join(folder, 'board.sqlite'));
	try {
		await migrate(opened.db, { engine: 'sqlite' });
		const db = opened.db.withPlugin(requireKey);
		let asked = 0;
		const counted = db.withPlugin({
			transformQuery: ({ node }) => node,
			transformResult: async ({ result }) => (asked++, result)
		});
		const courses = coursesLikeA(COURSES);
		const made = await makeHistoryClass(
			{ db, clock: Date.now, random: systemRandom },
			{ learners: LEARNERS, courses }
		);
		for (const [i, learnerId] of made.learnerIds.entries())
			await liveThrough(made, learnerId, courses, { share: i % 5 === 4 ? 1 : 0.2 + (i % 5) * 0.2 });
		const { n: events } = await opened.db
			.selectFrom('event')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
		const lessons = courses.reduce((sum, c) => sum + c.lessons.length, 0);
		conditions(
			`A class's board: ${LEARNERS} learners x ${lessons} lessons, ${events} events of ten weeks through ingest (SQLite, WAL); medians of ${ROUNDS} after ${WARM} to warm up`
		);
		const times: number[] = [];
		const processor: number[] = [];
		for (let round = 0; round < WARM + ROUNDS; round++) {
			asked = 0;
			const before = process.cpuUsage();
			const started = performance.now();
			const read = await readBoard({ ...made.services, db: counted }, made.at, made.cohortId, 'ur');
			const took = performance.now() - started;
			const { user, system } = process.cpuUsage(before);
			if (read?.learners.length !== LEARNERS) throw new Error('the board lacks learners');
			if (round < WARM) continue;
			times.push(took);
			processor.push((user + system) / 1000);
		}
		row({
			what: 'board, from the database to what is shown',
			unit: 'ms',
			ours: median(times),
			digits: 1,
			budget: '≤ 30 ms'
		});
		row({ what: 'of that on the processor', unit: 'ms', ours: median(processor), digits: 1, budget: '' });
		row({ what: 'slowest of them', unit: 'ms', ours: Math.max(...times), digits: 1, budget: '' });
		row({ what: 'queries', unit: '', ours: asked, budget: '≤ 5' });
	} finally {
		await opened.close();
		rmSync(folder, { recursive: true, force: true });
	}
}
