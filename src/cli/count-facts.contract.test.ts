/**
 * Every indicator of reports, before rounding, against a count of its own: plain SQL over the log and the tables that use cases
 * write, without a line of the fold. The data is the demo's, lived on for some weeks through the same use cases. On
 * PostgreSQL the same rows make the same facts.
 */
import { sql } from 'kysely';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAboutMe, chooseConsent, profilesOf } from '#lib/accounts/index.server.ts';
import { changeAward } from '#lib/badges/index.server.ts';
import {
	enrol,
	findStaffAt,
	leaveClass,
	moveLearner,
	bringBack,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import type { LeaveReason } from '#lib/cohorts/index.ts';
import { compose, type Composed } from '#lib/compose.server.ts';
import { DAY } from '#lib/platform/clock.ts';
import { openPglite } from '#lib/platform/db.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { migrate } from '#lib/platform/migrate.server.ts';
import { tables } from '#lib/platform/tables.ts';
import { foldDirty } from '#lib/reports/index.server.ts';
import { countMeetings } from '#lib/reports/counted.repository.server.ts';
import { INDICATORS, MEETINGS } from '#lib/reports/indicators.ts';
import { tellTrouble } from '#lib/safety/index.server.ts';
import { eraseStale } from '#lib/selling/index.server.ts';
import { syncPhone } from '#lib/sync/index.server.ts';
import { join as joins, study, type World } from './demo/study.ts';
import { people } from './demo/people.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'qadam-count-'));
let composed: Composed;
let world: World;

const must = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
	if (!result.ok) throw new Error(JSON.stringify(result.refusal));
	return result.value;
};
const seeded = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

beforeAll(async () => {
	execFileSync(process.execPath, ['src/cli/demo.ts', '--only-data'], {
		env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', QADAM_DEMO: '1' },
		stdio: 'pipe'
	});
	const time = { now: Date.now() };
	const env = readEnv({ DATA_DIR: dataDir, QADAM_DEMO: '1' });
	composed = await compose(env, { clock: () => Math.floor(time.now) });
	world = { services: composed.services, time, random: seeded(11) };
	await liveOn();
	await foldDirty(world.services, Infinity);
}, 400_000);
afterAll(async () => {
	await composed.close();
	rmSync(dataDir, { recursive: true, force: true });
});

