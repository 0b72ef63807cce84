import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { testServices, value } from '../../accounts/test-kit.server.ts';
import type { Catalogue } from '../../catalog/index.server.ts';
import { DAY, MINUTE } from '../../platform/clock.ts';
import { rebuildAndCompare } from '../../projections.server.ts';
import { happenedAt } from '../../sync/index.ts';
import { recordStaffEvents } from '../../sync/index.server.ts';
import { listAttendance } from '../attendance.repository.server.ts';
import { leaveClass } from '../change-members.server.ts';
import { takeRole } from '../change-role.server.ts';
import { addClassStaff, endClassStaff } from '../class-staff.server.ts';
import { cohortsProjector } from '../cohorts-projector.server.ts';
import { archiveCohort } from '../edit-cohort.server.ts';
import { readNotes } from '../notes.server.ts';
import { readMeetings } from '../read-meetings.server.ts';
import type { StaffAt } from '../staff-at.server.ts';
import { auditOf, newClass, newId, newLearner, startPlace, who, withRole } from '../test-kit.server.ts';
import { decideHeld, listHeldActs } from './decide-held.server.ts';
import { readToKeep } from './read-to-keep.server.ts';
import { receiveActs } from './receive-acts.server.ts';

const lessons = ['a1', 'a2'].map((id) => ({ id, title: { ur: 'سبق', en: 'Lesson' }, keeps: 'listing' }));
/** In the catalogue, and taught in no class here. */
const OTHER = 'other-course';
const practical = { lesson: 'a2', pass: 1, rubric: [{ id: 'whole' }, { id: 'safe' }] };
const course = { id: 'selling-online', version: 'v1', lessons, practical };
/** A practical that is shown to her, and one without a rubric. */
const shown = { ...course, version: 'shown', lessons: lessons.map(({ keeps: _, ...lesson }) => lesson) };
const unasked = { ...course, version: 'unasked', practical: { lesson: '', pass: 0, rubric: [] } };
const versions = [course, shown, unasked];

