/**
 * Fills a database with an organisation's year, row by row as use cases would have left them: for measuring how reports bear
 * size. Written by SQL, since six million events through ingest would take a day.
 */
import Database from 'better-sqlite3';
import { DISTRICTS } from '../../src/lib/accounts/districts.ts';
import { DAY, HOUR } from '../../src/lib/platform/clock.ts';

export interface HistorySize {
	learners: number;
	/** Of each learner. */
	events: number;
}

export interface MadeHistory {
	organisationId: string;
	/** A moment after its quarters have closed, UTC ms. */
	now: number;
	period: string;
	events: number;
}

const ORGANISATION = '01900000-0000-7000-8000-000000000001';
const COURSE = 'selling-online';
const LESSONS = 8;
/** People of one class at most. */
const CLASS = 500;
/** After the third quarter of 2026 has closed, in Pakistan. */
const NOW = Date.UTC(2026, 10, 20, 9);
const PERIOD = '2026-Q3';
/** Enrolled within so many days before. */
const SINCE = 320;

/** A number of its own for each learner and purpose, 0 to 2^32. */
const dice = (n: number, purpose: number): number => {
	let x = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(purpose + 1, 0x85ebca6b);
	x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
	x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
	return (x ^ (x >>> 15)) >>> 0;
};
const uuid = (kind: number, n: number) =>
	`0190${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** @param file a migrated database without an organisation */
export function fillWithHistory(file: string, { learners, events }: HistorySize): MadeHistory {
	const db = new Database(file);
	db.pragma('synchronous = off');
	const columns = new Map<string, Database.Statement>();
	const insert = (table: string, row: Record<string, unknown>) => {
		let statement = columns.get(table);
		if (!statement) {
			const names = Object.keys(row);
			statement = db.prepare(
				`insert into ${table} (${names.join(',')}) values (${names.map((name) => `@${name}`).join(',')})`
			);
			columns.set(table, statement);
		}
		statement.run(row);
	};
	const districts = DISTRICTS.map(({ id }) => id);
	const classes = Math.ceil(learners / CLASS);
	let made = 0;

	const one = (n: number) => {
		const learner_id = uuid(1, n);
		const cohort_id = uuid(2, dice(n, 0) % classes);
		const at = NOW - DAY - (dice(n, 1) % (SINCE * 24)) * HOUR;
		insert('learner', {
			learner_id,
			kind: 'joined',
			locale: dice(n, 2) % 20 ? 'ur' : 'en',
			tile_seed: 1,
			created_at: at,
			joined_at: at
		});
		insert('consent', {
			learner_id,
			purpose: 'reporting',
			at,
			given: Number(dice(n, 3) % 10 > 0),
			text_version: '1'
		});
		insert('about_me', {
			learner_id,
			at,
			answers: JSON.stringify({
				gender: dice(n, 4) % 12 ? 'woman' : 'man',
				district: districts[dice(n, 5) % districts.length],
				age: ['18_24', '25_34', '35_49', '50_plus'][dice(n, 6) % 4],
				sells_now: dice(n, 7) % 3 ? 'no' : 'yes'
			})
		});
		const place = { learner_id, organisation_id: ORGANISATION, cohort_id, state: 'active', at };
		insert('enrolment', place);
		insert('enrolment_change', {
			...place,
			change_id: uuid(3, n),
			reason: '{"code":"number"}',
			by_person: learner_id
		});
		const lessons = dice(n, 8) % 10 < 6 ? LESSONS : dice(n, 8) % LESSONS;
		const step = DAY * (1 + (dice(n, 9) % 4));
		const moment = (k: number) => Math.min(NOW - HOUR, at + HOUR + Math.floor((k * step * LESSONS) / events));
		for (let k = 0; k < events; k++) {
			const lesson = `a${1 + Math.floor((k * LESSONS) / events)}`;
			insert('event', {
				learner_id,
				pos: k + 1,
				event_id: uuid(4, made++),
				profile_id: learner_id,
				actor: 'self',
				device: 'd',
				seq: k + 1,
				kind: k % 4 === 3 ? 'lesson.finished' : 'lesson.card',
				v: 1,
				at: moment(k),
				received_at: moment(k),
				skew: 0,
				happened_at: moment(k),
				outcome: 'accepted',
				body: `{"course":"${COURSE}","lesson":"${lesson}"}`,
				body_hash: ''
			});
		}
		insert('learner_head', { learner_id, next_pos: events + 1 });
		const lessonAt = (l: number) => moment(Math.floor(((l + 1) * events) / LESSONS) - 1);
		for (let l = 0; l < lessons; l++)
			insert('lesson_progress', {
				learner_id,
				course: COURSE,
				lesson: `a${l + 1}`,
				started_at: lessonAt(l) - HOUR / 4,
				last_at: lessonAt(l),
				tries: 1,
				finished_at: lessonAt(l),
				state: '{}'
			});
		if (lessons < LESSONS || dice(n, 10) % 10 > 7) return;
		const earned = Math.min(NOW - HOUR / 2, lessonAt(LESSONS - 1) + HOUR);
		insert('award', {
			learner_id,
			badge: COURSE,
			award_id: uuid(5, n),
			course: COURSE,
			criterion_version: '1',
			criterion: '{}',
			evidence: '[]',
			open_bank: 0,
			awarded_at: earned,
			state: 'active'
		});
		if (dice(n, 11) % 2) return;
		const order = { learner_id, order_id: uuid(6, n) };
		insert('shop_order', {
			...order,
			number: 1,
			state: 'delivered',
			buyer: '{}',
			buyer_phone: String(n),
			lines: '[]',
			total: 1500,
			delivery_fee: 200,
			secret_hash: '',
			created_at: earned,
			changed_at: earned,
			idempotency_key: uuid(7, n)
		});
		for (const [i, act] of ['place', 'confirm', 'send', 'deliver'].entries())
			insert('shop_order_history', {
				...order,
				step: i + 1,
				at: earned + i,
				act,
				state: 'delivered',
				by_whom: act === 'deliver' || act === 'place' ? 'buyer' : 'seller',
				reason: ''
			});
	};

	db.transaction(() => {
		insert('organisation', {
			organisation_id: ORGANISATION,
			name: 'ادارہ',
			zone: 'Asia/Karachi',
			created_at: NOW - 400 * DAY
		});
		insert('course_version', {
			course: COURSE,
			version: '1',
			body: JSON.stringify({ lessons: Array.from({ length: LESSONS }, (_, l) => ({ id: `a${l + 1}` })) }),
			published_at: NOW - 400 * DAY
		});
		for (let n = 0; n < classes; n++)
			insert('cohort', {
				organisation_id: ORGANISATION,
				cohort_id: uuid(2, n),
				name: `کلاس ${n + 1}`,
				course: COURSE,
				created_at: NOW - 400 * DAY
			});
	})();
	const PORTION = 2_000;
	for (let from = 0; from < learners; from += PORTION)
		db.transaction(() => {
			for (let n = from; n < Math.min(learners, from + PORTION); n++) one(n);
		})();
	db.exec('analyze');
	db.close();
	return { organisationId: ORGANISATION, now: NOW, period: PERIOD, events: made };
}