/** What the demo has not: answers, tests before and after, leaving, moving, taking back, trouble, guests, another quarter. */
async function liveOn(): Promise<void> {
	const { services, time, random } = world;
	const { allLearners: db } = services;
	const [organisation] = await db.selectFrom('organisation').selectAll().execute();
	const organisationId = organisation!.organisation_id;
	const administrator = await db
		.selectFrom('staff')
		.selectAll()
		.where('email', '=', 'nasreen@qadam.example')
		.executeTakeFirstOrThrow();
	const at: StaffAt = (await findStaffAt(services, administrator.staff_id, organisationId))!;
	const members = await db
		.selectFrom('enrolment')
		.selectAll()
		.where('state', '=', 'active')
		.orderBy('learner_id')
		.execute();
	const cohorts = await db.selectFrom('cohort').select('cohort_id').orderBy('cohort_id').execute();
	const course = services.catalogue.course('selling-online')!;
	const passes = () => (time.now += 3 * 3_600_000 * random() + 1);

	for (const [n, { learner_id: id, cohort_id }] of members.entries()) {
		passes();
		if (n % 2 === 0)
			await addAboutMe(
				db,
				id,
				{
					gender: n % 6 ? 'woman' : 'man',
					...(n % 4 === 0 && {
						sells_now: n % 8 ? ('yes' as const) : ('no' as const),
						orders: n % 3 ? ('1_5' as const) : ('0' as const)
					}),
					...(n % 10 === 0 && { own_account: n % 20 ? ('yes' as const) : ('no' as const) }),
					...(n % 6 === 2 && { earnings: n % 4 ? ('others' as const) : ('together' as const) })
				},
				Math.floor(time.now)
			);
		if (n % 9 === 4)
			await chooseConsent(services, { learnerId: id, purpose: 'reporting', given: n % 2 === 0 });
		if (n % 8 === 3) await tellTrouble(services, id, { lang: 'ur' } as never);
		if (course.prepost.length && n % 3 === 0) {
			const profiles = await profilesOf(services.db, id);
			for (const phase of n % 4 ? (['before', 'after'] as const) : (['before'] as const)) {
				passes();
				const answers = Object.fromEntries(
					course.prepost
						.filter(() => random() < (phase === 'after' ? 0.8 : 0.4))
						.map((q) => [q.id, q.key[0]!])
				);
				const event = {
					id: uuidv7(Math.floor(time.now)),
					profile: profiles[0]!,
					actor: 'self',
					device: 'another-device',
					seq: phase === 'after' ? 2 : 1,
					kind: 'prepost.answered',
					v: 1,
					at: Math.floor(time.now),
					body: { course: course.id, version: course.version, phase, answers }
				};
				const { outcomes } = await syncPhone(services, {
					learnerId: id,
					profiles,
					envelope: { device: 'another-device', sentAt: Math.floor(time.now), events: [event] },
					reads: false
				});
				if (outcomes[0]?.outcome !== 'accepted') throw new Error(JSON.stringify(outcomes));
			}
		}
		const reasons: LeaveReason[] = ['family', 'finished', 'double', 'work', 'no_time'];
		if (n % 7 === 5) {
			must(await leaveClass(services, at, cohort_id, id, { code: reasons[n % reasons.length]! }));
			passes();
			if (n % 14 === 5) must(await bringBack(services, at, cohort_id, id));
		} else if (n % 7 === 6)
			must(
				await moveLearner(services, at, {
					from: cohort_id,
					to: cohorts.find((c) => c.cohort_id !== cohort_id)!.cohort_id,
					learnerId: id,
					reason: { code: 'day' }
				})
			);
	}
	const awards = await db.selectFrom('award').select(['award_id', 'badge']).orderBy('award_id').execute();
	for (const [n, { award_id: awardId }] of awards.entries())
		if (n % 3 === 0) {
			passes();
			await changeAward(services, [], {
				awardId,
				act: 'revoke',
				by: administrator.staff_id,
				reason: 'Looked at again'
			});
			passes();
			if (n % 2 === 0)
				await changeAward(services, [], {
					awardId,
					act: 'reinstate',
					by: administrator.staff_id,
					reason: 'Looked at once more'
				});
		}
	// Who learned as nobody's, and comes into a class in the next quarter.
	const lateComers = [];
	for (const n of [0, 1, 2]) {
		const learner = await joins(world, people[n]!, async () => undefined);
		await chooseConsent(services, { learnerId: learner.learnerId, purpose: 'reporting', given: true });
		for (const lesson of course.lessons.slice(0, n === 2 ? course.lessons.length : 2))
			await study(world, learner, course, lesson);
		lateComers.push(learner);
	}
	time.now += 50 * DAY;
	await eraseStale(db, Math.floor(time.now));
	for (const { learnerId } of lateComers)
		await services.db
			.transaction()
			.execute((tx) => enrol(tx, services, learnerId, { organisationId, cohortId: cohorts[0]!.cohort_id }));
	time.now += 5 * DAY;
	await study(world, lateComers[0]!, course, course.lessons[2]!);
	for (const { learner_id: id } of members.slice(3, 6)) {
		await tellTrouble(services, id, { lang: 'ur' } as never);
	}
}

/** Pakistan has had no summer time since 2009. */
const local = (at: string) => `(${at} / 1000 + 5 * 3600)`;
const quarter = (at: string) =>
	`strftime('%Y', ${local(at)}, 'unixepoch') || '-Q' || ((cast(strftime('%m', ${local(at)}, 'unixepoch') as integer) + 2) / 3)`;
