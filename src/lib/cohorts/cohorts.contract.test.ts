import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { DAY, HOUR } from '../platform/clock.ts';
import { renewClassNumber } from './class-number.server.ts';
import { readClassPlan } from './class-plan.ts';
import { enrolmentsOf, findCohort, findOpenCode } from './cohorts.repository.server.ts';
import { archiveCohort, editCohort } from './edit-cohort.server.ts';
import { enrol, findOpenClass, tryClassNumber } from './enrol.server.ts';
import { listAllOrganisations, listClasses } from './list-classes.server.ts';
import { makeCohort } from './make-cohort.server.ts';
import { makeOrganisation } from './make-organisation.server.ts';
import { auditOf, newClass, newId, newLearner, startPlace, who, withRole } from './test-kit.server.ts';

const forbidden = { ok: false, refusal: { tag: 'forbidden' } };
const unknown = { ok: false, refusal: { tag: 'class_unknown' } };

describeEachDatabase('classes', (get) => {
	const start = (seed: string) => startPlace(testServices(get(), `cohorts-${seed}`), seed);
	const given = (name = 'x') => ({
		name,
		programmeId: null,
		approval: true,
		plan: readClassPlan('{}', 'selling-online')
	});

	it('a class has a number that opens it, as typed', async () => {
		const place = await start('a');
		const { number } = await newClass(place);
		const typed = ` ${number.slice(0, 3).toLowerCase()} ${number.slice(3)}`;
		expect(value(await findOpenClass(place.s, typed))).toMatchObject({
			name: 'منگل',
			organisation: 'ادارہ a',
			course: 'selling-online'
		});
	});

	it('K6 each act has its audit row; a second tap makes and writes nothing', async () => {
		const place = await start('b');
		const id = newId(place.s);
		place.s.pass(1);
		for (let tap = 0; tap < 2; tap++) value(await makeCohort(place.s, place.at, { ...given(), id }));
		value(await makeOrganisation(place.s, place.staffId, { id: place.organisationId, name: 'anew' }));
		expect((await auditOf(place)).map((a) => a.act)).toEqual(['organisation.made', 'cohort.made']);
		const listed = value(await listAllOrganisations(place.s, place.staffId));
		expect(listed.find((o) => o.id === place.organisationId)).toMatchObject({ name: 'ادارہ b', hers: true });
		expect(await listClasses(place.s, place.at)).toMatchObject([{ classes: [{ id }] }]);
	});

	it('T1 who may not makes, changes, puts away and renews nothing', async () => {
		const place = await start('c');
		const { cohortId } = await newClass(place);
		const before = await findCohort(place.s.db, place.organisationId, cohortId);
		// A trainer may make classes, but this one is not hers; the others may not at all.
		for (const role of ['trainer', 'co_trainer', 'viewer', 'safeguarding_lead'] as const) {
			const at = await withRole(place, role);
			if (role !== 'trainer')
				expect(await makeCohort(place.s, at, { ...given(), id: newId(place.s) })).toEqual(forbidden);
			expect(await editCohort(place.s, at, cohortId, given())).toEqual(forbidden);
			expect(await archiveCohort(place.s, at, cohortId, true)).toEqual(forbidden);
			expect(await renewClassNumber(place.s, at, cohortId)).toEqual(forbidden);
		}
		expect(await listAllOrganisations(place.s, newId(place.s))).toEqual(forbidden);
		expect(await findCohort(place.s.db, place.organisationId, cohortId)).toEqual(before);
	});

	it('T1 a class of another organisation is unknown, also to its administrator', async () => {
		const [place, other] = [await start('d1'), await start('d2')];
		const { cohortId } = await newClass(other);
		const tag = { ok: false, refusal: { tag: 'unknown_class' } };
		expect(await editCohort(place.s, place.at, cohortId, given())).toEqual(tag);
		expect(await archiveCohort(place.s, place.at, cohortId, true)).toEqual(tag);
		expect(await renewClassNumber(place.s, place.at, cohortId)).toEqual(tag);
	});

	it('T1 a trainer who makes a class is its trainer; an administrator is not', async () => {
		const place = await start('e');
		const trainer = await withRole(place, 'trainer');
		const hers = await newClass({ s: place.s, at: trainer });
		await newClass(place);
		const now = await who(place, trainer.staffId);
		expect([...now.own]).toEqual([hers.cohortId]);
		expect(await listClasses(place.s, now)).toMatchObject([{ classes: [{ id: hers.cohortId }] }]);
		expect((await who(place, place.staffId)).own.size).toBe(0);
	});

	it('a class needs courses of the catalogue and a programme of its own organisation', async () => {
		const [place, other] = [await start('f1'), await start('f2')];
		const tag = async (more: object) => {
			const made = await makeCohort(place.s, place.at, { ...given(), ...more, id: newId(place.s) });
			return made.ok ? 'ok' : made.refusal.tag;
		};
		const plan = readClassPlan('{}', 'selling-online');
		for (const unknown of ['alchemy', 'fraud-check', 'seller-ready'])
			expect(await tag({ plan: { ...plan, courses: ['selling-online', unknown] } }), unknown).toBe(
				'unknown_course'
			);
		expect(await tag({ plan: { ...plan, courses: [] } })).toBe('unknown_course');
		expect(await tag({ programmeId: other.organisationId })).toBe('unknown_programme');
	});

	it('a class number runs out after 30 days; a new one ends the old one', async () => {
		const place = await start('g');
		const { cohortId, number } = await newClass(place);
		const renewed = value(await renewClassNumber(place.s, place.at, cohortId)).number;
		expect(await findOpenClass(place.s, number)).toEqual(unknown);
		expect((await findOpenClass(place.s, renewed)).ok).toBe(true);
		place.s.pass(30 * DAY);
		expect(await findOpenClass(place.s, renewed)).toEqual(unknown);
		expect(await findOpenCode(place.s.db, place.organisationId, cohortId, place.s.clock())).toBeUndefined();
	});

	it('a number of no class is refused in the same words as one that ran out', async () => {
		const { s } = await start('h');
		for (const typed of ['', 'ZZZZZZZZ', '\u0000', "' or 1=1", 'کلاس'])
			expect(await findOpenClass(s, typed)).toEqual(unknown);
	});

	it('a phone that guesses waits, also with a right number; right ones count nothing, other phones go on', async () => {
		const place = await start('i');
		const { number } = await newClass(place);
		for (let n = 0; n < 40; n++)
			expect((await tryClassNumber(place.s, 'phone of a class', number)).ok).toBe(true);
		for (let n = 0; n < 12; n++)
			expect(await tryClassNumber(place.s, 'guesser', `ZZZZZZZ${2 + (n % 8)}`)).toEqual(unknown);
		const held = await tryClassNumber(place.s, 'guesser', number);
		expect(held.ok || held.refusal.tag).toBe('wait');
		expect((await tryClassNumber(place.s, 'phone of a class', number)).ok).toBe(true);
		place.s.pass(HOUR);
		expect((await tryClassNumber(place.s, 'guesser', number)).ok).toBe(true);
	});

	it('T2 joining enrols in the same transaction; twice is once; who left comes back', async () => {
		const place = await start('j');
		const made = await newClass(place);
		const learnerId = await newLearner(place, made);
		const { s, organisationId } = place;
		const again = () =>
			s.db.transaction().execute((tx) => enrol(tx, s, learnerId, { organisationId, ...made }));
		const [{ at } = { at: 0 }] = await enrolmentsOf(s.db, learnerId);
		s.pass(4);
		await again();
		expect(await enrolmentsOf(s.db, learnerId)).toMatchObject([{ state: 'active', at }]);
		for (const table of ['enrolment', 'cohort_member'] as const)
			await s.db
				.updateTable(table)
				.set({ state: 'left' })
				.where('learner_id', '=', learnerId)
				.where('organisation_id', '=', organisationId)
				.execute();
		expect(await again()).toBe('active');
		expect(await enrolmentsOf(s.db, learnerId)).toMatchObject([{ state: 'active', at: at + 5 }]);
	});

	it('T2 a class with approval is asked; a full one without has a waiting list', async () => {
		const place = await start('k');
		const state = async (learnerId: string) => (await enrolmentsOf(place.s.db, learnerId))[0]?.state;
		const asking = await newClass(place, { approval: true });
		expect(await state(await newLearner(place, asking))).toBe('asked');
		const small = await newClass(place, { plan: { places: 1 } });
		expect(await state(await newLearner(place, small))).toBe('active');
		expect(await state(await newLearner(place, small))).toBe('queued');
	});

	it('of two who want the last place at once one gets it', async () => {
		const place = await start('l');
		const small = await newClass(place, { plan: { places: 1 } });
		const ids = await Promise.all([1, 2, 3].map(() => newLearner(place, small)));
		const states = await Promise.all(ids.map(async (id) => (await enrolmentsOf(place.s.db, id))[0]?.state));
		expect(states.sort()).toEqual(['active', 'queued', 'queued']);
	});

	it('a class that was put away takes nobody and changes nothing; brought back it has a new number', async () => {
		const place = await start('m');
		const { s, at, organisationId } = place;
		const { cohortId, number } = await newClass(place);
		s.pass(1);
		for (let tap = 0; tap < 2; tap++) value(await archiveCohort(s, at, cohortId, true));
		expect(await findOpenClass(s, number)).toEqual(unknown);
		const archived = { ok: false, refusal: { tag: 'archived' } };
		expect(await editCohort(s, at, cohortId, given())).toEqual(archived);
		expect(await renewClassNumber(s, at, cohortId)).toEqual(archived);
		const nobody = await s.db
			.transaction()
			.execute((tx) => enrol(tx, s, newId(s), { organisationId, cohortId }));
		expect(nobody).toBeUndefined();
		expect(await listClasses(s, at)).toEqual([]);
		expect(await listClasses(s, at, { archived: true })).toMatchObject([{ classes: [{ id: cohortId }] }]);
		s.pass(1);
		value(await archiveCohort(s, at, cohortId, false));
		const code = await findOpenCode(s.db, organisationId, cohortId, s.clock());
		expect(code?.code).not.toBe(number);
		expect((await auditOf(place)).map((a) => a.act).slice(-2)).toEqual(['cohort.archived', 'cohort.opened']);
	});

	it('a changed plan is what is read', async () => {
		const place = await start('n');
		const { cohortId } = await newClass(place);
		const plan = {
			...given().plan,
			startsOn: '2026-11-24',
			weekday: 3 as const,
			time: '16:00',
			place: 'گھر'
		};
		for (let tap = 0; tap < 2; tap++)
			value(await editCohort(place.s, place.at, cohortId, { ...given('جمعرات'), plan }));
		const audit = await place.s.db
			.selectFrom('audit')
			.select('act')
			.where('organisation_id', '=', place.organisationId)
			.execute();
		expect(audit.filter(({ act }) => act === 'cohort.edited')).toHaveLength(1);
		const row = (await findCohort(place.s.db, place.organisationId, cohortId))!;
		expect(readClassPlan(row.plan, row.course)).toEqual(plan);
		// 22 November 2026 by the test's clock: the first Thursday on or after the first day.
		expect(await listClasses(place.s, place.at)).toMatchObject([
			{ classes: [{ name: 'جمعرات', next: '2026-11-26', time: '16:00', place: 'گھر' }] }
		]);
	});
});
