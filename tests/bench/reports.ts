import { sql } from 'kysely';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffAt } from '../../src/lib/cohorts/index.server.ts';
import { openSqlite, type Db } from '../../src/lib/platform/db.server.ts';
import { systemRandom } from '../../src/lib/platform/ids.ts';
import { requireKey } from '../../src/lib/platform/keyed-queries.server.ts';
import { migrate } from '../../src/lib/platform/migrate.server.ts';
import { isPeriod } from '../../src/lib/reports/index.ts';
import { makeEdition, readReport, refoldAll } from '../../src/lib/reports/index.server.ts';
import type { Services } from '../../src/lib/services.server.ts';
import { fillWithHistory, type MadeHistory } from '../support/report-history.ts';
import { conditions, median, row } from './report.ts';

const EVENTS = 30;
const SMALL = 2_000;
/** `QADAM_BENCH_LEARNERS` for a machine that has less room. */
const LARGE = Number(process.env.QADAM_BENCH_LEARNERS ?? 200_000);
const ROUNDS = 15;
const WARM = 3;

interface Measured {
	report: number;
	/** Counting the same page from the log. */
	counting: number;
	foldSeconds: number;
	editionSeconds: number;
	made: MadeHistory;
	people: number;
	bytes: number;
}

/** What the report's page says, counted from the log and the tables that use cases write: the funnel by district and gender. */
const countFromLog = async (db: Db, { now }: MadeHistory): Promise<number> => {
	const [from, to] = [Date.UTC(2026, 5, 30, 19), Date.UTC(2026, 8, 30, 19)];
	const { rows } = await sql<{ n: number }>`
		with counted as materialized (
			select c.learner_id, json_extract(a.answers, '$.gender') as gender, json_extract(a.answers, '$.district') as district
			from consent c join about_me a using (learner_id) where c.purpose = 'reporting' and c.given = 1),
		enrolled as materialized (
			select learner_id, min(at) as at from enrolment_change where state = 'active' group by learner_id),
		begun as materialized (
			select learner_id, min(happened_at) as at from event where actor = 'self' and outcome = 'accepted' group by learner_id),
		active as materialized (
			select learner_id, count(distinct strftime('%W', happened_at / 1000, 'unixepoch')) as weeks from event
			where actor = 'self' and outcome = 'accepted' and happened_at >= ${from} and happened_at < ${to}
			group by learner_id),
		done as materialized (
			select learner_id, max(at) as at from (
				select learner_id, json_extract(body, '$.lesson') as lesson, min(happened_at) as at from event
				where kind = 'lesson.finished' group by learner_id, lesson)
			group by learner_id having count(*) = 8),
		sold as materialized (
			select learner_id, min(at) as at from shop_order_history where act = 'deliver' and by_whom = 'buyer' group by learner_id)
		select gender, district,
			sum(e.at >= ${from} and e.at < ${to}) as enrolled,
			sum(e.at >= ${from} and e.at < ${to} and b.at <= e.at + 604800000) as activated,
			sum(d.at >= ${from} and d.at < ${to}) as completed,
			sum(w.awarded_at >= ${from} and w.awarded_at < ${to}) as badge,
			sum(s.at >= ${from} and s.at < ${to}) as sold,
			sum(a.weeks) as n
		from counted join enrolled e using (learner_id) left join begun b using (learner_id) left join done d using (learner_id)
			left join award w using (learner_id) left join sold s using (learner_id) left join active a using (learner_id)
		where e.at < ${now} group by gender, district`.execute(db);
	return rows.length;
};

async function measure(folder: string, learners: number): Promise<Measured> {
	const file = join(folder, `${learners}.sqlite`);
	const first = openSqlite(file);
	await migrate(first.db, { engine: 'sqlite' });
	await first.close();
	const made = fillWithHistory(file, { learners, events: EVENTS });
	const opened = openSqlite(file);
	try {
		const services = {
			db: opened.db.withPlugin(requireKey),
			allLearners: opened.db,
			engine: 'sqlite',
			clock: () => made.now,
			random: systemRandom,
			secrets: { lookup: (_purpose: string, text: string) => text }
		} as unknown as Services;
		let started = performance.now();
		await refoldAll(services);
		const foldSeconds = (performance.now() - started) / 1000;
		started = performance.now();
		if (!isPeriod(made.period)) throw new Error('no quarter');
		const edition = await makeEdition(
			services,
			{ id: made.organisationId, zone: 'Asia/Karachi' },
			made.period,
			'job'
		);
		if (!edition.ok) throw new Error(edition.refusal.tag);
		const editionSeconds = (performance.now() - started) / 1000;
		const at: StaffAt = {
			organisationId: made.organisationId,
			organisation: '',
			staffId: '01900000-0000-7000-8000-00000000000f',
			zone: 'Asia/Karachi',
			roles: ['programme_officer'],
			own: new Set()
		};
		const times: number[] = [];
		let people = 0;
		for (let round = 0; round < WARM + ROUNDS; round++) {
			const before = performance.now();
			const read = await readReport(services, at, { by: 'district' });
			if (!read.ok || !read.value.rows.length) throw new Error('the report is empty');
			people = read.value.funnel[0]?.people ?? 0;
			if (round >= WARM) times.push(performance.now() - before);
		}
		const counts: number[] = [];
		for (let round = 0; round < (learners > 10_000 ? 3 : 5); round++) {
			const before = performance.now();
			await countFromLog(opened.db, made);
			counts.push(performance.now() - before);
		}
		return {
			report: median(times),
			counting: median(counts),
			foldSeconds,
			editionSeconds,
			made,
			people,
			bytes: statSync(file).size
		};
	} finally {
		await opened.close();
	}
}

/** R2. A report of a closed quarter beside the same numbers counted from the log, and how both bear size. */
export default async function reports(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	try {
		const small = await measure(folder, SMALL);
		const large = await measure(folder, LARGE);
		conditions(
			`A report: ${LARGE.toLocaleString('en')} learners, ${large.made.events.toLocaleString('en')} events (${Math.round(large.bytes / 1e6)} MB, SQLite); ${ROUNDS} rounds after ${WARM} to warm up; the report shows ${large.people.toLocaleString('en')} enrolled`
		);
		row({
			what: 'report, from the database to what is shown',
			unit: 'ms',
			ours: large.report,
			digits: 1,
			budget: '≤ 100 ms'
		});
		row({
			what: `beside the same over ${SMALL.toLocaleString('en')} learners`,
			unit: 'ms',
			ours: large.report,
			reference: small.report,
			digits: 1,
			budget: '≤ 1.5 ×'
		});
		row({
			what: 'counting the page from the log, beside the report',
			unit: 'ms',
			ours: large.counting,
			reference: large.report,
			digits: 1,
			budget: '≥ 50 ×'
		});
		row({ what: 'facts folded anew, learners', unit: 'per s', ours: LARGE / large.foldSeconds, budget: '' });
		row({
			what: 'facts folded anew, events',
			unit: 'per s',
			ours: large.made.events / large.foldSeconds,
			budget: ''
		});
		row({
			what: 'an edition of the quarter, counted and protected',
			unit: 's',
			ours: large.editionSeconds,
			digits: 1,
			budget: ''
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
