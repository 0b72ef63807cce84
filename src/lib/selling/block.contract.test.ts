import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { DAY } from '../platform/clock.ts';
import {
	blockBuyer,
	isBlockedBuyer,
	readBlockedBuyers,
	unblockBuyer,
	unblockOrder
} from './block-buyer.server.ts';
import { moveOrderAsBuyer, moveOrderAsSeller } from './move-order.server.ts';
import { noteUnanswered } from './note-unanswered.server.ts';
import { readBuyersOrder, readSellersOrders } from './read-orders.server.ts';
import { sayAsBuyer } from './say-word.server.ts';
import { openCheckedShop, order, placed, somePhone, world } from './testing.server.ts';

describeEachDatabase('a blocked buyer', (get) => {
	const w = world(get);
	const troubled = async () => {
		const shop = await openCheckedShop(w);
		const phone = somePhone();
		const { secret } = await placed(w, shop, { phone });
		const { id } = (await readSellersOrders(w, shop.learnerId)).open[0]!;
		return { ...shop, phone, secret, id };
	};

	test('orders no more, by neither number, in this shop alone', async () => {
		const o = await troubled();
		expect((await blockBuyer(w, o.learnerId, o.id)).ok).toBe(true);
		expect(await order(w, o, { phone: o.phone })).toMatchObject({ refusal: { tag: 'blocked' } });
		expect(await order(w, o, { phone2: o.phone })).toMatchObject({ refusal: { tag: 'blocked' } });
		expect((await order(w, o)).ok).toBe(true);
		const other = await openCheckedShop(w);
		expect((await order(w, other, { phone: o.phone })).ok).toBe(true);
	});

	test('says no more, waits for no answer, and may still cancel and confirm', async () => {
		const o = await troubled();
		await sayAsBuyer(w, o.secret, { kind: 'ask', words: 'کہاں رہتی ہیں؟' });
		await blockBuyer(w, o.learnerId, o.id);
		expect(await sayAsBuyer(w, o.secret, { kind: 'ask', words: 'سنیں' })).toMatchObject({
			refusal: { tag: 'blocked' }
		});
		expect(await readBuyersOrder(w, o.secret)).toMatchObject({ maySay: false, waitsSince: null });
		w.clock.forward(2 * DAY);
		expect(await noteUnanswered(w.db, w.clock(), o.learnerId)).toBe(0);
		await moveOrderAsSeller(w, o.learnerId, o.id, { act: 'confirm', inDays: 1 });
		expect((await moveOrderAsBuyer(w, o.secret, { act: 'deliver' })).ok).toBe(true);
	});

	test('a second tap is one; lifted, he orders again', async () => {
		const o = await troubled();
		await Promise.all([blockBuyer(w, o.learnerId, o.id), blockBuyer(w, o.learnerId, o.id)]);
		const [block, ...more] = await readBlockedBuyers(w.db, o.learnerId);
		expect(more).toEqual([]);
		expect(block!.number).toBe(1);
		for (const nonsense of ['nonsense', '\u0000']) await unblockBuyer(w, o.learnerId, nonsense);
		expect(await isBlockedBuyer(w, o.learnerId, [`+92${o.phone.replace(/\D/g, '').slice(1)}`])).toBe(true);
		await unblockBuyer(w, o.learnerId, block!.key);
		await blockBuyer(w, o.learnerId, o.id);
		await unblockOrder(w, o.learnerId, o.id);
		expect((await order(w, o, { phone: o.phone })).ok).toBe(true);
	});

	test('the number itself is kept nowhere for it, and another seller blocks nobody here', async () => {
		const o = await troubled();
		await blockBuyer(w, o.learnerId, o.id);
		const rows = await w.db
			.selectFrom('shop_block')
			.selectAll()
			.where('learner_id', '=', o.learnerId)
			.execute();
		expect(JSON.stringify(rows)).not.toContain(o.phone.replace(/\D/g, '').slice(1));
		const other = await openCheckedShop(w);
		expect(await blockBuyer(w, other.learnerId, o.id)).toMatchObject({ refusal: { tag: 'no-order' } });
	});
});
