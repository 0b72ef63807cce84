/** Random lives for the tests of facts: rows as the product's use cases leave them, of all tables that are read. */
import type { Db } from '../platform/db.server.ts';
import { DAY, HOUR } from '../platform/clock.ts';

/** mulberry32. */
export function seeded(seed: number): () => number {
	let a = seed;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

export const FROM = Date.UTC(2026, 0, 5);
export const NOW = Date.UTC(2026, 10, 28, 9);
const ORGANISATIONS = [
	['org-1', 'Asia/Karachi'],
	['org-2', 'America/New_York']
] as const;
const COHORTS = ['k1', 'k2', 'k3'];
const COURSES = ['c1', 'c2'];
export const LESSONS = ['l1', 'l2', 'l3'];

/** Two organisations with three classes each, and two courses of three lessons. */
export async function makePlaces(db: Db): Promise<void> {
	for (const [organisation_id, zone] of ORGANISATIONS) {
		await db
			.insertInto('organisation')
			.values({ organisation_id, name: organisation_id, zone, created_at: FROM })
			.execute();
		for (const cohort of COHORTS)
			await db
				.insertInto('cohort')
				.values({
					organisation_id,
					cohort_id: `${organisation_id}-${cohort}`,
					name: cohort,
					course: 'c1',
					created_at: FROM,
					programme_id: cohort === 'k3' ? null : 'p1'
				})
				.execute();
		for (let n = 0; n < 12; n++)
			await db
				.insertInto('meeting')
				.values({
					organisation_id,
					cohort_id: `${organisation_id}-${COHORTS[n % 3]!}`,
					meeting_id: `m${n}`,
					number: n,
					held_on: new Date(FROM + n * 27 * DAY).toISOString().slice(0, 10),
					course: 'c1',
					lesson: 'l1',
					created_at: FROM
				})
				.execute();
	}
	for (const course of COURSES)
		await db
			.insertInto('course_version')
			.values({
				course,
				version: 'v1',
				body: JSON.stringify({ lessons: LESSONS.map((id) => ({ id })) }),
				published_at: FROM
			})
			.execute();
}

/** One thing that may happen to a learner. */
type Turn = (db: Db, id: string, at: number, n: number) => Promise<unknown>;

/** @param random 0 ≤ x < 1 */
export function lives(random: () => number) {
	const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
	const chance = (of: number) => random() < of;
	const place = () => {
		const [organisation_id] = pick(ORGANISATIONS);
		return { organisation_id, cohort_id: `${organisation_id}-${pick(COHORTS)}` };
	};
	const inClass: Turn = async (db, id, at, n) => {
		const state = pick(['active', 'active', 'active', 'asked', 'left', 'moved', 'refused'] as const);
		const where = { learner_id: id, ...place() };
		const code = pick(['family', 'finished', 'double', 'work', 'back', 'number']);
		await db
			.insertInto('enrolment')
			.values({ ...where, state, at })
			.onConflict((c) => c.columns(['learner_id', 'organisation_id', 'cohort_id']).doUpdateSet({ state, at }))
			.execute();
		await db
			.insertInto('cohort_member')
			.values({ ...where, state, since: at })
			.onConflict((c) =>
				c.columns(['organisation_id', 'cohort_id', 'learner_id']).doUpdateSet({ state, since: at })
			)
			.execute();
		if (chance(0.9))
			await db
				.insertInto('enrolment_change')
				.values({ ...where, change_id: `${n}`, at, state, reason: JSON.stringify({ code }), by_person: 'p' })
				.execute();
	};
	const works: Turn = async (db, id, at, n) => {
		await db
			.insertInto('event')
			.values({
				learner_id: id,
				pos: n,
				event_id: `e${n}`,
				profile_id: 'p',
				actor: chance(0.9) ? 'self' : 'staff',
				device: 'd',
				seq: n,
				kind: 'lesson.finished',
				v: 1,
				at,
				received_at: at,
				skew: 0,
				happened_at: at,
				outcome: chance(0.9) ? 'accepted' : 'deferred',
				body: '{}',
				body_hash: ''
			})
			.execute();
		// S9. Whoever adds to a log takes its head.
		await db
			.insertInto('learner_head')
			.values({ learner_id: id, next_pos: n + 1 })
			.onConflict((c) => c.column('learner_id').doUpdateSet({ next_pos: n + 1 }))
			.execute();
		const finished_at = chance(0.7) ? at + HOUR : null;
		const lesson = { learner_id: id, course: pick(COURSES), lesson: pick(LESSONS) };
		await db
			.insertInto('lesson_progress')
			.values({ ...lesson, started_at: at, last_at: at, tries: 1, finished_at, state: '{}' })
			.onConflict((c) =>
				c.columns(['learner_id', 'course', 'lesson']).doUpdateSet({ last_at: at, finished_at })
			)
			.execute();
	};
	const sells: Turn = async (db, id, at, n) => {
		await db
			.insertInto('seller')
			.values({
				learner_id: id,
				seller_id: id,
				tier: 't',
				state: 'active',
				policy: 'p',
				award_id: 'a',
				unlocked_at: at,
				changed_at: at
			})
			.onConflict((c) => c.column('learner_id').doNothing())
			.execute();
		const opened_at = chance(0.8) ? at : null;
		const shop = { handle: id, name: 'x', about: '', city: 'x', area: '', delivery_fee: 100, returns: '' };
		await db
			.insertInto('shop')
			.values({
				...shop,
				learner_id: id,
				category: pick(['pottery', 'food']),
				tile_seed: 1,
				state: 'open',
				check_state: 'approved',
				created_at: at,
				opened_at
			})
			.onConflict((c) => c.column('learner_id').doUpdateSet({ category: 'toys', opened_at }))
			.execute();
		const order = { learner_id: id, order_id: `o${n}` };
		const state = pick(['new', 'confirmed', 'delivered', 'delivered', 'returned']);
		await db
			.insertInto('shop_order')
			.values({
				...order,
				number: n,
				state,
				buyer: '{}',
				buyer_phone: '1',
				lines: '[]',
				total: Math.floor(random() * 30_000) + 100,
				delivery_fee: 100,
				secret_hash: '1',
				created_at: at,
				changed_at: at,
				idempotency_key: `${n}`
			})
			.execute();
		const acts = state === 'new' ? [] : state === 'confirmed' ? ['confirm'] : ['confirm', 'deliver'];
		for (const [step, act] of acts.entries())
			await db
				.insertInto('shop_order_history')
				.values({
					...order,
					step,
					at: at + step * DAY,
					act,
					state: act,
					by_whom: step && chance(0.5) ? 'buyer' : 'seller',
					reason: ''
				})
				.execute();
	};
	const told: Turn = (db, id, at) =>
		db
			.insertInto('about_me')
			.values({
				learner_id: id,
				at,
				answers: JSON.stringify({
					gender: pick(['woman', 'man']),
					age: pick(['18_24', '25_34']),
					sells_now: pick(['yes', 'no']),
					orders: pick(['0', '1_5'])
				})
			})
			.onConflict((c) => c.doNothing())
			.execute();
	const allows: Turn = (db, id, at) =>
		db
			.insertInto('consent')
			.values({ learner_id: id, purpose: 'reporting', at, given: chance(0.85) ? 1 : 0, text_version: '1' })
			.onConflict((c) => c.doNothing())
			.execute();
	const earns: Turn = async (db, id, at, n) => {
		const badge = pick(['b1', 'b2']);
		await db
			.insertInto('award')
			.values({
				learner_id: id,
				badge,
				award_id: `${id}-${badge}`,
				course: 'c1',
				criterion_version: '1',
				criterion: '',
				evidence: '',
				open_bank: 0,
				awarded_at: at,
				state: 'active'
			})
			.onConflict((c) => c.doNothing())
			.execute();
		if (chance(0.4)) {
			const state = pick(['revoked', 'active', 'suspended'] as const);
			await db
				.updateTable('award')
				.set({ state })
				.where('learner_id', '=', id)
				.where('badge', '=', badge)
				.execute();
			await db
				.insertInto('award_history')
				.values({
					learner_id: id,
					award_id: `${id}-${badge}`,
					at: at + n,
					act: state === 'active' ? 'reinstated' : state,
					by_person: 'p',
					reason: ''
				})
				.onConflict((c) => c.doNothing())
				.execute();
		}
		await db
			.insertInto('practical')
			.values({
				learner_id: id,
				course: pick(COURSES),
				passed: chance(0.7) ? 1 : 0,
				marks: '',
				rule: '',
				marked_by: 'p',
				at,
				event_id: 'e'
			})
			.onConflict((c) => c.columns(['learner_id', 'course']).doUpdateSet({ passed: 1, at }))
			.execute();
		const phase = pick(['before', 'after']);
		await db
			.insertInto('prepost')
			.values({
				learner_id: id,
				course: 'c1',
				phase,
				version: 'v1',
				correct: n % 6,
				of: 6,
				at,
				event_id: 'e'
			})
			.onConflict((c) => c.doNothing())
			.execute();
	};
	const comes: Turn = (db, id, at) => {
		const where = place();
		return db
			.insertInto('attendance')
			.values({
				...where,
				learner_id: id,
				meeting_id: `m${Math.floor(random() * 12)}`,
				state: pick(['here', 'away'] as const),
				at,
				by_person: 'p',
				event_id: 'e'
			})
			.onConflict((c) => c.doNothing())
			.execute();
	};
	const says: Turn = (db, id, at, n) =>
		db
			.insertInto('safeguarding_report')
			.values({
				organisation_id: place().organisation_id,
				report_id: `${id}-${n}`,
				learner_id: id,
				at,
				due_at: at,
				body: '',
				state: 'new'
			})
			.execute();
	const changes: Turn = (db, id) =>
		pick([
			() =>
				db
					.updateTable('learner')
					.set({ locale: pick(['ur', 'en']) })
					.where('learner_id', '=', id)
					.execute(),
			() => db.deleteFrom('attendance').where('learner_id', '=', id).execute(),
			() =>
				db.deleteFrom('lesson_progress').where('learner_id', '=', id).where('lesson', '=', 'l2').execute(),
			() =>
				db
					.updateTable('shop_order')
					.set({ state: 'returned' })
					.where('learner_id', '=', id)
					.where('state', '=', 'delivered')
					.execute()
		])();
	const moves: Turn = (db) =>
		pick([
			() => {
				const { organisation_id, cohort_id } = place();
				return db
					.updateTable('cohort')
					.set({ programme_id: pick(['p1', 'p2', null]) })
					.where('organisation_id', '=', organisation_id)
					.where('cohort_id', '=', cohort_id)
					.execute();
			},
			() => {
				const { organisation_id } = place();
				return db
					.updateTable('meeting')
					.set({ held_on: `2026-0${1 + Math.floor(random() * 9)}-15`, cancelled_at: chance(0.3) ? 1 : null })
					.where('organisation_id', '=', organisation_id)
					.where('meeting_id', '=', `m${Math.floor(random() * 12)}`)
					.execute();
			}
		])();
	const turns: readonly Turn[] = [
		...[inClass, inClass, works, works, works, works, sells, told, allows, earns, comes, says, changes]
	];
	return {
		join: async (db: Db, id: string) => {
			await db
				.insertInto('learner')
				.values({ learner_id: id, kind: 'joined', locale: 'ur', tile_seed: 1, created_at: FROM })
				.execute();
			await allows(db, id, FROM, 0);
			await inClass(db, id, Math.floor(FROM + random() * 100 * DAY), 0);
		},
		turn: (db: Db, id: string, n: number) =>
			pick(turns)(db, id, Math.floor(FROM + random() * (NOW - FROM)), n),
		move: (db: Db) => moves(db, '', 0, 0)
	};
}