const LAST = 9e15;

/** Who is counted; when she was in which class; her first one. */
const WITH = `
	counted as (
		select learner_id from learner l where kind = 'joined' and merged_into is null and deleted_at is null
			and 1 = (select given from consent c where c.learner_id = l.learner_id and purpose = 'reporting' order by at desc limit 1)),
	step as (
		select *, json_extract(reason, '$.code') as code,
			lead(at) over w as next_at, lead(state) over w as next_state, lead(json_extract(reason, '$.code')) over w as next_code
		from enrolment_change window w as (partition by learner_id, cohort_id order by at, change_id)),
	stay as (
		select learner_id, cohort_id, at as since, coalesce(next_at, ${LAST}) as until,
			next_state = 'left' and next_code = 'finished' as finished
		from step where state = 'active'),
	first as (
		select learner_id, min(since) as since from stay group by learner_id),
	own as (
		select * from event where actor = 'self' and outcome = 'accepted'),
	lesson as (
		select learner_id, json_extract(body, '$.course') as course, json_extract(body, '$.lesson') as lesson, kind, happened_at
		from own where kind in ('lesson.card', 'question.answered', 'practice.done', 'lesson.finished')),
	begun as (
		select learner_id, course, min(happened_at) as at from lesson group by learner_id, course),
	lessons_of as (
		select course, json_array_length(body, '$.lessons') as lessons from course_version),
	ended as (
		select learner_id, course, lesson, min(happened_at) as at from lesson where kind = 'lesson.finished' group by learner_id, course, lesson),
	done as (
		select e.learner_id, e.course, max(e.at) as at from ended e join lessons_of o on o.course = e.course
		group by e.learner_id, e.course having count(*) = max(o.lessons)),
	shop_seen as (
		select subject as learner_id, min(at) as at from audit where act = 'shop.approve' and json_extract(detail, '$.what') = 'shop' group by subject),
	delivered as (
		select o.learner_id, o.order_id, o.total - o.delivery_fee as rupees, min(h.at) as at,
			min(case when h.by_whom = 'buyer' then h.at end) as buyer_at
		from shop_order o join shop_order_history h on h.learner_id = o.learner_id and h.order_id = o.order_id and h.act = 'deliver'
		where o.state = 'delivered' group by o.learner_id, o.order_id),
	baseline as (
		select learner_id, at, answers from about_me a
		where at = (select min(at) from about_me b where b.learner_id = a.learner_id)
			and coalesce(json_extract(answers, '$.sells_now'), json_extract(answers, '$.orders'), json_extract(answers, '$.own_account'), json_extract(answers, '$.earnings')) is not null),
	asked as (
		select learner_id, happened_at as at, json_extract(body, '$.month') as month, json_extract(body, '$.answers') as answers,
			row_number() over (partition by learner_id, json_extract(body, '$.month') order by happened_at desc, event_id desc) as nth
		from event where kind in ('followup.answered', 'followup.noted') and outcome = 'accepted'),
	followed as (
		select * from asked where nth = 1 and answers <> '{}')`;

const classAt = (learner: string, at: string) => `coalesce(
	(select cohort_id from stay s where s.learner_id = ${learner} and s.since <= ${at} and ${at} < s.until order by s.since, s.cohort_id limit 1),
	(select cohort_id from stay s where s.learner_id = ${learner} and s.until <= ${at} and s.finished order by s.until desc limit 1))`;

/** Happens once to a person: before her first class it belongs to that, from then on. @param of selects learner_id, at, part, band, value */
const once = (of: string) => `
	select part, band, quarter_of as period, cohort_id, count(*) as n, sum(value) as total from (
		select part, band, value, ${quarter('moment')} as quarter_of, ${classAt('q.learner_id', 'q.moment')} as cohort_id from (
			select m.*, max(m.at, f.since) as moment from (${of}) m join counted using (learner_id) join first f using (learner_id)) q)
	where cohort_id is not null group by part, band, quarter_of, cohort_id`;