describeEachDatabase('acts that a trainer did without a signal', (get) => {
	const start = async (seed: string) => {
		const refusing = new Set<string>();
		const s = Object.assign(testServices(get(), `sent-${seed}`), {
			projectors: [cohortsProjector],
			mayKeepWork: async (_: unknown, id: string) => !refusing.has(id),
			catalogue: {
				course: (id: string) =>
					id === course.id ? course : id === OTHER ? { ...course, id: OTHER } : undefined,
				version: (id: string, version: string) =>
					id === course.id ? versions.find((one) => one.version === version) : undefined
			} as unknown as Catalogue
		});
		const place = await startPlace(s, seed);
		const { at: administrator, organisationId: organisation } = place;
		const { cohortId: cohort } = await newClass(place);
		const learner = await newLearner(place, { cohortId: cohort });
		const trainer = await withRole(place, 'trainer');
		value(await addClassStaff(s, administrator, cohort, { staffId: trainer.staffId, role: 'trainer' }));
		const meeting = (await readMeetings(s, administrator, cohort))!.meetings[0]!.id;
		const about = (more: object = {}) => ({
			id: newId(s),
			at: s.clock() - 10 * MINUTE,
			organisation,
			cohort,
			learner,
			...more
		});
		return {
			s,
			place,
			administrator,
			trainer,
			learner,
			refusing,
			cohort,
			here: (more: object = {}) => ({ ...about(), kind: 'attendance', meeting, state: 'here', ...more }),
			mark: (more: object = {}) => ({
				...about(),
				kind: 'mark',
				course: course.id,
				version: 'v1',
				met: ['whole', 'invented'],
				comment: ' اچھا  کام ',
				...more
			}),
			note: (more: object = {}) => ({ ...about(), kind: 'note', text: 'فون کرنا ہے', ...more }),
			send: (staffId: string, acts: readonly unknown[], skew = 0) =>
				receiveActs(s, { staffId, sentAt: s.clock() - skew, acts, happenedAt, record: recordStaffEvents }),
			decide: (by: StaffAt, staffId: string, actId: string, accepts: boolean) =>
				decideHeld(s, by, { staffId, actId, accepts, record: recordStaffEvents }),
			held: () => listHeldActs(s, administrator),
			events: () =>
				s.db
					.selectFrom('event')
					.select(['kind', 'actor', 'body', 'happened_at', 'skew'])
					.where('learner_id', '=', learner)
					.where('actor', '!=', 'self')
					.orderBy('pos')
					.execute(),
			attendance: async () =>
				(await listAttendance(s.db, [learner], { organisationId: organisation, cohortId: cohort })).map(
					({ state, by_person }) => [state, by_person]
				),
			notes: () => readNotes(s, administrator, { cohortId: cohort, learnerId: learner }),
			takeFrom: async (staffId: string) =>
				value(await takeRole(s, administrator, { staffId, role: 'trainer', reason: 'away' }))
		};
	};
	const outcomes = (receipts: { outcome: string; reason?: string }[]) =>
		receipts.map(({ outcome, reason }) => reason ?? outcome);

	it('attendance, a mark and a note are done by her, at the time of doing; sent again they are the same', async () => {
		const t = await start('a');
		const staffId = t.trainer.staffId;
		const batch = [t.here(), t.mark(), t.note()];
		expect(outcomes(await t.send(staffId, batch))).toEqual(['done', 'done', 'done']);
		const [events, attendance, notes] = [await t.events(), await t.attendance(), await t.notes()];
		expect(outcomes(await t.send(staffId, batch))).toEqual(['done', 'done', 'done']);
		expect([await t.events(), await t.attendance(), await t.notes()]).toEqual([events, attendance, notes]);

		expect(attendance).toEqual([['here', staffId]]);
		expect(events.map((e) => [e.kind, e.actor, e.happened_at])).toEqual([
			['attendance.marked', staffId, t.s.clock() - 10 * MINUTE],
			['practical.marked', staffId, t.s.clock() - 10 * MINUTE]
		]);
		expect(JSON.parse(events[1]!.body)).toMatchObject({
			marks: { whole: true, safe: false },
			comment: 'اچھا کام',
			version: 'v1'
		});
		expect(notes).toMatchObject([{ text: 'فون کرنا ہے', by: staffId, at: t.s.clock() - 10 * MINUTE }]);
		const audited = (await auditOf(t.place)).filter(({ act }) => /^note|^practical|^attendance/.test(act));
		expect(audited.map(({ act }) => act).sort()).toEqual(['note.kept', 'practical.marked']);
		expect((await rebuildAndCompare(t.s, { learnerIds: [t.learner] })).changed).toBe(0);
	});

	it('S7 a wrong clock is corrected, and nothing counts after it was received', async () => {
		const t = await start('b');
		const ahead = 3 * DAY;
		const acts = [
			t.here({ at: t.s.clock() + ahead - 5 * MINUTE }),
			t.here({ at: t.s.clock() + 20 * ahead, state: 'away' })
		];
		expect(outcomes(await t.send(t.trainer.staffId, acts, -ahead))).toEqual(['done', 'done']);
		const events = await t.events();
		expect(events.map((e) => e.happened_at)).toEqual([t.s.clock() - 5 * MINUTE, t.s.clock()]);
		expect(events.map((e) => e.skew)).toEqual([-ahead, -ahead]);
	});

	it('an act is judged for itself: bad ones do not stop the others', async () => {
		const t = await start('c');
		const good = t.here();
		const acts = [
			null,
			{ id: 'x', kind: 'attendance' },
			t.note({ text: ' \u0000 ' }),
			t.note({ text: 'x'.repeat(1001) }),
			t.mark({ course: 'none' }),
			t.mark({ course: OTHER }),
			t.here({ meeting: newId(t.s) }),
			good,
			{ ...good, state: 'away' }
		];
		expect(outcomes(await t.send(t.trainer.staffId, acts))).toEqual([
			'malformed',
			'malformed',
			'malformed',
			'malformed',
			'unknown',
			'unknown',
			'unknown',
			'done',
			'id_reused'
		]);
		expect(await t.attendance()).toEqual([['here', t.trainer.staffId]]);
		const note = t.note();
		const other = { ...note, text: 'کچھ اور' };
		expect(outcomes(await t.send(t.trainer.staffId, [note, other]))).toEqual(['done', 'id_reused']);
		expect(await t.notes()).toHaveLength(1);
	});

	it('A5 what was shown to her is marked like what the app keeps; without a rubric there is nothing to mark', async () => {
		const t = await start('shown');
		const acts = ['shown', 'unasked'].map((version) => t.mark({ version, met: ['safe'] }));
		expect(outcomes(await t.send(t.trainer.staffId, acts))).toEqual(['done', 'unknown']);
		const [event] = await t.events();
		expect(JSON.parse(event!.body)).toMatchObject({
			version: 'shown',
			marks: { whole: false, safe: true }
		});
	});

	it('K5 of who took back the permission neither attendance nor a mark is kept', async () => {
		const t = await start('d');
		t.refusing.add(t.learner);
		expect(outcomes(await t.send(t.trainer.staffId, [t.here(), t.mark()]))).toEqual([
			'no_consent',
			'no_consent'
		]);
		expect(await t.events()).toEqual([]);
	});

	it('T1 who never taught there, and ids of elsewhere, are told the same: nothing is done and nothing is held', async () => {
		const t = await start('e');
		const other = await start('e2');
		const strangers = [
			(await withRole(t.place, 'viewer')).staffId,
			(await withRole(t.place, 'trainer')).staffId,
			(await withRole(t.place, 'safeguarding_lead')).staffId,
			other.administrator.staffId,
			newId(t.s)
		];
		for (const staffId of strangers)
			expect(outcomes(await t.send(staffId, [t.here(), t.mark(), t.note()]))).toEqual(
				Array<string>(3).fill('unknown')
			);
		const { organisationId } = other.place;
		const elsewhere = [
			t.here({ organisation: organisationId }),
			t.here({ cohort: other.cohort }),
			t.here({ learner: other.learner }),
			t.here({ organisation: organisationId, cohort: other.cohort, learner: other.learner })
		];
		expect(outcomes(await t.send(t.trainer.staffId, elsewhere))).toEqual(Array<string>(4).fill('unknown'));
		expect([await t.events(), await other.events(), await t.held(), await other.held()]).toEqual([
			[],
			[],
			[],
			[]
		]);
	});

	it('officers and administrators, too, do what they may in any class', async () => {
		const t = await start('f');
		for (const staffId of [(await withRole(t.place, 'programme_officer')).staffId, t.administrator.staffId])
			expect(outcomes(await t.send(staffId, [t.note()]))).toEqual(['done']);
	});

	it('what a removed trainer sends is held, sealed; accepted, it is hers and of its time', async () => {
		const t = await start('g');
		const { staffId } = t.trainer;
		const batch = [t.here(), t.mark(), t.note()];
		await t.takeFrom(staffId);
		t.s.pass(DAY);
		expect(outcomes(await t.send(staffId, batch, DAY))).toEqual(['held', 'held', 'held']);
		expect(outcomes(await t.send(staffId, batch, DAY))).toEqual(['held', 'held', 'held']);
		expect(outcomes(await t.send(staffId, [{ ...batch[0], state: 'away' }]))).toEqual(['id_reused']);
		expect([await t.events(), await t.notes()]).toEqual([[], []]);
		const rows = await t.s.db
			.selectFrom('held_staff_act')
			.selectAll()
			.where('organisation_id', '=', t.place.organisationId)
			.execute();
		expect(JSON.stringify(rows)).not.toContain('فون کرنا');
		const held = (await t.held()).sort((a, b) => a.act.kind.localeCompare(b.act.kind));
		expect(held.map((h) => [h.act.kind, h.reason, h.staffId])).toEqual(
			['attendance', 'mark', 'note'].map((kind) => [kind, 'role_ended', staffId])
		);

		for (const { act } of held) {
			value(await t.decide(t.administrator, staffId, act.id, true));
			value(await t.decide(t.administrator, staffId, act.id, true));
		}
		expect(await t.held()).toEqual([]);
		expect(await t.attendance()).toEqual([['here', staffId]]);
		expect((await t.events()).map((e) => [e.kind, e.actor, e.happened_at])).toEqual(
			['attendance.marked', 'practical.marked'].map((kind, i) => [kind, staffId, held[i]!.act.at])
		);
		expect(await t.notes()).toMatchObject([{ text: 'فون کرنا ہے', by: staffId }]);
		const audit = (await auditOf(t.place)).filter(({ act }) => act.startsWith('held_act'));
		expect(audit.map(({ act, actor, subject }) => [act, actor, subject])).toEqual(
			Array<string[]>(3).fill(['held_act.accepted', t.administrator.staffId, t.learner])
		);
		expect(outcomes(await t.send(staffId, batch, DAY))).toEqual(['done', 'done', 'done']);
		expect((await rebuildAndCompare(t.s, { learnerIds: [t.learner] })).changed).toBe(0);
	});

	it('K6 refused, it does nothing, is forgotten, and the phone is told', async () => {
		const t = await start('h');
		const { staffId } = t.trainer;
		const act = t.note();
		await t.takeFrom(staffId);
		await t.send(staffId, [act]);
		value(await t.decide(t.administrator, staffId, act.id, false));
		value(await t.decide(t.administrator, staffId, act.id, true));
		expect(await t.notes()).toEqual([]);
		expect(outcomes(await t.send(staffId, [act]))).toEqual(['by_administrator']);
		const row = await t.s.db
			.selectFrom('held_staff_act')
			.select(['body', 'accepted', 'decided_by'])
			.where('organisation_id', '=', t.place.organisationId)
			.executeTakeFirstOrThrow();
		expect(row).toEqual({ body: '', accepted: 0, decided_by: t.administrator.staffId });
		const audit = (await auditOf(t.place)).filter(({ act: a }) => a.startsWith('held_act'));
		expect(audit.map((a) => a.act)).toEqual(['held_act.refused']);
	});

	it('only an administrator of the organisation decides', async () => {
		const t = await start('i');
		const other = await start('i2');
		const { staffId } = t.trainer;
		const act = t.here();
		value(await endClassStaff(t.s, t.administrator, t.cohort, staffId));
		expect(outcomes(await t.send(staffId, [act]))).toEqual(['held']);
		const officer = await withRole(t.place, 'programme_officer');
		for (const by of [officer, await who(t.place, staffId)]) {
			expect(await t.decide(by, staffId, act.id, true)).toMatchObject({ refusal: { tag: 'forbidden' } });
			expect(await listHeldActs(t.s, by)).toEqual([]);
		}
		expect(await t.decide(other.administrator, staffId, act.id, true)).toMatchObject({
			refusal: { tag: 'unknown' }
		});
		expect(await t.attendance()).toEqual([]);
	});

	it('an archived class and a learner who has left hold it, too; what cannot count stays held', async () => {
		const t = await start('j');
		const { staffId } = t.trainer;
		const gone = t.here();
		value(await leaveClass(t.s, t.administrator, t.cohort, t.learner, { code: 'work' }));
		expect(outcomes(await t.send(staffId, [gone]))).toEqual(['held']);
		value(await archiveCohort(t.s, t.administrator, t.cohort, true));
		const note = t.note();
		expect(outcomes(await t.send(staffId, [note]))).toEqual(['held']);
		expect((await t.held()).map((h) => h.reason).sort()).toEqual(['class_archived', 'learner_left']);
		t.refusing.add(t.learner);
		expect(await t.decide(t.administrator, staffId, gone.id, true)).toMatchObject({
			refusal: { tag: 'unkept', reason: 'no_consent' }
		});
		expect(await t.held()).toHaveLength(2);
		value(await t.decide(t.administrator, staffId, gone.id, false));
		value(await t.decide(t.administrator, staffId, note.id, true));
		expect(await t.notes()).toHaveLength(1);
	});

	it('T5 what was done for a record that became part of another is done for that one, held or not', async () => {
		const t = await start('l');
		const { staffId } = t.trainer;
		const gone = await newLearner(t.place, { cohortId: t.cohort }, { deviceHash: 'another' });
		const held = t.here({ learner: gone });
		const removed = await withRole(t.place, 'trainer');
		value(await addClassStaff(t.s, t.administrator, t.cohort, { staffId: removed.staffId, role: 'trainer' }));
		await t.takeFrom(removed.staffId);
		expect(outcomes(await t.send(removed.staffId, [held]))).toEqual(['held']);
		await t.s.db
			.updateTable('learner')
			.set({ merged_into: t.learner })
			.where('learner_id', '=', gone)
			.execute();
		expect(outcomes(await t.send(staffId, [t.note({ learner: gone })]))).toEqual(['done']);
		expect(await t.notes()).toHaveLength(1);
		expect(outcomes(await t.send(removed.staffId, [held]))).toEqual(['held']);
		value(await t.decide(t.administrator, removed.staffId, held.id, true));
		expect(await t.attendance()).toEqual([['here', removed.staffId]]);
	});

	it('T1 what goes on a phone: marks of all meetings, her own notes and nobody else\u2019s, only where she teaches', async () => {
		const t = await start('k');
		const { staffId } = t.trainer;
		const at = await who(t.place, staffId);
		await t.send(staffId, [t.here({ state: 'excused' }), t.note()]);
		await t.send(t.administrator.staffId, [t.note({ text: 'کسی اور کا' })]);
		const kept = (await readToKeep(t.s, at, t.cohort))!;
		expect(kept.meetings[0]!.marks).toEqual({ [t.learner]: 'excused' });
		expect(kept.notes.map(({ text, learner }) => [text, learner])).toEqual([['فون کرنا ہے', t.learner]]);
		expect(kept.meetings.length).toBeGreaterThan(0);
		expect([...kept.unkept]).toEqual([]);
		t.refusing.add(t.learner);
		expect([...(await readToKeep(t.s, at, t.cohort))!.unkept]).toEqual([t.learner]);

		expect(await readToKeep(t.s, await withRole(t.place, 'viewer'), t.cohort)).toBeUndefined();
		expect(await readToKeep(t.s, at, (await start('k2')).cohort)).toBeUndefined();
		value(await archiveCohort(t.s, t.administrator, t.cohort, true));
		expect(await readToKeep(t.s, at, t.cohort)).toBeUndefined();
	});
});
