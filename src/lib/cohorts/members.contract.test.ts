import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eraseLearner } from '#lib/accounts/index.server.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { admit, bringBack, leaveClass, moveLearner, refuseLearner } from './change-members.server.ts';
import { readChangeReason } from './change-reason.ts';
import { enrolmentsOf } from './cohorts.repository.server.ts';
import { archiveCohort } from './edit-cohort.server.ts';
import { enrol } from './enrol.server.ts';
import { listMembers } from './list-members.server.ts';
import { auditOf, newClass, newId, newLearner, startPlace, withRole, type Place } from './test-kit.server.ts';

const tagOf = (result: { ok: true } | { ok: false; refusal: { tag: string } }) =>
	result.ok ? 'ok' : result.refusal.tag;
const reason = { code: 'no_time' as const, words: 'شادی ہے' };

describeEachDatabase('members of a class', (get) => {
	const start = (seed: string) => startPlace(testServices(get(), `members-${seed}`), `members-${seed}`);
	const state = async ({ s }: Place, learnerId: string, cohortId: string) =>
		(await enrolmentsOf(s.db, learnerId)).find((e) => e.cohort_id === cohortId)?.state;
	const history = ({ s }: Place, learnerId: string) =>
		s.db
			.selectFrom('enrolment_change')
			.select(['cohort_id', 'state', 'reason', 'by_person'])
			.where('learner_id', '=', learnerId)
			.orderBy('at')
			.execute();

	it('T2 who asked is let in, by one tap or all at once; a second tap does nothing', async () => {
		const place = await start('a');
		const { cohortId } = await newClass(place, { approval: true });
		const ids = [await newLearner(place, { cohortId }), await newLearner(place, { cohortId })];
		expect(value(await listMembers(place.s, place.at, cohortId)).asked.map((m) => m.id)).toEqual(
			expect.arrayContaining(ids)
		);
		expect(value(await admit(place.s, place.at, cohortId, ids))).toEqual({ active: 2, queued: 0 });
		expect(value(await admit(place.s, place.at, cohortId, ids))).toEqual({ active: 0, queued: 0 });
		const members = value(await listMembers(place.s, place.at, cohortId));
		expect([members.asked.length, members.active.length]).toEqual([0, 2]);
		expect((await auditOf(place)).filter((a) => a.act === 'learner.let_in')).toHaveLength(2);
		expect((await history(place, ids[0]!)).map((h) => [h.state, h.by_person])).toEqual([
			['asked', ids[0]],
			['active', place.staffId]
		]);
	});

	it('T2 in a full class who is approved waits for a place, in the order of asking', async () => {
		const place = await start('b');
		const { cohortId } = await newClass(place, { approval: true, plan: { places: 1 } });
		const ids: string[] = [];
		for (let n = 0; n < 3; n++) {
			ids.push(await newLearner(place, { cohortId }));
			place.s.pass(1000);
		}
		// The last is approved first: she does not go past who asked before her.
		expect(value(await admit(place.s, place.at, cohortId, [ids[0]!, ids[2]!, ids[1]!]))).toEqual({
			active: 1,
			queued: 2
		});
		const { queued } = value(await listMembers(place.s, place.at, cohortId));
		expect(queued.map((m) => m.id)).toEqual([ids[1], ids[2]]);
		expect(tagOf(await admit(place.s, place.at, cohortId, [ids[1]!]))).toBe('full');
		value(await leaveClass(place.s, place.at, cohortId, ids[0]!, reason));
		expect(value(await admit(place.s, place.at, cohortId, [ids[1]!]))).toEqual({ active: 1, queued: 0 });
	});

	it('T2 who is refused stays out until somebody lets her in', async () => {
		const place = await start('c');
		const { cohortId } = await newClass(place, { approval: true });
		const id = await newLearner(place, { cohortId });
		value(await refuseLearner(place.s, place.at, cohortId, id, { code: 'other_class' }));
		expect(await state(place, id, cohortId)).toBe('refused');
		const { former } = value(await listMembers(place.s, place.at, cohortId));
		expect(former).toMatchObject([{ id, state: 'refused', reason: { code: 'other_class' } }]);
		expect(tagOf(await leaveClass(place.s, place.at, cohortId, id, reason))).toBe('unknown_learner');
		place.s.pass(1);
		value(await bringBack(place.s, place.at, cohortId, id));
		expect(await state(place, id, cohortId)).toBe('active');
	});

	it('T2 leaving has a reason in her own history, none in the audit; bringing back undoes it', async () => {
		const place = await start('d');
		const { cohortId } = await newClass(place);
		const id = await newLearner(place, { cohortId });
		for (let tap = 0; tap < 2; tap++) value(await leaveClass(place.s, place.at, cohortId, id, reason));
		const last = (await history(place, id)).at(-1)!;
		expect(last).toMatchObject({ state: 'left', by_person: place.staffId });
		expect(readChangeReason(last.reason)).toEqual(reason);
		const written = (await auditOf(place)).filter((a) => a.act === 'learner.left');
		expect(written).toHaveLength(1);
		expect(written[0]!.detail).not.toContain(reason.words);
		place.s.pass(1);
		value(await bringBack(place.s, place.at, cohortId, id));
		expect(await state(place, id, cohortId)).toBe('active');
	});

	it('T2 moving takes her from one class to the other; undone, she is where she was', async () => {
		const place = await start('e');
		const [from, to] = [await newClass(place), await newClass(place)];
		const id = await newLearner(place, from);
		const move = { from: from.cohortId, to: to.cohortId, learnerId: id, reason: { code: 'day' as const } };
		for (let tap = 0; tap < 2; tap++) value(await moveLearner(place.s, place.at, move));
		const both = async () => [await state(place, id, from.cohortId), await state(place, id, to.cohortId)];
		expect(await both()).toEqual(['moved', 'active']);
		place.s.pass(1);
		value(await bringBack(place.s, place.at, from.cohortId, id));
		expect(await both()).toEqual(['active', 'moved']);
	});

	it('undoing a move leaves her in a class where she was before it', async () => {
		const place = await start('f');
		const [from, to] = [await newClass(place), await newClass(place)];
		const id = await newLearner(place, from);
		const { s, at, organisationId } = place;
		await s.db.transaction().execute((tx) => enrol(tx, s, id, { organisationId, cohortId: to.cohortId }));
		value(
			await moveLearner(s, at, {
				from: from.cohortId,
				to: to.cohortId,
				learnerId: id,
				reason: { code: 'day' }
			})
		);
		place.s.pass(1);
		value(await bringBack(s, at, from.cohortId, id));
		expect(await state(place, id, to.cohortId)).toBe('active');
	});

	it('a move into a full, an archived or a stranger class writes nothing', async () => {
		const [place, other] = [await start('g1'), await start('g2')];
		const from = await newClass(place);
		const id = await newLearner(place, from);
		const full = await newClass(place, { plan: { places: 1 } });
		await newLearner(place, full);
		const away = await newClass(place);
		value(await archiveCohort(place.s, place.at, away.cohortId, true));
		const foreign = await newClass(other);
		const move = async (to: string) =>
			tagOf(
				await moveLearner(place.s, place.at, {
					from: from.cohortId,
					to,
					learnerId: id,
					reason: { code: 'day' }
				})
			);
		expect(await move(full.cohortId)).toBe('full');
		expect(await move(away.cohortId)).toBe('unknown_class');
		expect(await move(foreign.cohortId)).toBe('unknown_class');
		expect(await move(from.cohortId)).toBe('unknown_class');
		expect(await history(place, id)).toHaveLength(1);
		expect(await state(place, id, from.cohortId)).toBe('active');
	});

	it('T1 whoever may not, and whoever is elsewhere, changes nobody', async () => {
		const [place, other] = [await start('h1'), await start('h2')];
		const { cohortId } = await newClass(place, { approval: true });
		const id = await newLearner(place, { cohortId });
		for (const role of ['trainer', 'co_trainer', 'viewer', 'safeguarding_lead'] as const) {
			const at = await withRole(place, role);
			expect(tagOf(await listMembers(place.s, at, cohortId)), role).toBe('forbidden');
			expect(tagOf(await admit(place.s, at, cohortId, [id])), role).toBe('forbidden');
			expect(tagOf(await refuseLearner(place.s, at, cohortId, id, reason)), role).toBe('forbidden');
			expect(tagOf(await leaveClass(place.s, at, cohortId, id, reason)), role).toBe('forbidden');
			expect(tagOf(await bringBack(place.s, at, cohortId, id)), role).toBe('forbidden');
		}
		expect(tagOf(await admit(other.s, other.at, cohortId, [id]))).toBe('unknown_class');
		expect(await state(place, id, cohortId)).toBe('asked');
		expect(tagOf(await leaveClass(place.s, place.at, cohortId, newId(place.s), reason))).toBe(
			'unknown_learner'
		);
	});

	it('T1 a co-trainer of the class lets in, and moves and removes nobody', async () => {
		const place = await start('i');
		const { cohortId } = await newClass(place, { approval: true });
		const id = await newLearner(place, { cohortId });
		const helper = { ...(await withRole(place, 'co_trainer')), own: new Set([cohortId]) };
		expect(value(await admit(place.s, helper, cohortId, [id]))).toEqual({ active: 1, queued: 0 });
		expect(tagOf(await leaveClass(place.s, helper, cohortId, id, reason))).toBe('forbidden');
	});

	it('an archived class lets nobody in and out', async () => {
		const place = await start('j');
		const { cohortId } = await newClass(place, { approval: true });
		const id = await newLearner(place, { cohortId });
		value(await archiveCohort(place.s, place.at, cohortId, true));
		expect(tagOf(await admit(place.s, place.at, cohortId, [id]))).toBe('archived');
		expect(value(await listMembers(place.s, place.at, cohortId)).asked).toHaveLength(1);
	});

	it('K5 of whoever is erased no class keeps a trace', async () => {
		const place = await start('k');
		const dataDir = mkdtempSync(join(tmpdir(), 'qadam-erase-'));
		const { cohortId } = await newClass(place);
		const id = await newLearner(place, { cohortId });
		await eraseLearner({ ...place.s, env: { ...place.s.env, dataDir } }, id);
		rmSync(dataDir, { recursive: true });
		expect(value(await listMembers(place.s, place.at, cohortId)).active).toEqual([]);
		expect(await history(place, id)).toEqual([]);
		const rows = await place.s.db
			.selectFrom('cohort_member')
			.select('learner_id')
			.where('organisation_id', '=', place.organisationId)
			.execute();
		expect(rows).toEqual([]);
	});
});
