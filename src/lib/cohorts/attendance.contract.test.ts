import { expect, it } from 'vitest';
import { chooseConsent, joinLearner, mayKeepWork } from '#lib/accounts/index.server.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { joining, testServices, value } from '../accounts/test-kit.server.ts';
import type { Catalogue } from '../catalog/index.server.ts';
import { HOUR } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { noNews } from '../progress/index.ts';
import { rebuildAndCompare } from '../projections.server.ts';
import { recordStaffEvents, syncPhone } from '../sync/index.server.ts';
import { countMarks, isAhead, markAttendance, readAttendance, type Marking } from './attendance.server.ts';
import { changeMeeting } from './change-meeting.server.ts';
import { insertCohort, insertOrganisation } from './cohorts.repository.server.ts';
import { cohortsProjector } from './cohorts-projector.server.ts';
import { listClassNames } from './find-member.server.ts';
import { listActiveMembers } from './list-active-members.server.ts';
import { writeEnrolment } from './members.repository.server.ts';
import { readMeetings } from './read-meetings.server.ts';
import type { StaffAt } from './staff-at.server.ts';

const text = { ur: 'سبق', en: 'Lesson' };
const lessons = ['a1', 'a2'].map((id) => ({ id, title: text }));
const plan = { courses: ['c'], startsOn: '2026-11-03', weeks: 2, weekday: 1 };