const plain = (from: string, at: string, { part = "''", band = "''", value = 'null' } = {}) =>
	`select learner_id, ${at} as at, ${part} as part, ${band} as band, ${value} as value from ${from}`;
/** Once a quarter, only while in a class. @param of selects learner_id, at, part, period */
const each = (of: string) => `
	select part, band, period, cohort_id, count(*) as n, null as total from (
		select *, ${classAt('q.learner_id', 'q.min_at')} as cohort_id from (
			select e.learner_id, part, '' as band, period, min(at) as min_at from (${of}) e join counted using (learner_id)
			where ${classAt('e.learner_id', 'e.at')} is not null group by e.learner_id, part, period) q)
	group by part, band, period, cohort_id`;

const earliest = (from: string, at: string, where = 'true') =>
	plain(`(select learner_id, min(${at}) as at from ${from} where ${where} group by learner_id)`, 'at');
const said = (field: string, values: string) =>
	plain(`baseline where json_extract(answers, '$.${field}') in (${values})`, 'at');
const saidAfter = (month: number, where = 'true', band = "''") =>
	plain(`followed where month = ${month} and ${where}`, 'at', { band });
const answered = (field: string) => `json_extract(answers, '$.${field}')`;
/** M2. What is asked again after some months. */
const followUps = (month: number): Record<string, string> => ({
	[`asked_${month}`]: once(saidAfter(month)),
	[`sells_${month}`]: once(saidAfter(month, `${answered('sells_now')} = 'yes'`)),
	[`orders_${month}`]: once(saidAfter(month, `${answered('orders')} is not null`, answered('orders'))),
	[`account_${month}`]: once(saidAfter(month, `${answered('own_account')} = 'yes'`)),
	[`decides_${month}`]: once(saidAfter(month, `${answered('earnings')} in ('self', 'together')`))
});
const MONDAY = (at: string) => `date(${local(at)}, 'unixepoch', '-6 days', 'weekday 1')`;
/** Each woman's first class, and what is counted of it in the quarter of her enrolment. */
const enrolments = (where: string) => `
	select '' as part, '' as band, ${quarter('since')} as period, cohort_id, count(*) as n, null as total from (
		select *, row_number() over (partition by learner_id order by since, cohort_id) as nth from stay) s
	where nth = 1 and ${where} group by period, cohort_id`;
/** Of a moment: when its quarter is over. */
const quarterEnd = (at: string) =>
	`(strftime('%s', date(${local(at)}, 'unixepoch', 'start of month', '-' || ((strftime('%m', ${local(at)}, 'unixepoch') - 1) % 3) || ' months', '+3 months')) - 5 * 3600) * 1000`;
const MONTH = 28 * DAY;

