import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { meanwhile } from '../../../tests/support/meanwhile.ts';
import { MINUTE } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { keepStopped, readBadgelessShops } from './decide-badgeless.server.ts';
import { moveOrderAsSeller } from './move-order.server.ts';
import {
	countUndecided,
	decideReport,
	readReports,
	readStoppedShops,
	resumeShop
} from './decide-report.server.ts';
import { readPublicShop } from './read-shop.server.ts';
import { reportShop } from './report-shop.server.ts';
import { erase, openCheckedShop, order, placed, tablesOf, turnBadge, world } from './testing.server.ts';
import { onAwardChange } from './unlock-seller.server.ts';

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

	test('M5 a badge was taken back: open orders can be finished, and a person decides whether the badge opens the shop again', async () => {
		const [shop, other] = [await openCheckedShop(w), await openCheckedShop(w)];
		await placed(w, shop);
		const { order_id: orderId } = await w.db
			.selectFrom('shop_order')
			.select('order_id')
			.where('learner_id', '=', shop.learnerId)
			.executeTakeFirstOrThrow();
		const turn = async ({ learnerId }: { learnerId: string }, state: 'active' | 'revoked') => {
			const awardId = `award-fraud-check-${learnerId}`;
			await w.db
				.updateTable('award')
				.set({ state })
				.where('learner_id', '=', learnerId)
				.where('award_id', '=', awardId)
				.execute();
			const act = state === 'revoked' ? 'revoked' : 'reinstated';
			const row = { learner_id: learnerId, award_id: awardId, at: w.clock(), by_person: 'staff-r3' };
			await w.db
				.insertInto('award_history')
				.values({ ...row, act, reason: 'نقل' })
				.execute();
			const at = w.clock();
			await w.db.transaction().execute((tx) => onAwardChange(tx, { learnerId, awardId, at }));
			w.clock.forward(MINUTE);
			return { ...row, act: 'appealed', at: w.clock() };
		};
		const badgeless = async ({ learnerId }: { learnerId: string }) =>
			(await readBadgelessShops(w.allLearners)).find((s) => s.learnerId === learnerId);
		expect(await badgeless(shop)).toBeUndefined();
		expect(await keepStopped(w, 'staff-r3', shop.learnerId)).toMatchObject({ refusal: { tag: 'gone' } });
		const waited = await countUndecided(w.allLearners);
		const appeal = await turn(shop, 'revoked');
		await turn(other, 'revoked');
		expect(await countUndecided(w.allLearners)).toBe(waited + 2);
		expect(await order(w, shop)).toMatchObject({ refusal: { tag: 'closed', face: 'suspended' } });
		expect(await badgeless(shop)).toMatchObject({
			handle: shop.handle,
			openOrders: 1,
			badges: [{ badge: 'fraud-check', appeal: null }]
		});
		await w.db
			.insertInto('award_history')
			.values({ ...appeal, reason: 'تصویر میری ہے' })
			.execute();
		expect((await badgeless(shop))!.badges[0]!.appeal).toEqual({ at: appeal.at, words: 'تصویر میری ہے' });
		expect((await moveOrderAsSeller(w, shop.learnerId, orderId, { act: 'confirm', inDays: 3 })).ok).toBe(
			true
		);
		expect((await moveOrderAsSeller(w, shop.learnerId, orderId, { act: 'send' })).ok).toBe(true);

		// Of two taps one counts; from now on the badge alone opens nothing.
		const both = await Promise.all([1, 2].map(() => keepStopped(w, 'staff-r3', shop.learnerId)));
		expect(both.filter((r) => r.ok)).toHaveLength(1);
		expect(await badgeless(shop)).toBeUndefined();
		w.clock.forward(MINUTE);
		await turn(shop, 'active');
		await turn(other, 'active');
		expect(await readPublicShop(w, shop.handle)).toBeUndefined();
		expect((await readPublicShop(w, other.handle))!.face).toBe('open');
		expect((await resumeShop(w, 'staff-r3', shop.learnerId)).ok).toBe(true);
		expect((await readPublicShop(w, shop.handle))!.face).toBe('open');
		// What was said against an earlier decision is not said against the next.
		w.clock.forward(MINUTE);
		await turn(shop, 'revoked');
		expect((await badgeless(shop))!.badges[0]!.appeal).toBeNull();
		expect((await rows('staff-r3')).map((r) => r.act)).toEqual(['shop.kept_stopped', 'shop.resumed']);
	});

	test('K6 lifted while the badge is missing: audited, and the badge opens it again', async () => {
		const shop = await openCheckedShop(w);
		const turn = (state: 'active' | 'revoked') => turnBadge(w, shop.learnerId, 'fraud-check', state);
		await turn('revoked');
		expect((await keepStopped(w, 'staff-r6', shop.learnerId)).ok).toBe(true);
		const both = await Promise.all([1, 2].map(() => resumeShop(w, 'staff-r6', shop.learnerId)));
		expect(both.filter((r) => r.ok)).toEqual([{ ok: true, value: { opened: false } }]);
		expect((await rows('staff-r6')).map((r) => r.act)).toEqual(['shop.kept_stopped', 'shop.stop_lifted']);
		expect(await readPublicShop(w, shop.handle)).toBeUndefined();
		await turn('active');
		expect((await readPublicShop(w, shop.handle))!.face).toBe('open');
	});

	test('K5 one that comes while she is being erased is not kept', async () => {
		const shop = await openCheckedShop(w);
		const db = meanwhile(w.db, () => erase(w, shop.learnerId));
		const form = { key: uuidv7(w.clock() - MINUTE, w.random), reason: 'rude', words: 'x' };
		expect(await reportShop({ ...w, db }, { handle: shop.handle, network: 'erased' }, form)).toMatchObject({
			refusal: { tag: 'not-here' }
		});
		expect(await tablesOf(w, shop.learnerId)).toEqual([]);
	});

	test('a reason that is not on the list, of another version, is shown as another one', async () => {
		const shop = await openCheckedShop(w);
		await report(shop.handle);
		await w.db
			.updateTable('shop_report')
			.set({ reason: 'of-tomorrow' })
			.where('learner_id', '=', shop.learnerId)
			.execute();
		expect((await waiting(shop.learnerId)).map((r) => r.reason)).toEqual(['other']);
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
