import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { MINUTE } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { writeAudit } from './audit.server.ts';
import { findBrokenSeal, readAuditHead, sealAudit } from './seal-audit.server.ts';

const NOW = Date.parse('2026-10-20T10:00:00Z');
let ahead = 0;
const random = (n: number) => crypto.getRandomValues(new Uint8Array(n));
const clock = () => NOW + ahead++;

describeEachDatabase('the seal of the audit', (get) => {
	const act = (organisationId: string, n: number) =>
		get()
			.allLearners.transaction()
			.execute((tx) =>
				writeAudit(
					tx,
					{ clock, random },
					{ organisationId, actor: 'staff', act: 'class.edited', subject: `class-${n}`, detail: { n } }
				)
			);
	const organisation = async (acts: number): Promise<string> => {
		const id = uuidv7(clock(), random);
		for (let n = 0; n < acts; n++) await act(id, n);
		return id;
	};
	const soon = () => clock() + 2 * MINUTE;

	test('K6 grows with what is done, organisation by organisation; what was sealed is not sealed again', async () => {
		const { allLearners: db } = get();
		const one = await organisation(3);
		const other = await organisation(2);
		expect(await sealAudit(db, soon())).toBe(5);
		const first = await readAuditHead(db, one);
		expect(first).toEqual({ number: 1, head: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
		expect(await sealAudit(db, soon())).toBe(0);
		await act(one, 3);
		expect(await sealAudit(db, soon())).toBe(1);
		expect((await readAuditHead(db, one)).number).toBe(2);
		expect((await readAuditHead(db, one)).head).not.toBe(first.head);
		expect((await readAuditHead(db, other)).number).toBe(1);
		expect(await findBrokenSeal(db, one)).toBeUndefined();
		expect(await findBrokenSeal(db, other)).toBeUndefined();
	});

	test('what is a minute old at most waits: an older id could still be on its way', async () => {
		const { allLearners: db } = get();
		const id = await organisation(1);
		expect(await sealAudit(db, clock())).toBe(0);
		expect(await readAuditHead(db, id)).toEqual({ number: 0, head: '' });
	});

	test.each([
		['changed', { set: { subject: 'another' } }],
		['taken out', { gone: true }],
		['put under another seal', { set: { seal: 2 } }]
	] as const)('K6 an act that was %s breaks the seal that it is under', async (_, how) => {
		const { allLearners: db } = get();
		const id = await organisation(3);
		await sealAudit(db, soon());
		await act(id, 9);
		await sealAudit(db, soon());
		const victim = await db
			.selectFrom('audit')
			.select('audit_id')
			.where('organisation_id', '=', id)
			.orderBy('audit_id')
			.limit(1)
			.executeTakeFirstOrThrow();
		if ('gone' in how) await db.deleteFrom('audit').where('audit_id', '=', victim.audit_id).execute();
		else await db.updateTable('audit').set(how.set).where('audit_id', '=', victim.audit_id).execute();
		expect(await findBrokenSeal(db, id)).toBe(1);
	});

	test('K6 one that was put in afterwards is under no seal, and a chain begun anew is not the old one', async () => {
		const { allLearners: db } = get();
		const id = await organisation(2);
		await sealAudit(db, soon());
		const kept = await readAuditHead(db, id);
		await db.deleteFrom('audit_seal').where('organisation_id', '=', id).execute();
		await db
			.updateTable('audit')
			.set({ seal: null, actor: 'somebody else' })
			.where('organisation_id', '=', id)
			.execute();
		await sealAudit(db, soon());
		expect(await findBrokenSeal(db, id)).toBeUndefined();
		expect((await readAuditHead(db, id)).head).not.toBe(kept.head);
	});
});
