import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { eraseLearner, grantRole, joinLearner } from '#lib/accounts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import { enrol, findStaffAt, type StaffAt } from '#lib/cohorts/index.server.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { joining, testServices, value, type TestServices } from '../accounts/test-kit.server.ts';
import { DAY, HOUR } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { tables } from '../platform/tables.ts';
import { handleReport, showPhone } from './handle-report.server.ts';
import { hasSafeguardingLead, listReports, readReport } from './read-reports.server.ts';
import { tellTrouble } from './tell-trouble.server.ts';

const key = (n: number) => String(n).padStart(32, '0');
const plain: Parameters<typeof tellTrouble>[2] = { topics: [], lang: 'ur' };

describeEachDatabase('safety', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-safety-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	const organisation = async (s: TestServices, name: string) => {
		const id = uuidv7(s.clock(), s.random);
		const cohort = uuidv7(s.clock(), s.random);
		await s.db
			.insertInto('organisation')
			.values({ organisation_id: id, name, zone: 'Asia/Karachi', created_at: s.clock() })
			.execute();
		await s.db
			.insertInto('cohort')
			.values({
				organisation_id: id,
				cohort_id: cohort,
				name: 'منگل',
				course: 'selling-online',
				created_at: s.clock()
			})
			.execute();
		return { organisationId: id, cohortId: cohort };
	};
	const staff = async (s: TestServices, organisationId: string, ...roles: Role[]): Promise<StaffAt> => {
		const staffId = uuidv7(s.clock(), s.random);
		await s.db
			.insertInto('staff')
			.values({
				staff_id: staffId,
				name: 'فرح',
				email: `${staffId}@x.pk`,
				password_hash: 'x',
				created_at: s.clock()
			})
			.execute();
		await s.db.transaction().execute(async (tx) => {
			for (const role of roles) await grantRole(tx, organisationId, staffId, role, s.clock());
		});
		return (await findStaffAt(s, staffId, organisationId))!;
	};
	const learner = async (s: TestServices, ...places: { organisationId: string; cohortId: string }[]) => {
		const { learnerId } = value(
			await joinLearner(s, joining(s, { contactPhone: '+923001234567' }), async (tx, id) => {
				for (const place of places) await enrol(tx, s, id, place as never);
			})
		);
		return learnerId;
	};
	const start = async (seed: string) => {
		const s = testServices(get(), `safety-${seed}`);
		const place = await organisation(s, `ادارہ ${seed}`);
		const lead = await staff(s, place.organisationId, 'safeguarding_lead');
		return { s, place, lead, her: await learner(s, place) };
	};
	const act = (s: TestServices) => {
		s.pass(1);
		return uuidv7(s.clock(), s.random);
	};

	it('T7 one tap makes one report, which her lead reads: who, class, when', async () => {
		const { s, lead, her } = await start('a');
		expect(await tellTrouble(s, her, { ...plain, key: key(1), reach: 'class' })).toBe('lead');
		const [line, ...others] = value(await listReports(s, lead));
		expect(others).toEqual([]);
		expect(line).toMatchObject({
			name: 'شبانہ',
			classes: ['منگل'],
			state: 'new',
			clock: { tag: 'due', hours: 24 },
			reach: 'class',
			times: 1
		});
		s.pass(DAY + 1);
		expect(value(await listReports(s, lead))[0]!.clock).toEqual({ tag: 'late', hours: 1 });
	});

	it('T7 the same form twice, at once, or after it was taken, makes one report; without a key the time tells', async () => {
		const { s, lead, her } = await start('b');
		await Promise.all([1, 1, 1].map((n) => tellTrouble(s, her, { ...plain, key: key(n) })));
		const { id } = value(await listReports(s, lead))[0]!;
		value(await handleReport(s, lead, id, { kind: 'taken' }, act(s)));
		await tellTrouble(s, her, { ...plain, key: key(1) });
		expect(value(await listReports(s, lead))).toHaveLength(1);
		expect(await tellTrouble(s, her, { ...plain, key: key(2) })).toBe('lead');
		expect(value(await listReports(s, lead)).map((one) => one.state)).toEqual(['new', 'taken']);
		const other = await start('b2');
		await Promise.all([1, 2].map(() => tellTrouble(other.s, other.her, plain)));
		await tellTrouble(other.s, other.her, { ...plain, topics: ['home'] });
		expect(value(await listReports(other.s, other.lead))).toMatchObject([{ times: 1, topics: ['home'] }]);
		other.s.pass(DAY);
		await tellTrouble(other.s, other.her, plain);
		expect(value(await listReports(other.s, other.lead))).toMatchObject([{ times: 2 }]);
	});

	it('T7 it goes to each organisation where she is, and to no other', async () => {
		const { s, place, lead } = await start('c');
		const second = await organisation(s, 'دوسرا');
		const third = await organisation(s, 'تیسرا');
		const [hers, others] = [
			await staff(s, second.organisationId, 'safeguarding_lead'),
			await staff(s, third.organisationId, 'safeguarding_lead')
		];
		const her = await learner(s, place, second);
		await tellTrouble(s, her, { ...plain, key: key(3) });
		const [one, two, none] = await Promise.all(
			[lead, hers, others].map(async (at) => value(await listReports(s, at)))
		);
		expect([one!.length, two!.length, none!.length]).toEqual([1, 1, 0]);
		for (const at of [others, hers])
			expect(await readReport(s, at, one![0]!.id)).toEqual({ ok: false, refusal: { tag: 'unknown' } });
		expect(await handleReport(s, others, one![0]!.id, { kind: 'taken' }, act(s))).toMatchObject({
			refusal: { tag: 'unknown' }
		});
	});

	it('T7 without a class nothing is kept; without a lead it waits for the first one', async () => {
		const s = testServices(get(), 'safety-d');
		const place = await organisation(s, 'نیا');
		expect(await tellTrouble(s, await learner(s), plain)).toBe('nobody');
		const her = await learner(s, place);
		expect(await hasSafeguardingLead(s, place.organisationId)).toBe(false);
		expect(await tellTrouble(s, her, plain)).toBe('waits');
		const lead = await staff(s, place.organisationId, 'safeguarding_lead');
		expect(await hasSafeguardingLead(s, place.organisationId)).toBe(true);
		expect(value(await listReports(s, lead))).toHaveLength(1);
	});

	it('T7 nobody else reads, moves or sees a number, whatever the role', async () => {
		const { s, place, lead, her } = await start('e');
		await tellTrouble(s, her, { ...plain, key: key(4) });
		const { id } = value(await listReports(s, lead))[0]!;
		const forbidden = { ok: false, refusal: { tag: 'forbidden' } };
		for (const role of ['administrator', 'programme_officer', 'trainer', 'co_trainer', 'viewer'] as const) {
			const at = await staff(s, place.organisationId, role);
			expect(await listReports(s, at)).toEqual(forbidden);
			expect(await readReport(s, at, id)).toEqual(forbidden);
			expect(await handleReport(s, at, id, { kind: 'note', text: 'x' }, act(s))).toEqual(forbidden);
			expect(await showPhone(s, at, id, act(s))).toEqual(forbidden);
		}
		expect(value(await readReport(s, lead, id)).history).toEqual([]);
	});

	it('T7 taken, noted, number shown, closed, reopened: each once, in its own history', async () => {
		const { s, lead, her } = await start('f');
		await tellTrouble(s, her, { ...plain, key: key(5) });
		const { id } = value(await listReports(s, lead))[0]!;
		const taken = act(s);
		value(await handleReport(s, lead, id, { kind: 'taken' }, taken));
		value(await handleReport(s, lead, id, { kind: 'taken' }, taken));
		expect(await handleReport(s, lead, id, { kind: 'taken' }, act(s))).toMatchObject({
			refusal: { tag: 'elsewhere' }
		});
		value(await handleReport(s, lead, id, { kind: 'note', text: 'کلاس کے بعد بات ہوئی' }, act(s)));
		expect(value(await showPhone(s, lead, id, act(s)))).toBe('+923001234567');
		value(await handleReport(s, lead, id, { kind: 'closed', outcome: 'spoken' }, act(s)));
		expect(value(await readReport(s, lead, id))).toMatchObject({ state: 'closed', outcome: 'spoken' });
		value(await handleReport(s, lead, id, { kind: 'reopened' }, act(s)));
		const report = value(await readReport(s, lead, id));
		expect(report).toMatchObject({ state: 'taken', takenBy: 'فرح', outcome: undefined, hasNumber: true });
		// Said before anybody asks to see it, which would be noted.
		await s.db.updateTable('learner').set({ contact: null }).where('learner_id', '=', her).execute();
		expect(value(await readReport(s, lead, id)).hasNumber).toBe(false);
		expect(report.history.map(({ kind }) => kind)).toEqual(['taken', 'note', 'phone', 'closed', 'reopened']);
	});

	it('T7 taking a report leaves its clock running, until she has been spoken to; opened again it runs anew', async () => {
		const { s, lead, her } = await start('j');
		await tellTrouble(s, her, { ...plain, key: key(8) });
		const { id } = value(await listReports(s, lead))[0]!;
		const both = async () => {
			const { clock, takenBy } = value(await readReport(s, lead, id));
			expect(value(await listReports(s, lead))[0]).toMatchObject({ clock, takenBy });
			return { clock, takenBy };
		};
		value(await handleReport(s, lead, id, { kind: 'taken' }, act(s)));
		expect(await both()).toEqual({ clock: { tag: 'due', hours: 24 }, takenBy: 'فرح' });
		value(await handleReport(s, lead, id, { kind: 'note', text: 'x' }, act(s)));
		s.pass(2 * DAY - HOUR);
		expect(await both()).toEqual({ clock: { tag: 'late', hours: 24 }, takenBy: 'فرح' });
		value(await handleReport(s, lead, id, { kind: 'contacted' }, act(s)));
		expect(await both()).toEqual({ clock: { tag: 'answered' }, takenBy: 'فرح' });
		value(await handleReport(s, lead, id, { kind: 'closed', outcome: 'spoken' }, act(s)));
		expect(await handleReport(s, lead, id, { kind: 'contacted' }, act(s))).toMatchObject({
			refusal: { tag: 'elsewhere' }
		});
		value(await handleReport(s, lead, id, { kind: 'reopened' }, act(s)));
		expect((await both()).clock).toEqual({ tag: 'due', hours: 24 });
	});

	it('T7 no event, no audit row, no other table; bodies are sealed', async () => {
		const { s, lead, her } = await start('g');
		const rows = async () => {
			const all: Record<string, string> = {};
			for (const table of tables.keys())
				if (!table.startsWith('safeguarding_'))
					all[table] = JSON.stringify(
						(await sql`select * from ${sql.table(table)}`.execute(get().allLearners)).rows
					);
			return all;
		};
		const before = await rows();
		await tellTrouble(s, her, { ...plain, key: key(6), topics: ['staff'], reach: 'none' });
		const { id } = value(await listReports(s, lead))[0]!;
		value(await handleReport(s, lead, id, { kind: 'note', text: 'a note of hers' }, act(s)));
		await showPhone(s, lead, id, act(s));
		value(await handleReport(s, lead, id, { kind: 'closed', outcome: 'acted' }, act(s)));
		expect(await rows()).toEqual(before);
		for (const table of ['safeguarding_report', 'safeguarding_note'] as const) {
			const own = await get().allLearners.selectFrom(table).select('body').execute();
			expect(JSON.stringify(own)).not.toMatch(/topics|reach|staff|note of hers|kind/);
		}
	});

	it('K5 erasing her erases her reports and what was done about them, and nobody else’s', async () => {
		const { s, place, lead, her } = await start('h');
		const other = await learner(s, place);
		for (const one of [her, other]) await tellTrouble(s, one, { ...plain, key: key(7) });
		for (const { id } of value(await listReports(s, lead)))
			value(await handleReport(s, lead, id, { kind: 'note', text: 'x' }, act(s)));
		await eraseLearner({ ...s, env: { dataDir } as never }, her);
		const left = value(await listReports(s, lead));
		expect(left).toHaveLength(1);
		const notes = await s.db
			.selectFrom('safeguarding_note')
			.select('report_id')
			.where('organisation_id', '=', place.organisationId)
			.execute();
		expect(notes).toEqual([{ report_id: left[0]!.id }]);
	});
});
