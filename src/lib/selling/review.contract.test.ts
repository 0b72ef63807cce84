import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { changeShop } from './change-shop.server.ts';
import { moveOrderAsBuyer, moveOrderAsSeller } from './move-order.server.ts';
import { readBuyersOrder, readSellersOrder, readSellersOrders } from './read-orders.server.ts';
import { readPublicShop } from './read-shop.server.ts';
import { reviewOrder } from './review-order.server.ts';
import { openCheckedShop, placed, sign, world } from './testing.server.ts';

describeEachDatabase('M12 reviews', (get) => {
	const w = world(get);
	const confirmed = async (phone?: string) => {
		const shop = await openCheckedShop(w);
		const { secret } = await placed(w, shop, phone ? { phone } : {});
		const { id } = (await readSellersOrders(w, shop.learnerId)).open[0]!;
		await moveOrderAsSeller(w, shop.learnerId, id, { act: 'confirm', inDays: 1 });
		return { ...shop, secret, id };
	};
	const good = { verdict: 'as-shown', ticks: ['on-time'] };
	const reviews = async (handle: string) => (await readPublicShop(w, handle))!.reviews;

	test('only after the word of the buyer, not after that of the seller', async () => {
		const o = await confirmed();
		await moveOrderAsSeller(w, o.learnerId, o.id, { act: 'send' });
		await moveOrderAsSeller(w, o.learnerId, o.id, { act: 'deliver' });
		expect(await reviewOrder(w, o.secret, good)).toMatchObject({ refusal: { door: 'not-confirmed' } });
		expect((await reviews(o.handle)).count).toBe(0);
		await moveOrderAsBuyer(w, o.secret, { act: 'deliver' });
		expect((await reviewOrder(w, o.secret, good)).ok).toBe(true);
		expect(await reviews(o.handle)).toMatchObject({
			count: 1,
			verdicts: { 'as-shown': 1 },
			ticks: { 'on-time': 1, 'packed-well': 0 }
		});
		expect((await readBuyersOrder(w, o.secret))!.review).toEqual(good);
		expect((await readSellersOrder(w, o.learnerId, o.id))!.review).toEqual(good);
	});

	test('said twice, also at once, it is one; the later counts', async () => {
		const o = await confirmed();
		await moveOrderAsBuyer(w, o.secret, { act: 'deliver' });
		await Promise.all([reviewOrder(w, o.secret, good), reviewOrder(w, o.secret, good)]);
		await reviewOrder(w, o.secret, { verdict: 'nearly', ticks: [] });
		expect(await reviews(o.handle)).toMatchObject({ count: 1, verdicts: { nearly: 1, 'as-shown': 0 } });
	});

	test('what is not on the list does not count, and nobody praises her own shop', async () => {
		const o = await confirmed('0300 7654321');
		await moveOrderAsBuyer(w, o.secret, { act: 'deliver' });
		expect(await reviewOrder(w, o.secret, { verdict: 'best', ticks: [] })).toMatchObject({
			refusal: { tag: 'verdict-missing' }
		});
		await reviewOrder(w, o.secret, { verdict: 'nearly', ticks: ['<b>', 'on-time'] });
		expect((await readBuyersOrder(w, o.secret))!.review!.ticks).toEqual(['on-time']);
		await changeShop(w, o.learnerId, { ...sign(), phone: '0300 7654321', phone_shown: false });
		expect(await reviewOrder(w, o.secret, good)).toMatchObject({ refusal: { door: 'own-shop' } });
		expect(await reviewOrder(w, 'x', good)).toMatchObject({ refusal: { tag: 'no-order' } });
	});
});
