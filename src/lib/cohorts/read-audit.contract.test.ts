import { expect, it } from 'vitest';
import { grantRole, insertStaff, writeAudit } from '#lib/accounts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import { insertCohort, insertOrganisation } from './cohorts.repository.server.ts';
import { readAudit } from './read-audit.server.ts';
import { findStaffAt } from './staff-at.server.ts';

describeEachDatabase('audit of an organisation', (get) => {
	const start = async (seed: string, role: Role = 'administrator') => {
		const s = testServices(get(), `audit-${seed}`);
		const [id, staffId, cohortId] = [0, 0, 0].map(() => uuidv7(s.clock(), s.random)) as [
			string,
			string,
			string
		];
		await s.db.transaction().execute(async (tx) => {
			await insertOrganisation(tx, { organisation_id: id, name: seed, zone: 'UTC', created_at: 1 });
			const row = { organisation_id: id, cohort_id: cohortId, name: 'منگل', course: 'c', created_at: 1 };
			await insertCohort(tx, row);
			await insertStaff(tx, { staffId, name: 'نسرین', email: `${seed}@audit.pk`, passwordHash: '' }, 1);
			await grantRole(tx, id, staffId, role, 1);
		});
		const write = (act: string, subject: string) => {
			s.pass(1);
			return s.db
				.transaction()
				.execute((tx) => writeAudit(tx, s, { organisationId: id, actor: staffId, act, subject }));
		};
		return { s, id, staffId, cohortId, write, at: (await findStaffAt(s, staffId, id))! };
	};

	it('K6 the newest first, with names as they are now; pages follow each other', async () => {
		const { s, at, staffId, cohortId, write } = await start('a');
		for (let i = 0; i < 52; i++) await write('cohort.changed', cohortId);
		await write('organisation.changed', 'gone');
		await s.db.updateTable('staff').set({ name: 'نسرین بی بی' }).where('staff_id', '=', staffId).execute();
		const first = value(await readAudit(s, at));
		expect(first.lines).toHaveLength(50);
		expect(first.lines[0]).toMatchObject({ act: 'organisation.changed', by: 'نسرین بی بی', detail: {} });
		expect(first.lines[0]!.on).toBeUndefined();
		expect(first.lines[1]!.on).toBe('منگل');
		const second = value(await readAudit(s, at, first.next));
		expect(second.lines).toHaveLength(3);
		expect(second.next).toBeUndefined();
		expect(second.lines[0]!.at).toBeLessThan(first.lines.at(-1)!.at);
	});

	it('T7 nothing of safeguarding stands there', async () => {
		const { s, at, write } = await start('b');
		await write('safety.taken', 'report');
		expect(value(await readAudit(s, at)).lines).toEqual([]);
	});

	it('K7 of another organisation nothing is read, not even a name; others may not read at all', async () => {
		const one = await start('c1');
		const two = await start('c2');
		await one.write('cohort.changed', two.cohortId);
		const [line] = value(await readAudit(one.s, one.at)).lines;
		expect(line!.on).toBeUndefined();
		expect(value(await readAudit(two.s, two.at)).lines).toEqual([]);
		const officer = await start('c3', 'programme_officer');
		expect(await readAudit(officer.s, officer.at)).toEqual({ ok: false, refusal: { tag: 'forbidden' } });
	});
});
