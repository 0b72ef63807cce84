import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { MINUTE } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { decideReport, readReports, readStoppedShops, resumeShop } from './decide-report.server.ts';
import { readPublicShop } from './read-shop.server.ts';
import { reportShop } from './report-shop.server.ts';
import { openCheckedShop, order, world } from './testing.server.ts';

describeEachDatabase('reports of a shop', (get) => {
	const w = world(get);
	let networks = 0;
	const report = (handle: string, change: Record<string, string> = {}, network = `r${networks++}`) =>
		reportShop(
			w,
			{ handle, network },
			{ key: uuidv7(w.clock() - MINUTE, w.random), reason: 'money-ahead', words: 'پہلے 500 مانگے', ...change }
		);
	const waiting = async (learnerId: string) =>
		(await readReports(w.allLearners)).filter((r) => r.learnerId === learnerId);
	const rows = (staff: string) =>
		w.allLearners.selectFrom('audit').select(['act', 'detail']).where('actor', '=', staff).execute();

	test('a person reads it and stops the shop; open orders go on, and it can be lifted', async () => {
		const shop = await openCheckedShop(w);
		expect((await report(shop.handle)).ok).toBe(true);
		const [one] = await waiting(shop.learnerId);
		expect(one).toMatchObject({ handle: shop.handle, reason: 'money-ahead', words: 'پہلے 500 مانگے' });
		// However many report it, nothing happens by itself.
		expect((await readPublicShop(w, shop.handle))!.face).toBe('open');

		expect((await decideReport(w, 'staff-r1', one!, 'stopped')).ok).toBe(true);
		expect(await readPublicShop(w, shop.handle)).toBeUndefined();
		expect(await order(w, shop)).toMatchObject({ refusal: { tag: 'closed', face: 'suspended' } });
		expect(await waiting(shop.learnerId)).toEqual([]);
		expect((await readStoppedShops(w.allLearners)).map((s) => s.handle)).toContain(shop.handle);

		expect((await resumeShop(w, 'staff-r1', shop.learnerId)).ok).toBe(true);
		expect((await readPublicShop(w, shop.handle))!.face).toBe('open');
		expect(await resumeShop(w, 'staff-r1', shop.learnerId)).toMatchObject({
			refusal: { tag: 'not-resumed' }
		});
		const audit = await rows('staff-r1');
		expect(audit.map((r) => r.act)).toEqual(['report.stopped', 'shop.resumed']);
		expect(JSON.stringify(audit)).not.toContain('500');
	});

	test('of two deciders at once one decides; nothing leaves the shop as it is', async () => {
		const shop = await openCheckedShop(w);
		await report(shop.handle);
		const [one] = await waiting(shop.learnerId);
		const both = await Promise.all(
			(['nothing', 'nothing'] as const).map((d) => decideReport(w, 'staff-r2', one!, d))
		);
		expect(both.filter((r) => r.ok)).toHaveLength(1);
		expect((await readPublicShop(w, shop.handle))!.face).toBe('open');
		expect(await rows('staff-r2')).toHaveLength(1);
	});

	test('bad input: a reason of its own, no key, the trap, nobody’s shop; a second tap is one', async () => {
		const shop = await openCheckedShop(w);
		expect(await report(shop.handle, { reason: 'x' })).toMatchObject({
			refusal: { faults: { reason: 'not-a-choice' } }
		});
		expect(await report(shop.handle, { key: 'x' })).toMatchObject({ refusal: { tag: 'fields' } });
		expect(await report(shop.handle, { words: 'x'.repeat(401) })).toMatchObject({
			refusal: { faults: { words: 'too-long' } }
		});
		expect(await report(shop.handle, { website: 'x' })).toMatchObject({ refusal: { tag: 'trap' } });
		expect(await report('nobody')).toMatchObject({ refusal: { tag: 'not-here' } });
		expect(await report(shop.handle, { key: uuidv7(w.clock(), w.random) })).toMatchObject({
			refusal: { tag: 'trap' }
		});
		const key = uuidv7(w.clock() - MINUTE, w.random);
		await report(shop.handle, { key });
		await report(shop.handle, { key });
		expect(await waiting(shop.learnerId)).toHaveLength(1);
		for (const at of [
			{ learnerId: shop.learnerId, id: '\u0000' },
			{ learnerId: '\u0000', id: key }
		])
			expect(await decideReport(w, 'staff-r3', at, 'nothing')).toMatchObject({ refusal: { tag: 'gone' } });
		expect(await resumeShop(w, 'staff-r3', '\u0000')).toMatchObject({ refusal: { tag: 'not-resumed' } });
	});

	test('one network reports five times a day, and a shop is not buried', async () => {
		const shop = await openCheckedShop(w);
		for (let i = 0; i < 5; i++) expect((await report(shop.handle, {}, 'same')).ok).toBe(true);
		expect(await report(shop.handle, {}, 'same')).toMatchObject({ refusal: { tag: 'too-many' } });
		for (let i = 0; i < 40; i++) await report(shop.handle);
		expect(await report(shop.handle)).toMatchObject({ refusal: { tag: 'too-many' } });
		expect((await waiting(shop.learnerId)).length).toBeLessThanOrEqual(40);
	});
});