const COUNTS: Record<string, string> = {
	reached: `select '' as part, '' as band, ${quarter('at')} as period, cohort_id, count(*) as n, null as total from (
		select *, row_number() over (partition by learner_id order by at, change_id) as nth from step) s
		join counted using (learner_id) where nth = 1 group by period, cohort_id`,
	enrolled: enrolments('learner_id in (select learner_id from counted)'),
	activated: enrolments(
		`learner_id in (select learner_id from counted) and (select min(at) from begun b where b.learner_id = s.learner_id) <= since + ${7 * DAY}`
	),
	active: each(
		`select learner_id, happened_at as at, '' as part, ${quarter('happened_at')} as period from own`
	),
	active_week: each(
		`select learner_id, happened_at as at, ${MONDAY('happened_at')} as part,
			substr(${MONDAY('happened_at')}, 1, 4) || '-Q' || ((substr(${MONDAY('happened_at')}, 6, 2) + 2) / 3) as period from own`
	),
	attended: `select '' as part, '' as band, period, cohort_id, count(*) as n, null as total from (
		select learner_id, period, cohort_id from (
			select *, row_number() over (partition by learner_id, period order by held_on, meeting_id) as nth from (
				select e.learner_id, m.cohort_id, m.held_on, m.meeting_id,
					substr(m.held_on, 1, 4) || '-Q' || ((substr(m.held_on, 6, 2) + 2) / 3) as period
				from (
					select learner_id, json_extract(body, '$.meeting') as meeting_id, json_extract(body, '$.state') as state,
						row_number() over (partition by learner_id, json_extract(body, '$.meeting') order by happened_at desc, event_id desc) as nth
					from event where kind = 'attendance.marked') e
				join meeting m using (meeting_id) join counted using (learner_id)
				where e.nth = 1 and e.state = 'here' and m.cancelled_at is null)) where nth = 1)
		group by period, cohort_id`,
	started: once(plain('begun', 'at', { part: 'course' })),
	completed: once(plain('done', 'at', { part: 'course' })),
	completed_any: once(earliest('done', 'at')),
	days_to_complete: once(
		plain(
			'(select d.learner_id, d.course, d.at, (d.at - b.at) / 86400000.0 as days from done d join begun b on b.learner_id = d.learner_id and b.course = d.course)',
			'at',
			{ part: 'course', value: 'days' }
		)
	),
	gain: once(
		plain(
			`(select a.learner_id, a.course, a.at, 100.0 * a.correct / a.of - 100.0 * b.correct / b.of as points from prepost a join prepost b on b.learner_id = a.learner_id and b.course = a.course and b.phase = 'before' where a.phase = 'after' and b.at <= a.at)`,
			'at',
			{ part: 'course', value: 'points' }
		)
	),
	practical: once(plain('practical where passed = 1', 'at', { part: 'course' })),
	marked: once(plain('practical', 'at', { part: 'course' })),
	answered: each(
		`select learner_id, answered_at as at, '' as part, ${quarter('answered_at')} as period from help_request where answered_at is not null`
	),
	meetings: `select '' as part, '' as band, substr(m.held_on, 1, 4) || '-Q' || ((substr(m.held_on, 6, 2) + 2) / 3) as period,
		'' as cohort_id, count(*) as n, null as total
		from meeting m where m.cancelled_at is null
			and m.meeting_id in (select json_extract(body, '$.meeting') from event where kind = 'attendance.marked')
		group by period`,
	badge: once(
		plain(`award_history h join award_lookup k using (award_id) where act = 'awarded'`, 'at', {
			part: 'badge'
		}).replace('learner_id,', 'h.learner_id as learner_id,')
	),
	badge_any: once(earliest('award_history', 'at', `act = 'awarded'`)),
	badge_revoked: once(
		plain(
			`(select h.learner_id, k.badge, max(at) as at from award_history h join award_lookup k using (award_id) where act = 'revoked' group by award_id having max(at) > coalesce((select max(at) from award_history r where r.award_id = h.award_id and r.act = 'reinstated'), 0))`,
			'at',
			{ part: 'badge' }
		)
	),
	seller: once(earliest('outbox', 'created_at', `topic = 'seller.unlocked'`)),
	shop_open: once(plain('shop_seen', 'at')),
	first_product: once(earliest('product', 'created_at')),
	first_order: once(earliest('shop_order_history', 'at', `act = 'confirm'`)),
	first_sale: once(earliest('delivered', 'at')),
	first_sale_confirmed: once(earliest('delivered', 'buyer_at', 'buyer_at is not null')),
	asked_0: once(plain('baseline', 'at')),
	sells_0: once(said('sells_now', "'yes'")),
	orders_0: once(
		plain(`baseline where json_extract(answers, '$.orders') is not null`, 'at', {
			band: `json_extract(answers, '$.orders')`
		})
	),
	account_0: once(said('own_account', "'yes'")),
	decides_0: once(said('earnings', "'self', 'together'")),
	...followUps(3),
	...followUps(6),
	left: `select '' as part, band, period, cohort_id, count(*) as n, null as total from (
		select s.learner_id, s.cohort_id, s.code as band, ${quarter('s.at')} as period from step s join counted using (learner_id)
		where s.state = 'left' and s.code not in ('finished', 'double') and coalesce(s.next_code, '') <> 'back'
			and not exists (select 1 from stay o where o.learner_id = s.learner_id and o.since < s.at and o.until > s.at))
		group by band, period, cohort_id`,
	troubled: `select '' as part, '' as band, period, coalesce(cohort_id, '') as cohort_id, count(*) as n, null as total from (
		select *, ${classAt('q.learner_id', 'q.min_at')} as cohort_id from (
			select learner_id, ${quarter('at')} as period, min(at) as min_at from safeguarding_report join counted using (learner_id) group by learner_id, period) q)
		group by period, cohort_id`,
	sales: `select '' as part, band, period, cohort_id, count(*) as n, null as total from (
		select period, ${classAt('q.learner_id', 'q.moment')} as cohort_id,
			case when rupees = 0 then 'none' when rupees <= 5000 then 'to_5000' when rupees <= 20000 then 'to_20000' when rupees <= 50000 then 'to_50000' else 'more' end as band
		from (
			select learner_id, period, coalesce(sum(rupees), 0) as rupees,
				coalesce(min(sold_at), case when ${classAt('q.learner_id', 'q.opens')} is not null then opens end,
					(select min(since) from stay s where s.learner_id = q.learner_id and since > opens and since < ends)) as moment
			from (
				select o.learner_id, ${quarter('q.at')} as period, max(q.at, o.at) as opens, min(${quarterEnd('q.at')}, :now + 1) as ends, d.rupees, d.at as sold_at
				from shop_seen o join counted using (learner_id) join quarters q on ${quarterEnd('q.at')} > o.at and q.at <= :now
				left join delivered d on d.learner_id = o.learner_id and d.at >= q.at and d.at < ${quarterEnd('q.at')} and ${classAt('d.learner_id', 'd.at')} is not null) q
			group by learner_id, period) q where moment is not null)
		where cohort_id is not null group by band, period, cohort_id`,
	stopped: `select course as part, band, period, cohort_id, count(*) as n, null as total from (
		select b.course, ${quarter('w.stop')} as period,
			(select cohort_id from stay s where s.learner_id = w.learner_id and s.since <= w.stop and w.stop < s.until order by s.since limit 1) as cohort_id,
			case (4 * (select count(*) from ended e where e.learner_id = w.learner_id and e.course = b.course and e.at <= w.at) + o.lessons - 1) / o.lessons
				when 0 then 'not_begun' when 1 then 'first_quarter' when 2 then 'second_quarter' when 3 then 'third_quarter' else 'last_quarter' end as band
		from (
			select learner_id, happened_at as at, happened_at + ${MONTH} as stop,
				coalesce(lead(happened_at) over (partition by learner_id order by happened_at), ${LAST}) as next_at
			from own) w
		join counted using (learner_id) join begun b on b.learner_id = w.learner_id and b.at <= w.at join lessons_of o on o.course = b.course
		where w.next_at >= w.stop and w.next_at >= ${quarterEnd('w.stop')} and ${quarterEnd('w.stop')} <= :now
			and not exists (select 1 from done d where d.learner_id = w.learner_id and d.course = b.course and d.at <= w.stop))
		where cohort_id is not null group by course, band, period, cohort_id`,
	uncounted: enrolments('learner_id not in (select learner_id from counted)')
};

