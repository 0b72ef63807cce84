import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { HOUR } from '../platform/clock.ts';
import { moveOrderAsSeller } from './move-order.server.ts';
import { orderColumnNames, orderColumns, readAllOrders, writeOrders } from './orders-file.server.ts';
import { readSellersOrders } from './read-orders.server.ts';
import { readOrderNews } from './read-waiting.server.ts';
import { sayAsBuyer } from './say-word.server.ts';
import { openCheckedShop, placed, world } from './testing.server.ts';

describeEachDatabase('what waits, and the file of orders', (get) => {
	const w = world(get);
	const columns = orderColumns({
		heads: Object.fromEntries(orderColumnNames.map((n) => [n, n])) as Record<
			(typeof orderColumnNames)[number],
			string
		>,
		state: (o) => o.state,
		yes: 'yes'
	});
	const file = async (learnerId: string) => writeOrders(await readAllOrders(w, learnerId), columns);

	test('R6 no cell runs, whatever a buyer typed; numbers as they are dialled; Urdu with its mark', async () => {
		const shop = await openCheckedShop(w);
		const tricks = ['=HYPERLINK("http://x")', '+1+1', '-2', '@SUM(A1)'];
		for (const name of tricks.slice(0, 2)) await placed(w, shop, { name, phone: '0300 1234567' });
		for (const landmark of tricks.slice(2)) await placed(w, shop, { landmark: `${landmark} مسجد` });
		await placed(w, shop, { address: 'گلی 4\n"نیو" ٹاؤن، =A1' });
		const text = await file(shop.learnerId);
		expect(text.startsWith('\uFEFF')).toBe(true);
		const { data } = Papa.parse<string[]>(text.slice(1).trimEnd());
		expect(data[0]).toEqual([...orderColumnNames]);
		expect(data).toHaveLength(6);
		for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
		expect(data.flat()).toContain('0300 1234567');
		expect(data.flat()).toContain('گلی 4 "نیو" ٹاؤن، =A1');
		expect(data.flat()).toContain('\'=HYPERLINK("http://x")');
	});

	test('hers alone, all states; none is a file with its head', async () => {
		const [a, b] = [await openCheckedShop(w), await openCheckedShop(w)];
		await placed(w, a);
		const { id } = (await readSellersOrders(w, a.learnerId)).open[0]!;
		await moveOrderAsSeller(w, a.learnerId, id, { act: 'cancel', reason: 'other' });
		expect(await file(a.learnerId)).toContain('cancelled');
		expect((await file(b.learnerId)).trim().split('\r\n')).toHaveLength(1);
	});

	test('the home screen counts new orders and questions, and forgets what is erased', async () => {
		const shop = await openCheckedShop(w);
		const waiting = async () => (await readOrderNews(w.db, shop.learnerId, w.clock())).orders;
		expect(await waiting()).toBeUndefined();
		const { secret } = await placed(w, shop);
		expect(await waiting()).toBe(1);
		const { id } = (await readSellersOrders(w, shop.learnerId)).open[0]!;
		await moveOrderAsSeller(w, shop.learnerId, id, { act: 'confirm', inDays: 1 });
		expect(await waiting()).toBeUndefined();
		await sayAsBuyer(w, secret, { kind: 'ask', words: 'کب؟' });
		await placed(w, shop);
		expect(await waiting()).toBe(2);
		w.clock.forward(73 * HOUR);
		expect(await waiting()).toBe(1);
	});
});
