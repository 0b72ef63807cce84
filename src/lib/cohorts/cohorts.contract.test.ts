import { expect, it } from 'vitest';
import { makeSetupLink, setUpAdministrator, joinLearner } from '#lib/accounts/index.server.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { joining, testServices, value, type TestServices } from '../accounts/test-kit.server.ts';
import { DAY } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { enrolmentsOf } from './cohorts.repository.server.ts';
import { enrol, findOpenClass } from './enrol.server.ts';
import { listClasses } from './list-classes.server.ts';
import { makeCohort, renewClassNumber } from './make-cohort.server.ts';
import { makeOrganisation } from './make-organisation.server.ts';

describeEachDatabase('cohorts', (get) => {
	const start = async (seed: string) => {
		const s = testServices(get(), `cohorts-${seed}`);
		const token = (await makeSetupLink(s)).split('=')[1]!;
		const { staffId } = value(
			await setUpAdministrator(s, {
				token,
				name: 'ثنا',
				email: `${seed}@example.pk`,
				password: 'چائے اور پراٹھا'
			})
		);
		const id = uuidv7(s.clock(), s.random);
		value(await makeOrganisation(s, staffId, { id, name: `ادارہ ${seed}` }));
		return { s, staffId, organisationId: id };
	};
	const newClass = async (
		{ s, staffId, organisationId }: Awaited<ReturnType<typeof start>>,
		name = 'منگل'
	) => {
		const id = uuidv7(s.clock(), s.random);
		const given = { id, organisationId, name, course: 'selling-online' };
		value(await makeCohort(s, staffId, given));
		return { given, number: (await classOf(s, staffId, id))!.number! };
	};
	const classOf = async (s: TestServices, staffId: string, id: string) =>
		value(await listClasses(s, staffId))
			.flatMap((o) => o.classes)
			.find((c) => c.id === id);
	const audit = (s: TestServices, organisationId: string) =>
		s.db.selectFrom('audit').select(['act', 'actor']).where('organisation_id', '=', organisationId).execute();

	it('a class has a number that opens it, as typed', async () => {
		const from = await start('a');
		const { number } = await newClass(from);
		const typed = ` ${number.slice(0, 3).toLowerCase()} ${number.slice(3)}`;
		expect(value(await findOpenClass(from.s, typed))).toMatchObject({
			name: 'منگل',
			organisation: 'ادارہ a',
			course: 'selling-online'
		});
	});

	it('K6 each act has its audit row; a second tap makes and writes nothing', async () => {
		const from = await start('b');
		const { given } = await newClass(from);
		value(await makeCohort(from.s, from.staffId, given));
		value(await makeOrganisation(from.s, from.staffId, { id: from.organisationId, name: 'anew' }));
		expect((await audit(from.s, from.organisationId)).map((a) => a.act).sort()).toEqual([
			'cohort.made',
			'organisation.made'
		]);
		const listed = value(await listClasses(from.s, from.staffId)).find((o) => o.id === from.organisationId)!;
		expect(listed.name).toBe('ادارہ b');
		expect(listed.classes).toHaveLength(1);
	});

	it('T1 who is no administrator makes, lists and renews nothing', async () => {
		const from = await start('c');
		const { given } = await newClass(from);
		const stranger = uuidv7(from.s.clock(), from.s.random);
		const forbidden = { ok: false, refusal: { tag: 'forbidden' } };
		const fresh = { ...given, id: uuidv7(from.s.clock(), from.s.random) };
		expect(await makeCohort(from.s, stranger, fresh)).toEqual(forbidden);
		expect(await makeOrganisation(from.s, stranger, { id: fresh.id, name: 'x' })).toEqual(forbidden);
		expect(await listClasses(from.s, stranger)).toEqual(forbidden);
		const cohort = { organisationId: given.organisationId, cohortId: given.id };
		expect(await renewClassNumber(from.s, stranger, cohort)).toEqual(forbidden);
	});

	it('a class needs its organisation and a course of the catalogue', async () => {
		const from = await start('d');
		const id = uuidv7(from.s.clock(), from.s.random);
		const given = { id, organisationId: from.organisationId, name: 'x', course: 'selling-online' };
		const tag = async (more: object) => {
			const made = await makeCohort(from.s, from.staffId, { ...given, ...more });
			return made.ok ? 'ok' : made.refusal.tag;
		};
		expect(await tag({ course: 'alchemy' })).toBe('unknown_course');
		expect(await tag({ organisationId: id })).toBe('unknown_organisation');
	});

	it('a class number runs out after 30 days; a new one ends the old one', async () => {
		const from = await start('e');
		const { given, number } = await newClass(from);
		const cohort = { organisationId: given.organisationId, cohortId: given.id };
		const renewed = value(await renewClassNumber(from.s, from.staffId, cohort)).number;
		const closed = { ok: false, refusal: { tag: 'class_closed' } };
		expect(await findOpenClass(from.s, number)).toEqual(closed);
		expect((await findOpenClass(from.s, renewed)).ok).toBe(true);
		from.s.pass(30 * DAY);
		expect(await findOpenClass(from.s, renewed)).toEqual(closed);
	});

	it('a number of no class is unknown, whatever it is', async () => {
		const { s } = await start('f');
		for (const typed of ['', 'ZZZZZZ', '\u0000', "' or 1=1", 'کلاس'])
			expect(await findOpenClass(s, typed)).toEqual({ ok: false, refusal: { tag: 'class_unknown' } });
	});

	it('T2 joining enrols in the same transaction; twice is once; who left comes back', async () => {
		const from = await start('g');
		const found = value(await findOpenClass(from.s, (await newClass(from)).number));
		const { learnerId } = value(
			await joinLearner(from.s, joining(from.s), (tx, id) => enrol(tx, id, found, 5))
		);
		const again = (at: number) => from.s.db.transaction().execute((tx) => enrol(tx, learnerId, found, at));
		await again(9);
		expect(await enrolmentsOf(from.s.db, learnerId)).toMatchObject([{ state: 'active', at: 5 }]);
		await from.s.db
			.updateTable('enrolment')
			.set({ state: 'left', at: 10 })
			.where('learner_id', '=', learnerId)
			.execute();
		await again(11);
		expect(await enrolmentsOf(from.s.db, learnerId)).toMatchObject([{ state: 'active', at: 11 }]);
	});
});
