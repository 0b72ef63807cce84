import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grantRole } from '#lib/accounts/index.server.ts';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { testServices, value, type TestServices } from '../../accounts/test-kit.server.ts';
import { DAY } from '../../platform/clock.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { enrol } from '../enrol.server.ts';
import { insertCohort, insertOrganisation } from '../cohorts.repository.server.ts';
import { findStaffAt, type StaffAt } from '../staff-at.server.ts';
import { commitImport } from './commit-import.server.ts';
import { forgetDrafts, keepDraft, openDraft, setMapping } from './draft.server.ts';
import { exportClass } from './export-class.server.ts';
import { allCohorts, membersOf } from './import.repository.server.ts';
import { phoneText } from './phone-text.ts';
import { previewImport } from './preview-import.server.ts';
import { listImports, undoImport } from './undo-import.server.ts';
import { readFile } from './read-file.server.ts';

interface Place {
	s: TestServices;
	at: StaffAt;
	cohortId: string;
}

describeEachDatabase('import', (get) => {
	const newId = (s: TestServices) => uuidv7(s.clock(), s.random);
	const newClass = async (s: TestServices, organisationId: string, name = 'منگل') => {
		const cohortId = newId(s);
		const row = { organisation_id: organisationId, cohort_id: cohortId, name, course: 'x', created_at: 1 };
		await s.db.transaction().execute((tx) => insertCohort(tx, row));
		return cohortId;
	};
	let started = 0;
	const start = async (
		seed: string,
		role: 'administrator' | 'programme_officer' | 'viewer' = 'administrator'
	) => {
		const s = testServices(get(), `import-${seed}-${started++}`);
		const [organisationId, staffId] = [newId(s), newId(s)];
		await s.db.transaction().execute(async (tx) => {
			await insertOrganisation(tx, {
				organisation_id: organisationId,
				name: seed,
				zone: 'Asia/Karachi',
				created_at: 1
			});
			await grantRole(tx, organisationId, staffId, role, 1);
		});
		const cohortId = await newClass(s, organisationId);
		return { s, cohortId, at: (await findStaffAt(s, staffId, organisationId))! };
	};
	const draftOf = async ({ s, at, cohortId }: Place, file: string | Uint8Array) => {
		const bytes = typeof file === 'string' ? Buffer.from(file) : file;
		const { id } = value(await keepDraft(s, at, { id: newId(s), cohortId, fileName: 'class.csv', bytes }));
		return (await openDraft(s, at, cohortId, id))!;
	};
	const run = async (place: Place, file: string | Uint8Array, said: [number, string][] = []) => {
		const draft = await draftOf(place, file);
		return commitImport(place.s, place.at, draft, new Map(said));
	};
	const people = async ({ s, at, cohortId }: Place) => {
		const members = await membersOf(s.db, at.organisationId, [cohortId]);
		return members.length
			? s.db
					.selectFrom('learner')
					.selectAll()
					.where(
						'learner_id',
						'in',
						members.map((m) => m.learner_id)
					)
					.orderBy('display_name')
					.execute()
			: [];
	};
	const names = async (place: Place) => (await people(place)).map((p) => p.display_name);

	it('T2 a full class takes nobody by a file either, and nothing is half done; nor does one that was put away', async () => {
		const place = await start('places');
		const { s, at, cohortId } = place;
		const change = (to: { plan?: string; archived_at?: number }) =>
			s.db
				.updateTable('cohort')
				.set(to)
				.where('organisation_id', '=', at.organisationId)
				.where('cohort_id', '=', cohortId)
				.execute();
		await change({ plan: JSON.stringify({ courses: ['x'], weeks: 2, weekday: 1, startsOn: '', places: 2 }) });
		value(await run(place, 'Name\nSana\n'));
		expect(await run(place, 'Name\nGul\nNaheed\n')).toEqual({ ok: false, refusal: { tag: 'full', left: 1 } });
		expect(await people(place)).toHaveLength(1);
		value(await run(place, 'Name\nGul\n'));
		await change({ archived_at: 1 });
		expect(await run(place, 'Name\nNaheed\n')).toEqual({ ok: false, refusal: { tag: 'archived' } });
		expect(await people(place)).toHaveLength(2);
	});

	it('T3 another file from the same form is another draft, also after the first was imported; the same one is the same', async () => {
		const { s, at, cohortId } = await start('same-form');
		const id = newId(s);
		const send = async (text: string) =>
			value(await keepDraft(s, at, { id, cohortId, fileName: 'x.csv', bytes: Buffer.from(text) })).id;
		const first = await send('Name\nSana\n');
		expect(await send('Name\nSana\n')).toBe(first);
		value(await commitImport(s, at, (await openDraft(s, at, cohortId, first))!, new Map()));
		const second = await send('Name\nGul\nNaheed\n');
		expect(second).not.toBe(first);
		value(await commitImport(s, at, (await openDraft(s, at, cohortId, second))!, new Map()));
		expect((await people({ s, at, cohortId })).map((p) => p.display_name)).toEqual(['Gul', 'Naheed', 'Sana']);
	});

	it('T3 makes learners with contact, class, what was told, audit; and invents no consent', async () => {
		const place = await start('all');
		const { s, at, cohortId } = place;
		await run(place, 'Name,Phone,Gender,District,Joined on,Note\nSana,3001234567,F,Multan,1/11/2026,quiet\n');
		const [sana] = await people(place);
		const learner_id = sana!.learner_id;
		expect(sana).toMatchObject({ display_name: 'Sana', kind: 'joined', secret_hash: null, locale: 'ur' });
		expect(s.secrets.open(sana!.contact!, `contact:${learner_id}`)).toBe('+923001234567');
		const of = (
			table: 'consent' | 'about_me' | 'enrolment' | 'enrolment_change' | 'learner_detail' | 'profile_claim'
		) => s.db.selectFrom(table).selectAll().where('learner_id', '=', learner_id).execute();
		expect(await of('consent')).toEqual([]);
		expect(await of('profile_claim')).toHaveLength(1);
		expect(await of('about_me')).toMatchObject([
			{ answers: '{"district":"punjab-multan","gender":"woman"}' }
		]);
		expect(await of('enrolment')).toMatchObject([
			{ cohort_id: cohortId, state: 'active', at: Date.UTC(2026, 10, 1, 12) }
		]);
		expect(await of('enrolment_change')).toMatchObject([
			{ reason: '{"code":"import"}', by_person: at.staffId }
		]);
		expect(await of('learner_detail')).toHaveLength(1);
		const audit = await s.db
			.selectFrom('audit')
			.selectAll()
			.where('organisation_id', '=', at.organisationId)
			.execute();
		expect(audit).toMatchObject([{ act: 'learners.imported', subject: cohortId }]);
		expect(JSON.stringify(audit)).not.toContain('Sana');
	});

	it('T3 a draft is sealed, its sender’s alone, and forgotten after a day', async () => {
		const place = await start('draft');
		const { s, at, cohortId } = place;
		const draft = await draftOf(place, 'Name\nSana\n');
		const rows = await s.allLearners.selectFrom('import_draft').selectAll().execute();
		expect(JSON.stringify(rows)).not.toContain('Sana');
		const other = { ...at, staffId: newId(s) };
		expect(await openDraft(s, other, cohortId, draft.id)).toBeUndefined();
		expect(await openDraft(s, at, await newClass(s, at.organisationId), draft.id)).toBeUndefined();
		s.pass(DAY);
		expect(await openDraft(s, at, cohortId, draft.id)).toBeUndefined();
		await forgetDrafts(s.allLearners, s.clock() + 1);
		expect(await s.allLearners.selectFrom('import_draft').selectAll().execute()).toEqual([]);
	});

	it('T3 headings that a person explained once are known the next time, in her organisation alone', async () => {
		const place = await start('mapping');
		const file = 'Bibi,Raqam\nSana,03001234567\n';
		const draft = await draftOf(place, file);
		expect(await commitImport(place.s, place.at, draft, new Map())).toMatchObject({
			refusal: { tag: 'unmapped' }
		});
		const set = (columns: string[]) => setMapping(place.s, place.at, draft, { columns, headless: false });
		expect(await set(['name', 'name'])).toMatchObject({ refusal: { tag: 'twice' } });
		expect(await set(['skip', 'phone'])).toMatchObject({ refusal: { tag: 'name_missing' } });
		value(await set(['name', 'phone']));
		expect((await draftOf(place, file)).mapping.columns).toEqual(['name', 'phone']);
		expect((await draftOf(await start('mapping-2'), file)).mapping.columns).toEqual(['', '']);
	});

	it('T3 all or nothing: when a row cannot be written, none is', async () => {
		const place = await start('nothing');
		const draft = await draftOf(place, 'Name\nSana\nHuma\n');
		const twice = { ...place.s, random: (n: number) => new Uint8Array(n).fill(7) };
		await expect(commitImport(twice, place.at, draft, new Map())).rejects.toThrow();
		expect(await names(place)).toEqual([]);
		expect(await listImports(place.s, place.at, place.cohortId)).toEqual([]);
		const learners = await place.s.allLearners
			.selectFrom('learner')
			.select('learner_id')
			.where('display_name', '=', 'Huma')
			.execute();
		expect(learners).toEqual([]);
	});

	it('T3 a second tap commits once', async () => {
		const place = await start('twice');
		const draft = await draftOf(place, 'Name\nSana\n');
		const done = await Promise.all([1, 2].map(() => commitImport(place.s, place.at, draft, new Map())));
		// The second either found it done, or found its rows there already and asked about them.
		expect(done[0]).toMatchObject({ ok: true });
		expect(await names(place)).toEqual(['Sana']);
		await commitImport(place.s, place.at, draft, new Map([[2, 'new']]));
		expect(await names(place)).toEqual(['Sana']);
	});

	it('T3 a person decides about each duplicate', async () => {
		const place = await start('twins');
		const { s, at } = place;
		const other: Place = { ...place, cohortId: await newClass(s, at.organisationId, 'جمعرات') };
		value(await run(other, 'Name,Phone\nSana,03001234567\nRabia,\n'));
		const [rabia, sana] = await people(other);
		const file = 'Name,Phone\nSana,0300 1234567\nHuma,03001234567\nRabia,\nRabia,\n';
		const draft = await draftOf(place, file);
		const { asked, fresh } = await previewImport(s, at, draft);
		expect(fresh).toEqual([]);
		expect(asked.map(({ row, twin, suggested }) => [row.number, twin.by, suggested])).toEqual([
			[2, 'both', sana!.learner_id],
			[3, 'phone', undefined],
			[4, 'name', undefined],
			[5, 'name', undefined]
		]);
		expect(asked[0]!.twin.people).toMatchObject([{ name: 'Sana', classes: ['جمعرات'] }]);
		expect(await commitImport(s, at, draft, new Map([[3, 'not-offered']]))).toEqual({
			ok: false,
			refusal: { tag: 'undecided', rows: [3, 4, 5] }
		});
		const said = new Map([
			[3, 'new'],
			[4, rabia!.learner_id],
			[5, 'skip']
		]);
		value(await commitImport(s, at, draft, said));
		expect(await names(place)).toEqual(['Huma', 'Rabia', 'Sana']);
		expect((await people(place)).find((p) => p.display_name === 'Sana')!.learner_id).toBe(sana!.learner_id);
		expect(await names(other)).toEqual(['Rabia', 'Sana']);
	});

	it('T1 a phone number in another organisation gives no hint, nor in a class that is not hers', async () => {
		const theirs = await start('theirs');
		const file = 'Name,Phone\nSana,03001234567\n';
		value(await run(theirs, file));
		const [sana] = await people(theirs);
		const place = await start('ours');
		const asked = async (where: Place, of = file) =>
			(await previewImport(where.s, where.at, await draftOf(where, of))).asked;
		expect(await asked(place)).toEqual([]);
		// Nor does the id from their export.
		expect(await asked(place, `Name,Learner id\nSana,${sana!.learner_id}\n`)).toEqual([]);
		value(await run(place, `Name,Learner id\nSana,${sana!.learner_id}\n`));
		expect((await people(place))[0]!.learner_id).not.toBe(sana!.learner_id);
		const hers = await newClass(place.s, place.at.organisationId);
		const trainer: Place = {
			...place,
			cohortId: hers,
			at: { ...place.at, roles: ['trainer'], own: new Set([hers]) }
		};
		expect(await asked(trainer)).toEqual([]);
		expect(await openDraft(trainer.s, trainer.at, place.cohortId, newId(place.s))).toBeUndefined();
	});

	it('T1 who may not look after learners imports, exports and undoes nothing', async () => {
		const place = await start('viewer', 'viewer');
		const { s, at, cohortId } = place;
		const given = { id: newId(s), cohortId, fileName: 'x', bytes: Buffer.from('Name\nSana') };
		const no = { ok: false, refusal: { tag: 'forbidden' } };
		expect(await keepDraft(s, at, given)).toEqual(no);
		expect(await exportClass(s, at, { cohortId, kind: 'csv', lang: 'en' })).toEqual(no);
		expect(await undoImport(s, at, cohortId, given.id)).toEqual(no);
		expect(await listImports(s, at, cohortId)).toEqual([]);
	});

	it('T3 an import is undone within a day, except who has begun', async () => {
		const place = await start('undo');
		const { s, at, cohortId } = place;
		value(await run(place, 'Name\nHere\n'));
		const other: Place = { ...place, cohortId: await newClass(s, at.organisationId) };
		value(await run(other, 'Name\nElse\n'));
		const [elsewhere] = await people(other);
		s.pass(1);
		const { importId } = value(
			await run(place, 'Name,Phone\nBegun,\nMoved,03001234567\nPlain,\nElse,\n', [[5, elsewhere!.learner_id]])
		);
		const by = new Map((await people(place)).map((p) => [p.display_name, p.learner_id]));
		await s.db
			.updateTable('learner')
			.set({ secret_hash: 'x' })
			.where('learner_id', '=', by.get('Begun')!)
			.execute();
		await s.db
			.transaction()
			.execute((tx) =>
				enrol(tx, s, by.get('Moved')!, { organisationId: at.organisationId, cohortId: other.cohortId })
			);
		value(await undoImport(s, at, cohortId, importId));
		value(await undoImport(s, at, cohortId, importId));
		expect(await names(place)).toEqual(['Begun', 'Here', 'Moved']);
		expect(await names(other)).toEqual(['Else', 'Moved']);
		for (const table of ['learner', 'enrolment', 'profile_claim', 'enrolment_change'] as const)
			expect(
				await s.db
					.selectFrom(table as 'learner')
					.selectAll()
					.where('learner_id', '=', by.get('Plain')!)
					.execute()
			).toEqual([]);
		const [last] = await listImports(s, at, cohortId);
		expect(last).toMatchObject({
			made: 3,
			put: 1,
			open: false,
			kept: expect.arrayContaining(['Begun', 'Moved'])
		});
		expect(last!.kept).toHaveLength(2);
		s.pass(DAY);
		const [, first] = await listImports(s, at, cohortId);
		expect(await undoImport(s, at, cohortId, first!.id)).toMatchObject({ refusal: { tag: 'too_late' } });
		const acts = await s.db
			.selectFrom('audit')
			.select('act')
			.where('organisation_id', '=', at.organisationId)
			.execute();
		expect(acts.filter((a) => a.act === 'import.undone')).toHaveLength(1);
	});

	it('T6 phone numbers leave only with whoever may reveal them, and the audit knows', async () => {
		const place = await start('officer', 'programme_officer');
		const { s, at, cohortId } = place;
		value(await run(place, 'Name,Phone\n=Sana,03001234567\n'));
		const csv = async (who: StaffAt) =>
			value(await exportClass(s, who, { cohortId, kind: 'csv', lang: 'ur' })).toString();
		const without = await csv(at);
		expect(without).not.toMatch(/1234567|فون نمبر/);
		// R6, and Excel knows it for UTF-8.
		expect(without).toMatch(/^\ufeffنام,/);
		expect(without).toContain("'=Sana");
		expect(await csv({ ...at, roles: ['administrator'] })).toContain('0300-1234567');
		const audit = await s.db
			.selectFrom('audit')
			.selectAll()
			.where('organisation_id', '=', at.organisationId)
			.execute();
		expect(audit.map((a) => a.act).sort()).toEqual([
			'class.exported',
			'contacts.exported',
			'learners.imported'
		]);
		expect(JSON.parse(audit.find((a) => a.act === 'contacts.exported')!.detail)).toEqual({
			learners: 1,
			phones: 1
		});
	});

	/** What a class is, without ids: for comparing one with another. */
	const portrait = async (place: Place) => {
		const { s, at, cohortId } = place;
		const file = value(await exportClass(s, at, { cohortId, kind: 'csv', lang: 'en' }));
		const read = value(await readFile(file));
		return read.rows.map((r) => r.cells.slice(0, -1).join('|')).sort();
	};

	it('T3 export → import gives the same class, elsewhere anew and here without doubling', async () => {
		const name = fc
			.oneof(
				fc.stringMatching(/^[A-Za-z'=+@-][A-Za-z ]{0,20}$/),
				fc.constantFrom('ثنا بی بی', 'فاطمہ', 'O"Neil, Ms;', "'=x")
			)
			.filter((text) => text.trim() !== '');
		const learner = fc.record({
			name,
			phone: fc.option(fc.integer({ min: 3000000000, max: 3099999999 }), { nil: undefined }),
			age: fc.constantFrom('', 'under_18', '18_24', '25_34', '50_plus'),
			gender: fc.constantFrom('', 'woman', 'man', 'other'),
			whose: fc.constantFrom('', 'own', 'shared', 'her brother'),
			district: fc.constantFrom('', 'Lahore', 'کوئٹہ', 'Chak 12'),
			language: fc.constantFrom('ur', 'en'),
			joined: fc.date({ min: new Date('2020-01-01'), max: new Date('2026-11-22'), noInvalidDate: true }),
			state: fc.constantFrom('active', 'left', 'moved'),
			note: fc.constantFrom('', '=1+1', 'two, words')
		});
		const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
		const runs = get().engine === 'sqlite' ? 25 : 8;
		await fc.assert(
			fc.asyncProperty(
				fc.array(learner, { minLength: 1, maxLength: 12 }),
				fc.constantFrom('ur', 'en'),
				fc.constantFrom('csv', 'xlsx'),
				async (all, lang, kind) => {
					const place = await start('same');
					const file = ['Name,Phone,Age,Gender,Whose phone,District,Language,Joined on,State,Note']
						.concat(
							all.map((l) =>
								[
									l.name,
									l.phone ? phoneText(`+92${l.phone}`) : '',
									l.age,
									l.gender,
									l.whose,
									l.district,
									l.language,
									l.joined.toISOString().slice(0, 10),
									l.state,
									l.note
								]
									.map((cell) => quoted(/^'*[=+@-]/.test(cell) ? `'${cell}` : cell))
									.join(',')
							)
						)
						.join('\n');
					const allNew: [number, string][] = Array.from({ length: all.length }, (_, i) => [i + 2, 'new']);
					value(await run(place, file, allNew));
					const before = await portrait(place);
					expect(before).toHaveLength(all.length + 1);
					const exported = value(
						await exportClass(place.s, place.at, { cohortId: place.cohortId, kind, lang })
					);
					const again = await run(place, exported);
					expect(again).toMatchObject({ refusal: { tag: 'nothing' } });
					expect(await portrait(place)).toEqual(before);
					const elsewhere = await start('copy');
					value(await run(elsewhere, exported, allNew));
					expect(await portrait(elsewhere)).toEqual(before);
				}
			),
			{ seed: 4, numRuns: runs }
		);
	});

	it('T3 2,000 learners within seconds', async () => {
		const place = await start('many');
		const rows = Array.from(
			{ length: 2000 },
			(_, i) => `Learner ${i},0300${String(1000000 + i)},woman,27,Multan`
		);
		const from = performance.now();
		const draft = await draftOf(place, `Name,Phone,Gender,Age,District\n${rows.join('\n')}\n`);
		const preview = await previewImport(place.s, place.at, draft);
		expect(preview.fresh).toHaveLength(2000);
		const previewed = performance.now();
		const { importId } = value(await commitImport(place.s, place.at, draft, new Map()));
		const committed = performance.now();
		value(await undoImport(place.s, place.at, place.cohortId, importId));
		const undone = performance.now();
		expect(await names(place)).toEqual([]);
		const ms = [previewed - from, committed - previewed, undone - committed].map(Math.round);
		if (process.env.QADAM_MEASURE)
			process.stderr.write(`${get().engine}: read+preview, commit, undo ${ms.join(', ')} ms\n`);
		expect(committed - from).toBeLessThan(30_000);
		expect((await allCohorts(place.s.db, place.at.organisationId)).length).toBe(1);
	});
});