interface Counted {
	part: string;
	band: string;
	period: string;
	cohort_id: string;
	n: number;
	total: number | null;
}

const inOrder = (rows: readonly Counted[]) =>
	rows
		.map(({ total, n, ...row }) => ({
			...row,
			n: Number(n),
			total: total === null ? null : Math.round(total * 1e6) / 1e6
		}))
		.sort((a, b) =>
			JSON.stringify([a.period, a.part, a.band, a.cohort_id]) <
			JSON.stringify([b.period, b.part, b.band, b.cohort_id])
				? -1
				: 1
		);

/** What plain SQL counts. */
async function countPlainly(indicator: string): Promise<Counted[]> {
	const text = COUNTS[indicator]!;
	// Days on which quarters begin in Pakistan, from well before the demo.
	const query =
		`with recursive ${WITH}, days(day) as (select '2024-01-01' union all select date(day, '+3 months') from days where day < '2040-01-01'),
		quarters as (select (strftime('%s', day) - 5 * 3600) * 1000 as at from days) ${text}`.replaceAll(
			':now',
			String(Math.floor(world.time.now))
		);
	return (await sql.raw<Counted>(query).execute(world.services.allLearners)).rows;
}

/** As an edition counts it, which has no fact of anybody for it. */
async function countedMeetings(periods: readonly string[]): Promise<Counted[]> {
	const db = world.services.allLearners;
	const { organisation_id } = await db
		.selectFrom('organisation')
		.select('organisation_id')
		.executeTakeFirstOrThrow();
	const counted = await Promise.all(
		periods.map(async (period) => ({ period, n: await countMeetings(db, organisation_id, period) }))
	);
	return counted.map((one) => ({ ...one, part: '', band: '', cohort_id: '', total: null }));
}

