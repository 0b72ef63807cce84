import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { chooseConsent, eraseLearner, joinLearner, mayKeepWork } from '#lib/accounts/index.server.ts';
import type { Purpose } from '#lib/accounts/index.ts';
import { auditProgress, changeEnrolment, writeEnrolment } from '#lib/cohorts/index.server.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { joining, testServices, value } from '../accounts/test-kit.server.ts';
import { DAY } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { BusinessAnswers, FollowUpMonth } from '../progress/index.ts';
import { rebuildAndCompare } from '../projections.server.ts';
import { formEvent, recordForm, recordStaffEvents, syncPhone } from '../sync/index.server.ts';
import {
	acceptAnswer,
	followUpProjector,
	readFollowUpNews,
	readFollowUps,
	readFollowUpsOf
} from './index.server.ts';
import { windowsOf } from './windows.ts';

const TRAINER = '01900000-0000-7000-8000-00000000000a';

describeEachDatabase('how her business does, months later', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-follow-up-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	const start = async (seed: string, consents: Purpose[] = ['reporting']) => {
		const s = Object.assign(testServices(get(), `follow-up-${seed}`), {
			projectors: [followUpProjector],
			mayKeepWork,
			readNews: async (db: never, id: string) => ({
				attempts: [],
				awards: [],
				practicals: [],
				lessons: [],
				...(await readFollowUpNews(db, id, s.clock()))
			}),
			epoch: 'epoch-1'
		});
		Object.assign(s.env, { dataDir });
		const id = () => uuidv7(s.clock(), s.random);
		const place = { organisationId: id(), cohortId: id() };
		const { learnerId } = value(await joinLearner(s, joining(s, { consents })));
		const be = (state: 'asked' | 'active' | 'left', where = place) =>
			s.db.transaction().execute((tx) =>
				changeEnrolment(tx, s, {
					learnerId,
					...where,
					state,
					reason: { code: 'number' },
					by: learnerId
				})
			);
		const news = async () => (await readFollowUpNews(s.db, learnerId, s.clock())).followUps;
		const months = async () =>
			(await readFollowUps(s.db, learnerId, s.clock()))?.months.map(({ month, state }) => [month, state]);
		const rows = () =>
			s.db
				.selectFrom('follow_up')
				.select(['month', 'answers', 'by_person', 'at'])
				.where('learner_id', '=', learnerId)
				.orderBy('month')
				.execute();
		/** Her own answer by the form of the page, sent `taps` times. */
		const post = async (fields: Record<string, string>, taps = 1, key = uuidv7(s.clock(), s.random)) => {
			const said: string[] = [];
			for (let tap = 0; tap < taps; tap++) {
				const answer = await acceptAnswer(s.db, learnerId, s.clock(), (field) => fields[field] ?? '');
				if (!answer.ok) said.push(answer.refusal.tag);
				else {
					const { body, act } = answer.value;
					const event = formEvent(learnerId, 'followup.answered', body, s.clock(), [key, ...act]);
					said.push((await recordForm(s, learnerId, event)).outcome);
				}
			}
			return said;
		};
		/** By her phone, as it was done there at a time of its own. */
		let seq = 0;
		const phone = async (
			month: FollowUpMonth,
			answers: BusinessAnswers,
			at = s.clock(),
			kind = 'followup.answered'
		) => {
			const made = {
				id: uuidv7(at, s.random),
				profile: `profile-${seed}`,
				actor: 'self',
				device: `device-${seed}`,
				seq: ++seq,
				kind,
				v: 1,
				at,
				body: { month, answers }
			};
			return syncPhone(s, {
				learnerId,
				profiles: [made.profile],
				reads: true,
				envelope: { device: made.device, sentAt: s.clock(), events: [made] }
			});
		};
		const note = (month: FollowUpMonth, answers: BusinessAnswers, act: string) =>
			recordStaffEvents(
				s,
				TRAINER,
				learnerId,
				[{ kind: 'followup.noted', body: { month, answers }, act: [act] }],
				{
					also: auditProgress(s, {
						organisationId: place.organisationId,
						staffId: TRAINER,
						cohortId: place.cohortId
					})
				}
			);
		const changed = async () => (await rebuildAndCompare(s, { learnerIds: [learnerId] })).changed;
		return { s, learnerId, place, id, be, news, months, rows, post, phone, note, changed };
	};

	it('M2 her phone is told both times when she is in a class, and no time before or without one', async () => {
		const t = await start('news');
		expect(await t.news()).toBeUndefined();
		await t.be('asked');
		expect(await t.news(), 'asking for a class is not being in it').toBeUndefined();
		t.s.pass(5 * DAY);
		await t.be('active');
		const enrolledAt = t.s.clock();
		const windows = windowsOf(enrolledAt);
		expect(await t.news()).toEqual(windows);
		expect(await t.months()).toEqual([
			[3, 'ahead'],
			[6, 'ahead']
		]);
		// Who leaves is asked all the same, and who comes back is asked by her first day.
		t.s.pass(20 * DAY);
		await t.be('left');
		expect(await t.news()).toEqual(windows);
		t.s.pass(20 * DAY);
		await t.be('active');
		await t.be('active', { organisationId: t.id(), cohortId: t.id() });
		expect(await t.news()).toEqual(windows);
		t.s.pass(windows[0]!.until - t.s.clock());
		expect(await t.news()).toEqual([windows[1]]);
		expect(await t.months()).toEqual([
			[3, 'over'],
			[6, 'ahead']
		]);
		t.s.pass(windows[1]!.until - t.s.clock());
		expect(await t.news()).toBeUndefined();
	});

	it('a class that a list put her into counts from then; one that was undone does not', async () => {
		const t = await start('list');
		const at = t.s.clock();
		await t.be('active');
		await t.s.db.deleteFrom('enrolment').where('learner_id', '=', t.learnerId).execute();
		expect(await t.news()).toBeUndefined();
		t.s.pass(9 * DAY);
		await t.s.db.transaction().execute((tx) =>
			writeEnrolment(tx, {
				learnerId: t.learnerId,
				organisationId: t.id(),
				cohortId: t.id(),
				state: 'active',
				at: at + 9 * DAY
			})
		);
		expect(await t.news()).toEqual(windowsOf(at + 9 * DAY));
	});

	it('P1 P3 her own answers are one event however often they are sent; the newest of a month counts; rebuild changes nothing', async () => {
		const t = await start('self');
		await t.be('active');
		const [three, six] = windowsOf(t.s.clock());
		expect(await t.post({ month: '3', sells_now: 'yes' }), 'not yet').toEqual(['not_now']);
		t.s.pass(three!.from - t.s.clock());
		expect(await t.months()).toMatchObject([
			[3, 'open'],
			[6, 'ahead']
		]);
		expect(await t.post({ month: '6', sells_now: 'yes' })).toEqual(['not_now']);
		expect(await t.post({ month: '3' })).toEqual(['none']);
		expect(await t.post({ month: '3', orders: '999' })).toEqual(['none']);
		const answers = { month: '3', sells_now: 'yes', orders: '6_20', earnings: 'together' };
		expect(await t.post(answers, 3)).toEqual(['accepted', 'known', 'known']);
		expect(await t.rows()).toEqual([
			{
				month: 3,
				answers: '{"earnings":"together","orders":"6_20","sells_now":"yes"}',
				by_person: 'self',
				at: t.s.clock()
			}
		]);
		expect(await t.news()).toEqual([six]);
		expect(await t.months()).toMatchObject([
			[3, 'answered'],
			[6, 'ahead']
		]);
		// From her phone, days late, though it was said before: what was said last counts.
		const before = t.s.clock() - DAY;
		t.s.pass(DAY);
		await t.phone(3, { sells_now: 'no' }, before);
		expect(await t.rows()).toMatchObject([{ by_person: 'self', answers: expect.stringContaining('6_20') }]);
		await t.phone(3, { sells_now: 'no' });
		expect(await t.rows()).toMatchObject([{ answers: '{"sells_now":"no"}' }]);
		expect(await t.changed()).toBe(0);
	});

	it('P1 another form with the same key and other answers is another act', async () => {
		const t = await start('again');
		await t.be('active');
		const [three] = windowsOf(t.s.clock());
		t.s.pass(three!.from - t.s.clock());
		expect(await t.post({ month: '3', sells_now: 'yes' }, 1, 'key')).toEqual(['accepted']);
		t.s.pass(1000);
		expect(await t.post({ month: '3', sells_now: 'no' }, 1, 'key')).toEqual(['accepted']);
		expect(await t.rows()).toMatchObject([{ answers: '{"sells_now":"no"}' }]);
	});

	it('K6 what a trainer writes down is hers in the log, in the audit once, and no phone can make it', async () => {
		const t = await start('staff');
		await t.be('active');
		const [three] = windowsOf(t.s.clock());
		t.s.pass(three!.from - t.s.clock());
		for (let taps = 0; taps < 2; taps++) await t.note(3, { own_account: 'yes' }, 'one form');
		expect(await t.rows()).toMatchObject([{ answers: '{"own_account":"yes"}', by_person: TRAINER }]);
		const audit = await t.s.db
			.selectFrom('audit')
			.select(['act', 'actor', 'subject'])
			.where('organisation_id', '=', t.place.organisationId)
			.execute();
		expect(audit).toEqual([{ act: 'followup.noted', actor: TRAINER, subject: t.learnerId }]);
		const { outcomes } = await t.phone(3, { own_account: 'no' }, t.s.clock(), 'followup.noted');
		expect(outcomes).toMatchObject([{ outcome: 'rejected', reason: 'other_actor' }]);
		// Hers comes later, and counts.
		t.s.pass(1000);
		await t.post({ month: '3', own_account: 'no' });
		expect(await t.rows()).toMatchObject([{ by_person: 'self' }]);
		expect(await t.changed()).toBe(0);
	});

	it('"do not ask me again" is an answer, and is kept for the later month; she may change her mind in time', async () => {
		const t = await start('decline');
		await t.be('active');
		const [three, six] = windowsOf(t.s.clock());
		t.s.pass(three!.from - t.s.clock());
		expect(await t.post({ month: '3', decline: 'yes', sells_now: 'yes' }, 2)).toEqual(['accepted', 'known']);
		expect(await t.rows()).toMatchObject([{ month: 3, answers: '{}' }]);
		expect(await t.news()).toBeUndefined();
		expect(await t.months()).toEqual([
			[3, 'declined'],
			[6, 'declined']
		]);
		t.s.pass(DAY);
		expect(await t.post({ month: '3', sells_now: 'yes' })).toEqual(['accepted']);
		expect(await t.news()).toEqual([six]);
		expect(await t.changed()).toBe(0);
	});

	it('K5 M8 who has not allowed that she is counted is asked nothing, and what she sends is refused kindly', async () => {
		const t = await start('consent', []);
		await t.be('active');
		const [three] = windowsOf(t.s.clock());
		t.s.pass(three!.from - t.s.clock());
		expect(await t.news()).toBeUndefined();
		expect(await t.post({ month: '3', sells_now: 'yes' })).toEqual(['not_allowed']);
		expect(await t.rows()).toEqual([]);
		const choose = (purpose: Purpose, given: boolean) =>
			chooseConsent(t.s, { learnerId: t.learnerId, purpose, given });
		await choose('reporting', true);
		expect(await t.news()).toMatchObject([{ month: 3 }, { month: 6 }]);
		await choose('reporting', false);
		expect(await t.news()).toBeUndefined();
		await choose('reporting', true);
		await choose('learning', false);
		expect(await t.post({ month: '3', sells_now: 'yes' })).toEqual(['rejected']);
		expect(await t.note(3, { sells_now: 'yes' }, 'x')).toMatchObject([{ reason: 'no_consent' }]);
		expect(await t.rows()).toEqual([]);
	});

	it('reports read the answers of many at once; K5 who is erased is gone from them', async () => {
		const one = await start('many-1');
		const other = await start('many-2');
		const nobody = await start('many-3');
		for (const t of [one, other]) {
			await t.be('active');
			const [three, six] = windowsOf(t.s.clock());
			t.s.pass(three!.from - t.s.clock());
			await t.post({ month: '3', orders: '1_5' });
			t.s.pass(six!.from - t.s.clock());
			await t.note(6, { orders: '21_50' }, 'six');
		}
		const ids = [one, other, nobody].map(({ learnerId }) => learnerId);
		const read = await readFollowUpsOf(get().allLearners, ids);
		expect([...read.keys()].sort()).toEqual([one.learnerId, other.learnerId].sort());
		expect(read.get(one.learnerId)).toEqual([
			{ month: 3, answers: { orders: '1_5' }, at: expect.any(Number), by: 'self' },
			{ month: 6, answers: { orders: '21_50' }, at: one.s.clock(), by: TRAINER }
		]);
		expect(await readFollowUpsOf(one.s.db, [])).toEqual(new Map());
		await eraseLearner(one.s, one.learnerId);
		expect(await one.rows()).toEqual([]);
		expect([...(await readFollowUpsOf(one.s.db, ids)).keys()]).toEqual([other.learnerId]);
	});
});
