import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
	aboutContact,
	accountsSealed,
	addLearners,
	eraseLearner,
	issueCards,
	logIn,
	recover
} from '#lib/accounts/index.server.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { TEST_KEY, testServices, value } from '../accounts/test-kit.server.ts';
import { DAY } from '../platform/clock.ts';
import { hex } from '../platform/ids.ts';
import { reseal } from '../platform/sealed-fields.server.ts';
import { secretsFrom } from '../platform/secrets.server.ts';
import { tables } from '../platform/tables.ts';
import { rebuildAndCompare } from '../projections.server.ts';
import { ingest, recordStaffEvents } from '../sync/index.server.ts';
import { cohortsProjector } from './cohorts-projector.server.ts';
import { findMember, keepNote, listMembers, readNotes } from './index.server.ts';
import { joinRecords, partRecords } from './join-records.server.ts';
import { writeEnrolment } from './members.repository.server.ts';
import { cohortsSealed } from './sealed.server.ts';
import { decidePair, readJoinPage, readJoinPair } from './read-join.server.ts';
import { auditOf, newClass, newId, newLearner, startPlace, withRole } from './test-kit.server.ts';

const digits = (text: string) => ({ kind: 'digits' as const, text });
const here = { deviceHash: 'phone-2', profiles: [] };