describeEachDatabase('meetings and attendance', (get) => {
	const start = async (seed: string) => {
		const services = Object.assign(testServices(get(), `attendance-${seed}`), {
			projectors: [cohortsProjector],
			mayKeepWork,
			readNews: async () => noNews,
			epoch: 'epoch-1',
			catalogue: { course: (id: string) => (id === 'c' ? { lessons } : undefined) } as unknown as Catalogue
		});
		const id = () => uuidv7(services.clock(), services.random);
		const [organisationId, cohortId, staffId] = [id(), id(), id()];
		const at: StaffAt = {
			staffId,
			organisationId,
			organisation: 'x',
			zone: 'Asia/Karachi',
			roles: ['trainer'],
			own: new Set([cohortId])
		};
		const learners: string[] = [];
		for (const name of ['ب', 'ا'])
			learners.push(value(await joinLearner(services, joining(services, { name }))).learnerId);
		await services.db.transaction().execute(async (tx) => {
			await insertOrganisation(tx, {
				organisation_id: organisationId,
				name: 'x',
				zone: at.zone,
				created_at: 1
			});
			const row = {
				organisation_id: organisationId,
				cohort_id: cohortId,
				name: 'x',
				course: 'c',
				created_at: 1
			};
			await insertCohort(tx, { ...row, plan: JSON.stringify(plan) });
			for (const learnerId of learners)
				await writeEnrolment(tx, { learnerId, organisationId, cohortId, state: 'active', at: 1 });
		});
		const meetings = (await readMeetings(services, at, cohortId))!.meetings;
		const meetingId = meetings[0]!.id;
		const mark = (whom: Marking['whom'], state: Marking['state'], by: StaffAt = at) =>
			markAttendance(services, by, { cohortId, meetingId, whom, state }, recordStaffEvents);
		const states = async () =>
			(await readAttendance(services, at, cohortId, meetingId)).map((a) => a.state ?? null);
		const events = async (learnerId: string) =>
			services.db.selectFrom('event').select('actor').where('learner_id', '=', learnerId).execute();
		return { services, at, cohortId, learners, meetings, meetingId, mark, states, events };
	};

	it.each([
		['e', ['زینب', 'پروین'], ['پروین', 'زینب']],
		['f', ['Sana', 'گل'], ['گل', 'Sana']]
	])('names stand in the order of the Urdu alphabet, Latin ones last (%s)', async (seed, names, order) => {
		const { services, at, cohortId, meetingId, learners } = await start(`names-${seed}`);
		for (const [i, name] of names.entries())
			await services.db
				.updateTable('learner')
				.set({ display_name: name })
				.where('learner_id', '=', learners[i]!)
				.execute();
		const office: StaffAt = { ...at, roles: ['administrator'] };
		const lists = await Promise.all([
			readAttendance(services, at, cohortId, meetingId),
			listClassNames(services, office, cohortId),
			listActiveMembers(services.db, at, cohortId)
		]);
		expect(lists.map((list) => list.map(({ name }) => name))).toEqual([order, order, order]);
	});

	it('a mark is one event of her log, by who made it; the same again is none', async () => {
		const { mark, states, events, learners, at } = await start('a');
		const [b] = learners as [string];
		value(await mark({ learnerId: b }, 'here'));
		value(await mark({ learnerId: b }, 'here'));
		// In order of names.
		expect(await states()).toEqual([null, 'here']);
		expect(await events(b)).toEqual([{ actor: at.staffId }]);
	});

	it('a mark can be changed and changed back; P3 a rebuild changes no row', async () => {
		const { services, mark, states, events, learners } = await start('b');
		const [b] = learners as [string];
		for (const state of ['here', 'excused', 'here'] as const) {
			value(await mark({ learnerId: b }, state));
			services.pass(1000);
		}
		expect(await states()).toEqual([null, 'here']);
		expect(await events(b)).toHaveLength(3);
		expect((await rebuildAndCompare(services, { learnerIds: learners })).changed).toBe(0);
		expect(await states()).toEqual([null, 'here']);
	});

	it('“all the others” leaves marks that stand', async () => {
		const { services, at, cohortId, meetingId, mark, states, learners } = await start('c');
		value(await mark({ learnerId: learners[0]! }, 'excused'));
		value(await mark('unmarked', 'here'));
		expect(await states()).toEqual(['here', 'excused']);
		expect(await countMarks(services, at, cohortId)).toEqual(new Map([[meetingId, 2]]));
	});

	it('nobody can be marked before the day; on the day she can', async () => {
		const { services, at, cohortId, meetings, learners, events } = await start('ahead');
		const ahead = meetings[1]!;
		// Midnight of Karachi is 19:00 UTC of the day before.
		services.pass(Date.parse(`${ahead.heldOn}T00:00:00Z`) - 5 * HOUR - services.clock() - 1);
		expect(isAhead(services, at, ahead)).toBe(true);
		const mark = () =>
			markAttendance(
				services,
				at,
				{ cohortId, meetingId: ahead.id, whom: 'unmarked', state: 'here' },
				recordStaffEvents
			);
		expect(await mark()).toEqual({ ok: false, refusal: { tag: 'not_yet' } });
		expect(await events(learners[0]!)).toEqual([]);
		services.pass(1);
		value(await mark());
		expect(await events(learners[0]!)).toHaveLength(1);
	});

	it('K5 of who took back the permission no attendance is kept', async () => {
		const { services, mark, states, events, learners } = await start('d');
		services.pass(1);
		await chooseConsent(services, { learnerId: learners[0]!, purpose: 'learning', given: false });
		value(await mark('unmarked', 'here'));
		expect(await states()).toEqual(['here', null]);
		expect(await events(learners[0]!)).toEqual([]);
	});

	it('T1 nobody marks in a class that is not hers, and nobody who is not in it', async () => {
		const { at, mark, learners, states } = await start('e');
		const stranger = { ...at, own: new Set<string>() };
		expect(await mark('unmarked', 'here', stranger)).toMatchObject({ refusal: { tag: 'forbidden' } });
		const viewer = { ...at, roles: ['viewer'] as const };
		expect(await mark('unmarked', 'here', viewer)).toMatchObject({ refusal: { tag: 'forbidden' } });
		const other = await start('e2');
		expect(await mark({ learnerId: other.learners[0]! }, 'here')).toMatchObject({
			refusal: { tag: 'unknown_learner' }
		});
		expect(await other.mark({ learnerId: learners[0]! }, 'here', at)).toMatchObject({ ok: false });
		expect(await states()).toEqual([null, null]);
	});

	it('a phone cannot say that she came', async () => {
		const { services, at, cohortId, meetingId, learners, states } = await start('f');
		const { outcomes } = await syncPhone(services, {
			learnerId: learners[0]!,
			profiles: ['profile-1'],
			reads: false,
			envelope: {
				device: 'device-1',
				sentAt: services.clock(),
				events: ['self', at.staffId].map((actor, i) => ({
					id: uuidv7(services.clock(), services.random),
					profile: 'profile-1',
					actor,
					device: 'device-1',
					seq: i + 1,
					kind: 'attendance.marked',
					v: 1,
					at: services.clock(),
					body: { organisation: at.organisationId, cohort: cohortId, meeting: meetingId, state: 'here' }
				}))
			}
		});
		expect(outcomes.map((o) => o.reason)).toEqual(['other_actor', 'other_actor']);
		expect(await states()).toEqual([null, null]);
	});

	it('K6 a week is moved and cancelled, once in the audit; what was marked stays with its day', async () => {
		const { services, at, cohortId, meetings, mark } = await start('g');
		const given = {
			cohortId,
			meetingId: meetings[1]!.id,
			heldOn: '2026-11-12',
			taught: 'c/a1',
			cancelled: true
		};
		value(await changeMeeting(services, at, given));
		value(await changeMeeting(services, at, given));
		value(await mark('unmarked', 'here'));
		const later = JSON.stringify({ ...plan, startsOn: '2026-12-01' });
		await services.db
			.updateTable('cohort')
			.set({ plan: later })
			.where('organisation_id', '=', at.organisationId)
			.where('cohort_id', '=', cohortId)
			.execute();
		const now = (await readMeetings(services, at, cohortId))!.meetings;
		expect(now.map((m) => [m.heldOn, m.lesson, m.cancelled])).toEqual([
			['2026-11-03', 'a1', false],
			['2026-11-12', 'a1', true]
		]);
		const audit = await services.db
			.selectFrom('audit')
			.select('act')
			.where('organisation_id', '=', at.organisationId)
			.execute();
		expect(audit).toEqual([{ act: 'meeting.changed' }]);
	});

	it('a day that is none, a lesson of no course and a meeting of another class are refused', async () => {
		const { services, at, cohortId, meetingId } = await start('h');
		const given = { cohortId, meetingId, heldOn: '2026-11-03', taught: 'c/a1', cancelled: false };
		const tag = async (more: object) => {
			const changed = await changeMeeting(services, at, { ...given, ...more });
			return changed.ok ? 'ok' : changed.refusal.tag;
		};
		expect(await tag({ heldOn: '2026-02-30' })).toBe('day');
		expect(await tag({ taught: 'c/a9' })).toBe('lesson');
		expect(await tag({ meetingId: (await start('h2')).meetingId })).toBe('unknown_meeting');
	});
});
