import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { moveOrderAsSeller } from './move-order.server.ts';
import { readDesk } from './read-desk.server.ts';
import { readSellersOrders } from './read-orders.server.ts';
import { openCheckedShop, placed, world } from './testing.server.ts';

describeEachDatabase('the shop desk of a phone', (get) => {
	const w = world(get);

	test('K8 her shop and her newest 50 orders, open and over, and nothing of another shop', async () => {
		const shop = await openCheckedShop(w, { stock: 100 });
		const other = await openCheckedShop(w);
		await placed(w, other);
		for (let n = 1; n <= 52; n++) {
			await placed(w, shop);
			const { open } = await readSellersOrders(w, shop.learnerId);
			if (n > 2)
				await moveOrderAsSeller(w, shop.learnerId, open[0]!.id, { act: 'cancel', reason: 'no-answer' });
		}
		const desk = (await readDesk(w, shop.learnerId))!;
		expect(desk.shop).toMatchObject({ handle: shop.handle, products: [{ id: shop.productId }] });
		expect(desk.orders).toHaveLength(50);
		expect(desk.orders[0]!.number).toBe(52);
		expect(desk.orders.map((o) => o.number)).toEqual(Array.from({ length: 50 }, (_, i) => 52 - i));
		expect(JSON.stringify(desk)).not.toContain(other.handle);
		expect(desk.at).toBe(w.clock());
	});

	test('where there is no shop there is no desk', async () => {
		expect(await readDesk(w, 'nobody')).toBeUndefined();
	});
});
