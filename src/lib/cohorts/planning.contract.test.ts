import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { addClassStaff, endClassStaff, listClassStaff } from './class-staff.server.ts';
import { listClasses } from './list-classes.server.ts';
import * as planning from './planning.server.ts';
import { auditOf, newClass, newId, startPlace, who, withRole } from './test-kit.server.ts';

const tagOf = (result: { ok: true } | { ok: false; refusal: { tag: string } }) =>
	result.ok ? 'ok' : result.refusal.tag;

describeEachDatabase('programmes, templates, and who teaches', (get) => {
	const start = (seed: string) => startPlace(testServices(get(), `planning-${seed}`), `planning-${seed}`);

	it('a programme is made once, renamed, put away, and holds its classes together', async () => {
		const place = await start('a');
		const { s, at } = place;
		const id = newId(s);
		for (const name of ['بہار', 'second tap']) value(await planning.makeProgramme(s, at, { id, name }));
		s.pass(1);
		value(await planning.renameProgramme(s, at, { id, name: 'خزاں' }));
		s.pass(1);
		const inside = await newClass(place, { programmeId: id });
		const outside = await newClass(place);
		expect(await listClasses(s, at)).toMatchObject([
			{ programme: { id, name: 'خزاں' }, classes: [{ id: inside.cohortId }] },
			{ classes: [{ id: outside.cohortId }] }
		]);
		value(await planning.archiveProgramme(s, at, { id, away: true }));
		expect(value(await planning.listPlanning(s, at)).programmes).toEqual([
			{ id, name: 'خزاں', archived: true }
		]);
		expect((await listClasses(s, at))[0]?.programme?.id).toBe(id);
		const acts = (await auditOf(place)).map((a) => a.act).filter((a) => a.startsWith('programme'));
		expect(acts).toEqual(['programme.made', 'programme.renamed', 'programme.archived']);
	});

	it("a template keeps a class's plan without its first day", async () => {
		const place = await start('b');
		const { s, at } = place;
		const { cohortId } = await newClass(place, { plan: { weeks: 12, place: 'مرکز', places: 20 } });
		const id = newId(s);
		for (let tap = 0; tap < 2; tap++)
			value(await planning.saveTemplate(s, at, { id, name: 'شام', cohortId }));
		const { templates } = value(await planning.listPlanning(s, at));
		expect(templates).toMatchObject([
			{ id, name: 'شام', archived: false, plan: { startsOn: '', weeks: 12, place: 'مرکز', places: 20 } }
		]);
		value(await planning.archiveTemplate(s, at, { id, away: true }));
		expect(value(await planning.listPlanning(s, at)).templates).toMatchObject([{ archived: true }]);
	});

	it('T1 what is another organisation’s is unknown; who makes no classes plans nothing', async () => {
		const [place, other] = [await start('c1'), await start('c2')];
		const { s, at } = place;
		const id = newId(s);
		value(await planning.makeProgramme(s, at, { id, name: 'x' }));
		const { cohortId } = await newClass(place);
		expect(tagOf(await planning.renameProgramme(s, other.at, { id, name: 'y' }))).toBe('unknown');
		expect(tagOf(await planning.archiveProgramme(s, other.at, { id, away: true }))).toBe('unknown');
		expect(tagOf(await planning.archiveTemplate(s, other.at, { id, away: true }))).toBe('unknown');
		expect(tagOf(await planning.saveTemplate(s, other.at, { id: newId(s), name: 'y', cohortId }))).toBe(
			'unknown'
		);
		const viewer = await withRole(place, 'viewer');
		expect(tagOf(await planning.listPlanning(s, viewer))).toBe('forbidden');
		expect(tagOf(await planning.makeProgramme(s, viewer, { id: newId(s), name: 'z' }))).toBe('forbidden');
		const trainer = await withRole(place, 'trainer');
		expect(tagOf(await planning.saveTemplate(s, trainer, { id: newId(s), name: 'z', cohortId }))).toBe(
			'forbidden'
		);
	});

	it('T1 a class is open to whoever teaches it, until that ends', async () => {
		const place = await start('d');
		const { s, at } = place;
		const { cohortId } = await newClass(place);
		const [trainer, helper, viewer] = [
			await withRole(place, 'trainer'),
			await withRole(place, 'co_trainer'),
			await withRole(place, 'viewer')
		];
		const add = async (staffId: string, role: 'trainer' | 'co_trainer') =>
			tagOf(await addClassStaff(s, at, cohortId, { staffId, role }));
		expect(await add(trainer.staffId, 'trainer')).toBe('ok');
		s.pass(1);
		for (let tap = 0; tap < 2; tap++) expect(await add(helper.staffId, 'co_trainer')).toBe('ok');
		expect((await auditOf(place)).filter((a) => a.act === 'class_staff.added')).toHaveLength(2);
		expect(await add(helper.staffId, 'trainer')).toBe('unknown_person');
		expect(await add(viewer.staffId, 'co_trainer')).toBe('unknown_person');
		expect([...(await who(place, trainer.staffId)).own]).toEqual([cohortId]);
		const staff = value(await listClassStaff(s, at, cohortId));
		expect(staff.here.map((h) => [h.id, h.role])).toEqual([
			[trainer.staffId, 'trainer'],
			[helper.staffId, 'co_trainer']
		]);
		expect(staff.others).toEqual([]);
		for (let tap = 0; tap < 2; tap++) value(await endClassStaff(s, at, cohortId, trainer.staffId));
		expect((await who(place, trainer.staffId)).own.size).toBe(0);
		expect((await auditOf(place)).filter((a) => a.act === 'class_staff.ended')).toHaveLength(1);
		expect(tagOf(await endClassStaff(s, helper, cohortId, helper.staffId))).toBe('forbidden');
		expect(await add(trainer.staffId, 'co_trainer')).toBe('ok');
		expect(value(await listClassStaff(s, at, cohortId)).here).toContainEqual({
			id: trainer.staffId,
			name: 'trainer',
			role: 'co_trainer'
		});
	});
});