const countFacts = (indicator: string) =>
	world.services.allLearners
		.selectFrom('report_fact')
		.select(({ fn }) => [
			'part',
			'band',
			'period',
			'cohort_id',
			fn.countAll<number>().as('n'),
			fn.sum<number | null>('value').as('total')
		])
		.where('indicator', '=', indicator)
		.groupBy(['part', 'band', 'period', 'cohort_id'])
		.execute();

describe('facts against a count in plain SQL', () => {
	test('the world is what the counts take it for', async () => {
		const { allLearners: db } = world.services;
		expect(await db.selectFrom('organisation').select('zone').execute()).toEqual([{ zone: 'Asia/Karachi' }]);
		const versions = await db.selectFrom('course_version').select('course').execute();
		expect(new Set(versions.map((row) => row.course)).size).toBe(versions.length);
		expect(INDICATORS.map(({ id }) => id).filter((id) => !COUNTS[id])).toEqual([]);
	});

	test.each(INDICATORS.map(({ id }) => id))('R1 %s', async (id) => {
		const plainly = inOrder(await countPlainly(id));
		const counted =
			id === MEETINGS ? await countedMeetings(plainly.map(({ period }) => period)) : await countFacts(id);
		expect(inOrder(counted)).toEqual(plainly);
		expect(plainly.length).toBeGreaterThan(0);
	});

	test('R2 on PostgreSQL the same rows make the same facts', { timeout: 300_000 }, async () => {
		const { db, close } = await openPglite();
		try {
			await migrate(db, { engine: 'pglite', partitioned: true });
			for (const table of tables.keys()) {
				if (
					table.startsWith('report_') ||
					['blob', 'part', 'edition_part', 'organisation_file'].includes(table)
				)
					continue;
				const rows = await world.services.allLearners
					.selectFrom(table as 'learner')
					.selectAll()
					.execute();
				for (let from = 0; from < rows.length; from += 500)
					await db
						.insertInto(table as 'learner')
						.values(rows.slice(from, from + 500) as never)
						.execute();
			}
			await foldDirty({ allLearners: db, engine: 'pglite', clock: world.services.clock }, Infinity);
			const facts = async (from: typeof db) =>
				(await from.selectFrom('report_fact').selectAll().execute())
					.map((row) => JSON.stringify(Object.entries(row).sort()))
					.sort();
			const here = await facts(world.services.allLearners);
			expect(here.length).toBeGreaterThan(400);
			expect(await facts(db)).toEqual(here);
		} finally {
			await close();
		}
	});
});