describeEachDatabase('T5 two records of one woman', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-join-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	/** One class; a record that she uses, and one that a list made. */
	const start = async (seed: string) => {
		const s = Object.assign(testServices(get(), `join-${seed}`), {
			projectors: [cohortsProjector],
			mayKeepWork: async () => true
		});
		Object.assign(s.env, { dataDir });
		const place = await startPlace(s, `join-${seed}`);
		const made = await newClass(place);
		const { cohortId } = made;
		const used = await newLearner(place, made, { name: 'شبانہ بی بی' });
		const listed = async (name = 'شبانہ بی بی', at = place, cohort = cohortId) => {
			const learnerId = newId(s);
			await s.db.transaction().execute(async (tx) => {
				await addLearners(tx, s, [{ learnerId, name, lang: 'ur', contactPhone: '+923001234567', about: {} }]);
				await writeEnrolment(tx, {
					learnerId,
					organisationId: at.organisationId,
					cohortId: cohort,
					state: 'active',
					at: s.clock()
				});
			});
			s.pass(1);
			return learnerId;
		};
		const unused = await listed();
		const { at } = place;
		const marks = (learnerId: string) =>
			s.db
				.selectFrom('attendance')
				.select(['meeting_id', 'state'])
				.where('learner_id', '=', learnerId)
				.orderBy('meeting_id')
				.execute();
		const mark = async (learnerId: string, meeting: string, state: 'here' | 'away') => {
			s.pass(1000);
			const body = { organisation: at.organisationId, cohort: cohortId, meeting, state };
			const act = { kind: 'attendance.marked' as const, body, act: [meeting, newId(s)] };
			await recordStaffEvents(s, at.staffId, learnerId, [act]);
		};
		const card = async (learnerId: string) =>
			value(
				await issueCards(s, {
					organisationId: at.organisationId,
					cohortId,
					actor: at.staffId,
					key: hex(s.random(16)),
					learnerIds: [learnerId]
				})
			)[0]!.card!;
		const given = { id: newId(s), cohortId, keptId: used, goneId: unused };
		const doJoin = (over: Partial<typeof given> = {}, by = at) =>
			joinRecords(s, by, { ...given, ...over }, recordStaffEvents);
		const part = (by = at) => partRecords(s, by, given, recordStaffEvents);
		const active = async () => value(await listMembers(s, at, cohortId)).active.map((member) => member.id);
		const rebuilt = async () => (await rebuildAndCompare(s, { learnerIds: [used, unused] })).changed;
		return {
			s,
			place,
			at,
			cohortId,
			used,
			unused,
			listed,
			marks,
			mark,
			card,
			given,
			doJoin,
			part,
			active,
			rebuilt
		};
	};

	/** Every row that names one of these, without what tells that something was done. */
	const everything = async (s: Awaited<ReturnType<typeof start>>['s'], ids: string[]) => {
		const all: Record<string, unknown[]> = {};
		const apart = ['learner_merge', 'event', 'learner_head', 'enrolment_change', 'attendance', 'staff_note'];
		for (const [table, keyed] of tables)
			if (keyed === 'learner' && !apart.includes(table))
				all[table] = (
					await s.db
						.selectFrom(table as 'learner')
						.selectAll()
						.where('learner_id', 'in', ids)
						.execute()
				).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
		return all;
	};

	it('everything goes over, twice is once, a rebuild changes no row, and it is audited', async () => {
		const { s, at, place, cohortId, used, unused, marks, mark, doJoin, active, rebuilt } = await start('a');
		const [m1, m2, m3] = [newId(s), newId(s), newId(s)].sort() as [string, string, string];
		await mark(unused, m1, 'here');
		await mark(unused, m2, 'here');
		await mark(unused, m3, 'away');
		await mark(used, m2, 'away');
		await mark(used, m3, 'here');
		const of = { cohortId, learnerId: unused };
		value(await keepNote(s, at, { ...of, id: newId(s), text: 'Shy at first', replaces: '' }));
		value(await doJoin());
		value(await doJoin());
		expect(await active()).toEqual([used]);
		expect((await readNotes(s, at, { cohortId, learnerId: used })).map((n) => n.text)).toEqual([
			'Shy at first'
		]);
		expect(await marks(used)).toEqual([
			{ meeting_id: m1, state: 'here' },
			{ meeting_id: m2, state: 'here' },
			{ meeting_id: m3, state: 'here' }
		]);
		expect(await rebuilt()).toBe(0);
		expect(await marks(used)).toHaveLength(3);
		const acts = (await auditOf(place)).filter((row) => row.act === 'learner.joined');
		expect(acts).toMatchObject([{ actor: at.staffId, subject: used }]);
		expect(acts[0]!.detail).not.toContain('شبانہ');
		expect(await findMember(s, at, cohortId, unused)).toBeUndefined();
		expect(await doJoin({ id: newId(s) })).toMatchObject({ refusal: { tag: 'unknown' } });
	});

	it('taken back, everything is as it was; twice is once; a rebuild changes no row', async () => {
		const { s, at, cohortId, used, unused, marks, mark, card, doJoin, part, active, rebuilt } =
			await start('b');
		const [m1, m2] = [newId(s), newId(s)];
		await mark(unused, m1, 'here');
		await mark(unused, m2, 'here');
		await mark(used, m2, 'away');
		value(await keepNote(s, at, { cohortId, learnerId: unused, id: newId(s), text: 'Hers', replaces: '' }));
		await card(unused);
		const before = await everything(s, [used, unused]);
		const [usedMarks, unusedMarks] = [await marks(used), await marks(unused)];
		value(await doJoin());
		expect(await everything(s, [used, unused])).not.toEqual(before);
		s.pass(1000);
		value(await part());
		value(await part());
		expect(await everything(s, [used, unused])).toEqual(before);
		expect(await marks(used)).toEqual(usedMarks);
		expect(await marks(unused)).toEqual(unusedMarks);
		expect((await readNotes(s, at, { cohortId, learnerId: unused })).map((n) => n.text)).toEqual(['Hers']);
		expect((await active()).sort()).toEqual([used, unused].sort());
		expect(await rebuilt()).toBe(0);
		expect(await marks(used)).toEqual(usedMarks);
	});

	it('a number that went over goes back, also when it was sealed anew meanwhile (K3); another one stays', async () => {
		for (const changed of [false, true]) {
			const { s, used, doJoin, part } = await start(`rotated-${changed}`);
			const contactOf = async () =>
				(await s.db.selectFrom('learner').select('contact').where('learner_id', '=', used).execute())[0]!
					.contact;
			await s.db.updateTable('learner').set({ contact: null }).where('learner_id', '=', used).execute();
			value(await doJoin());
			expect(s.secrets.open((await contactOf())!, aboutContact(used))).toBe('+923001234567');
			s.secrets = secretsFrom(TEST_KEY, Buffer.alloc(32, 2));
			for (const field of [...accountsSealed, ...cohortsSealed])
				await reseal(s.allLearners, s.secrets, field);
			expect(await contactOf()).toMatch(/^2\./);
			const contact = s.secrets.seal('+923007654321', aboutContact(used));
			if (changed)
				await s.db.updateTable('learner').set({ contact }).where('learner_id', '=', used).execute();
			value(await part());
			expect(await contactOf()).toBe(changed ? contact : null);
		}
	});

	it('the card of the record that goes opens the one that stays, and the old code with her secret', async () => {
		const { s, used, unused, card, doJoin, part } = await start('c');
		const old = await card(unused);
		value(await doJoin());
		const opened = value(await logIn(s, { code: old.code, secret: digits('493817'), here }));
		expect(opened.learnerId).toBe(used);
		const anew = value(
			await recover(s, { token: old.recovery, secret: digits('582046'), here, learning: true })
		);
		expect(anew.learnerId).toBe(used);
		// Used since: it stays with the record that it opens.
		value(await part());
		expect(value(await logIn(s, { code: old.code, secret: digits('582046'), here })).learnerId).toBe(used);
	});

	it('a record that a phone has opened is never given up: its work would be lost', async () => {
		const { s, at, cohortId, used, unused, listed, card, doJoin, active } = await start('d');
		const { recovery } = await card(unused);
		const asked = await readJoinPair(s, at, cohortId, used, unused);
		expect(asked?.decided).toEqual({ kept: used, gone: unused });
		value(await recover(s, { token: recovery, secret: digits('582046'), here, learning: true }));
		expect(await doJoin()).toMatchObject({ refusal: { tag: 'both_used' } });
		expect((await active()).sort()).toEqual([used, unused].sort());
		const third = await listed();
		expect(await doJoin({ goneId: used, keptId: third })).toMatchObject({ refusal: { tag: 'changed' } });
		expect(await decidePair(s, at, third, used)).toEqual({ kept: used, gone: third });
	});

	it('what her phone sends after it goes on arriving', async () => {
		const { s, used, unused, mark, doJoin, rebuilt } = await start('e');
		await mark(unused, newId(s), 'here');
		value(await doJoin());
		const event = {
			id: newId(s),
			profile: used,
			actor: 'self',
			device: 'her-phone',
			seq: 1,
			kind: 'help.asked',
			v: 1,
			at: s.clock(),
			body: { course: '', lesson: '' }
		};
		const sent = await ingest(s.db, s.projectors, {
			learnerId: used,
			actor: 'self',
			events: [event],
			receivedAt: s.clock(),
			skew: 0
		});
		expect(sent).toMatchObject({ outcomes: [{ outcome: 'accepted' }], receipts: [{ heldTo: 1 }] });
		expect(await rebuilt()).toBe(0);
	});

	it('T1 another organisation’s records are nobody’s here: not found, not joined, not taken apart', async () => {
		const { s, at, place, cohortId, used, unused, listed, doJoin, part, active } = await start('f');
		const elsewhere = newId(s);
		const foreign = await listed('شبانہ بی بی', { ...place, organisationId: elsewhere }, newId(s));
		expect((await readJoinPage(s, at, cohortId, used, ''))!.found.map((f) => f.id)).toEqual([unused]);
		expect((await readJoinPage(s, at, cohortId, used, 'شبانہ'))!.found.map((f) => f.id)).toEqual([unused]);
		expect(await readJoinPair(s, at, cohortId, used, foreign)).toBeUndefined();
		expect(await doJoin({ goneId: foreign })).toMatchObject({ refusal: { tag: 'unknown' } });
		expect(await doJoin({ goneId: newId(s) })).toMatchObject({ refusal: { tag: 'unknown' } });
		const stranger = { ...at, organisationId: elsewhere };
		expect(await doJoin({}, stranger)).toMatchObject({ refusal: { tag: 'unknown' } });
		expect(await active()).toHaveLength(2);
		value(await doJoin());
		expect(await part(stranger)).toMatchObject({ refusal: { tag: 'unknown' } });
		expect(await doJoin({}, stranger)).toMatchObject({ refusal: { tag: 'unknown' } });
	});

	it('K7 who looks after the learners may; a co-trainer, a viewer and the safeguarding lead may not', async () => {
		const { place, at, s, cohortId, used, unused, doJoin, part } = await start('g');
		for (const role of ['co_trainer', 'viewer', 'safeguarding_lead', 'trainer'] as const) {
			const person = await withRole(place, role);
			expect(await doJoin({}, person)).toMatchObject({ refusal: { tag: 'forbidden' } });
			expect(await part(person)).toMatchObject({ refusal: { tag: 'forbidden' } });
			expect(await readJoinPage(s, person, cohortId, used, '')).toBeUndefined();
			expect(await readJoinPair(s, person, cohortId, used, unused)).toBeUndefined();
		}
		const trainer = { ...(await withRole(place, 'trainer')), own: new Set([cohortId]) };
		// The second record is in a class that is not hers as well.
		const second = await newClass(place);
		await s.db.transaction().execute((tx) =>
			writeEnrolment(tx, {
				learnerId: unused,
				organisationId: at.organisationId,
				cohortId: second.cohortId,
				state: 'active',
				at: s.clock()
			})
		);
		expect(await doJoin({}, trainer)).toMatchObject({ refusal: { tag: 'elsewhere' } });
		value(await doJoin());
		expect(await part(trainer)).toMatchObject({ refusal: { tag: 'unknown' } });
		expect(await findMember(s, at, second.cohortId, used)).toMatchObject({ state: 'active' });
	});

	it('found by part of a name in other letters, and by the code on the card', async () => {
		const { s, at, cohortId, used, unused, card } = await start('h');
		const { code } = await card(unused);
		for (const q of ['شبانه', code, code.toLowerCase()])
			expect((await readJoinPage(s, at, cohortId, used, q))!.found.map((f) => f.id)).toEqual([unused]);
		expect((await readJoinPage(s, at, cohortId, used, 'زینب'))!.found).toEqual([]);
		expect((await readJoinPage(s, at, cohortId, used, '!'))!.found).toEqual([]);
	});

	it('after thirty days it stands; and when she is forgotten, both records are (K5)', async () => {
		const { s, used, unused, doJoin, part } = await start('i');
		value(await doJoin());
		s.pass(31 * DAY);
		expect(await part()).toMatchObject({ refusal: { tag: 'too_late' } });
		await eraseLearner(s, used);
		expect(
			await s.db
				.selectFrom('learner')
				.select('learner_id')
				.where('learner_id', 'in', [used, unused])
				.execute()
		).toEqual([]);
	});
});
