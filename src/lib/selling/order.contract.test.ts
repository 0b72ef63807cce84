import { describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { DAY, HOUR } from '../platform/clock.ts';
import { changeShop, pauseShop } from './change-shop.server.ts';
import { eraseStale } from './erase-stale.server.ts';
import { moveOrderAsBuyer, moveOrderAsSeller, type Move } from './move-order.server.ts';
import { deleteUnconfirmed, findStale } from './order.repository.server.ts';
import { newOrderKey, placeOrder } from './place-order.server.ts';
import {
	countNewOrders,
	readBuyersOrder,
	readSellersOrder,
	readSellersOrders
} from './read-orders.server.ts';
import { readRoom } from './read-room.server.ts';
import { readErasedOrder, readMissedOrders } from './read-erased.server.ts';
import { editProduct } from './save-product.server.ts';
import { readProduct } from './shop.repository.server.ts';
import { openCheckedShop, order, orderFields, placed, sign, somePhone, world } from './testing.server.ts';
import { suspendSeller } from './unlock-seller.server.ts';

describeEachDatabase('orders', (get) => {
	const w = world(get);
	const stock = async (s: { learnerId: string; productId: string }) =>
		(await readProduct(w.db, s.learnerId, s.productId))!.stock;
	const newest = async (learnerId: string) => (await readSellersOrders(w, learnerId)).open[0]!;
	const sellerDoes = (learnerId: string, orderId: string, move: Move) =>
		moveOrderAsSeller(w, learnerId, orderId, move);
	const confirm: Move = { act: 'confirm', inDays: 3 };
	const steps = async (learnerId: string, orderId: string) =>
		(await readSellersOrder(w, learnerId, orderId))!.steps.map((s) => `${s.by} ${s.act}`);

	describe('M6 placing', () => {
		test('saved, numbered, found by the secret link only', async () => {
			const shop = await openCheckedShop(w);
			const { secret, number } = await placed(w, shop, {
				quantity: '۲',
				phone: '۰۳۰۰ ۱۲۳۴۵۶۷',
				phone2: '0321 7654321'
			});
			expect(number).toBe(1);
			expect(await newest(shop.learnerId)).toMatchObject({
				state: 'new',
				total: 5150,
				phone: '+923001234567',
				buyer: { name: 'عائشہ', landmark: 'جامع مسجد', phone2: '+923217654321' }
			});
			expect(await readBuyersOrder(w, secret)).toMatchObject({ number: 1, total: 5150 });
			expect(await readBuyersOrder(w, 'f'.repeat(32))).toBeUndefined();
			expect((await placed(w, shop)).number).toBe(2);
		});

		test("the buyer's page gives no address or phone number back, and the shop's only if shown (M8)", async () => {
			const shop = await openCheckedShop(w);
			await changeShop(w, shop.learnerId, { ...sign(), phone: '0333 7654321', phone_shown: false });
			const { secret } = await placed(w, shop, { phone: '0300 1234567' });
			const page = JSON.stringify(await readBuyersOrder(w, secret));
			for (const hidden of ['3001234567', '3337654321', 'نیو ٹاؤن']) expect(page).not.toContain(hidden);
		});

		test('a second tap finds the same order; sent with other words the first one counts', async () => {
			const shop = await openCheckedShop(w);
			const fields = orderFields(w);
			const at = { ...shop, network: 'n' };
			const both = await Promise.all([placeOrder(w, at, fields), placeOrder(w, at, fields)]);
			expect(both[0]).toEqual(both[1]);
			expect(await placeOrder(w, at, { ...fields, quantity: '2' })).toMatchObject({
				value: { number: 1, differs: true }
			});
			expect((await readSellersOrders(w, shop.learnerId)).open).toHaveLength(1);
		});

		test('two unconfirmed orders of one phone number, not three; confirmed ones do not count', async () => {
			const shop = await openCheckedShop(w);
			const phone = somePhone();
			await placed(w, shop, { phone });
			await placed(w, shop, { phone });
			expect(await order(w, shop, { phone })).toMatchObject({ refusal: { tag: 'wait-for-first' } });
			await sellerDoes(shop.learnerId, (await newest(shop.learnerId)).id, confirm);
			expect((await order(w, shop, { phone })).ok).toBe(true);
		});

		test('M1 five open orders fill a starter shop; an ended one makes room', async () => {
			const shop = await openCheckedShop(w);
			for (let i = 0; i < 5; i++) {
				expect((await readRoom(w, shop.handle)).full).toBe(false);
				await placed(w, shop);
			}
			expect(await order(w, shop)).toMatchObject({ refusal: { tag: 'busy' } });
			expect(await readRoom(w, shop.handle)).toEqual({ open: 5, limit: 5, full: true });
			await sellerDoes(shop.learnerId, (await newest(shop.learnerId)).id, {
				act: 'cancel',
				reason: 'no-answer'
			});
			expect((await order(w, shop)).ok).toBe(true);
		});

		test('M1 six at once: five get in', async () => {
			const shop = await openCheckedShop(w);
			const all = await Promise.all(Array.from({ length: 6 }, () => order(w, shop)));
			expect(all.filter((r) => r.ok)).toHaveLength(5);
			expect(
				all
					.filter((r) => r.ok)
					.map((r) => (r.ok ? r.value.number : 0))
					.sort()
			).toEqual([1, 2, 3, 4, 5]);
		});

		test('nobody pays a price she has not seen', async () => {
			const shop = await openCheckedShop(w);
			expect(await order(w, shop, { price: '2000' })).toMatchObject({ refusal: { tag: 'price-changed' } });
			expect(await order(w, shop, { fee: '0' })).toMatchObject({ refusal: { tag: 'price-changed' } });
		});

		test('more than there is: how many are left', async () => {
			const shop = await openCheckedShop(w, { stock: 2 });
			expect(await order(w, shop, { quantity: '3' })).toMatchObject({ refusal: { tag: 'stock', left: 2 } });
		});

		test('closed: paused by her, or suspended (M5)', async () => {
			const shop = await openCheckedShop(w);
			await pauseShop(w, shop.learnerId, true);
			expect(await order(w, shop)).toMatchObject({ refusal: { tag: 'closed', face: 'paused' } });
			await pauseShop(w, shop.learnerId, false);
			await w.db.transaction().execute((tx) => suspendSeller(tx, shop.learnerId, 'operator', w));
			expect(await order(w, shop)).toMatchObject({ refusal: { tag: 'closed', face: 'suspended' } });
		});

		test('every fault beside its field; missing digits are counted', async () => {
			const shop = await openCheckedShop(w);
			expect(await order(w, shop, { phone: '0300 12345', landmark: '' })).toMatchObject({
				refusal: {
					tag: 'fields',
					faults: { landmark: 'missing' },
					phone: { tag: 'digits-missing', count: 2 }
				}
			});
			expect(await order(w, shop, { phone2: '12' })).toMatchObject({
				refusal: { phone2: { tag: 'not-a-phone' } }
			});
			expect(await order(w, shop, { key: '' })).toMatchObject({ refusal: { faults: { form: 'missing' } } });
		});

		test('who fills the hidden field, asks too often, or asks for nothing of ours', async () => {
			const shop = await openCheckedShop(w);
			expect(await order(w, shop, { website: 'x' })).toMatchObject({ refusal: { tag: 'trap' } });
			expect(await order(w, shop, { key: newOrderKey(w) })).toMatchObject({ refusal: { tag: 'trap' } });
			expect(await order(w, shop, { key: 'made-by-a-robot-once' })).toMatchObject({
				refusal: { faults: { form: 'missing' } }
			});
			expect(await order(w, { ...shop, handle: 'nobody' })).toMatchObject({ refusal: { tag: 'not-here' } });
			expect(await order(w, { ...shop, productId: 'nothing' })).toMatchObject({
				refusal: { tag: 'not-here' }
			});
			const phone = somePhone();
			for (let i = 0; i < 10; i++) await order(w, shop, { phone, quantity: '9' });
			expect(await order(w, shop, { phone })).toMatchObject({ refusal: { tag: 'too-many' } });
		});
	});

	describe('M6, M7, M12 its way', () => {
		test('confirmed, sent, delivered by her word with the money seen, then by the word of the buyer', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			const { id } = await newest(shop.learnerId);
			expect(await stock(shop)).toBe(3);
			expect(await sellerDoes(shop.learnerId, id, confirm)).toMatchObject({
				value: { promised_on: '2026-11-26' }
			});
			expect(await stock(shop)).toBe(2);
			await sellerDoes(shop.learnerId, id, { act: 'send' });
			await sellerDoes(shop.learnerId, id, { act: 'deliver', paid: true });
			expect(await readSellersOrder(w, shop.learnerId, id)).toMatchObject({
				state: 'delivered',
				deliveredBy: 'seller',
				paid: true
			});
			await moveOrderAsBuyer(w, secret, { act: 'deliver' });
			expect(await readBuyersOrder(w, secret)).toMatchObject({
				state: 'delivered',
				deliveredBy: 'buyer',
				paid: true
			});
			expect(await steps(shop.learnerId, id)).toEqual([
				'buyer place',
				'seller confirm',
				'seller send',
				'seller deliver',
				'buyer deliver'
			]);
		});

		test('M7 the money may be seen later, and only she can say so', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			const { id } = await newest(shop.learnerId);
			await sellerDoes(shop.learnerId, id, confirm);
			await moveOrderAsBuyer(w, secret, { act: 'deliver', paid: true });
			expect(await readSellersOrder(w, shop.learnerId, id)).toMatchObject({
				deliveredBy: 'buyer',
				paid: false
			});
			expect((await moveOrderAsBuyer(w, secret, { act: 'paid' })).ok).toBe(false);
			await sellerDoes(shop.learnerId, id, { act: 'paid' });
			expect(await readSellersOrder(w, shop.learnerId, id)).toMatchObject({ paid: true });
		});

		test('M6 of two confirmations of the last piece at once, one wins', async () => {
			const shop = await openCheckedShop(w, { stock: 1 });
			await placed(w, shop);
			await placed(w, shop);
			const { open } = await readSellersOrders(w, shop.learnerId);
			const both = await Promise.all(open.map((o) => sellerDoes(shop.learnerId, o.id, confirm)));
			expect(both.filter((r) => r.ok)).toHaveLength(1);
			expect(both.find((r) => !r.ok)).toMatchObject({ refusal: { tag: 'sold-out' } });
			expect(await stock(shop)).toBe(0);
			expect((await readSellersOrders(w, shop.learnerId)).open.map((o) => o.state).sort()).toEqual([
				'confirmed',
				'new'
			]);
		});

		test('a double tap moves stock once and leaves one line of history', async () => {
			const shop = await openCheckedShop(w);
			await placed(w, shop);
			const { id } = await newest(shop.learnerId);
			const both = await Promise.all([
				sellerDoes(shop.learnerId, id, confirm),
				sellerDoes(shop.learnerId, id, confirm)
			]);
			expect(both.every((r) => r.ok)).toBe(true);
			expect(await stock(shop)).toBe(2);
			expect(await steps(shop.learnerId, id)).toEqual(['buyer place', 'seller confirm']);
		});

		test('cancelled after confirmation: the piece is back, once', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop, { quantity: '2' });
			const { id } = await newest(shop.learnerId);
			await sellerDoes(shop.learnerId, id, confirm);
			await Promise.all([
				moveOrderAsBuyer(w, secret, { act: 'cancel', reason: 'changed-mind' }),
				sellerDoes(shop.learnerId, id, { act: 'cancel', reason: 'buyer-asked' })
			]);
			expect(await stock(shop)).toBe(3);
			expect((await steps(shop.learnerId, id)).filter((s) => s.endsWith('cancel'))).toHaveLength(1);
		});

		test('brought back: into stock only if she says so', async () => {
			const shop = await openCheckedShop(w);
			for (const restock of [true, false]) {
				await placed(w, shop);
				const { id } = await newest(shop.learnerId);
				await sellerDoes(shop.learnerId, id, confirm);
				await sellerDoes(shop.learnerId, id, { act: 'send' });
				await sellerDoes(shop.learnerId, id, { act: 'bring-back', reason: 'refused-at-door', restock });
			}
			expect(await stock(shop)).toBe(2);
		});

		test('M12 what its buyer says she has was not refused at her door; broken it may be', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			const { id } = await newest(shop.learnerId);
			await sellerDoes(shop.learnerId, id, confirm);
			await sellerDoes(shop.learnerId, id, { act: 'send' });
			await moveOrderAsBuyer(w, secret, { act: 'deliver' });
			for (const reason of ['refused-at-door', 'not-found'])
				expect(await sellerDoes(shop.learnerId, id, { act: 'bring-back', reason })).toMatchObject({
					refusal: { tag: 'reason-missing' }
				});
			expect(await readSellersOrder(w, shop.learnerId, id)).toMatchObject({ state: 'delivered' });
			expect((await sellerDoes(shop.learnerId, id, { act: 'bring-back', reason: 'damaged' })).ok).toBe(true);
		});

		test('a reason and a day must be named', async () => {
			const shop = await openCheckedShop(w);
			await placed(w, shop);
			const { id } = await newest(shop.learnerId);
			expect(await sellerDoes(shop.learnerId, id, { act: 'confirm' })).toMatchObject({
				refusal: { tag: 'day-missing' }
			});
			expect(await sellerDoes(shop.learnerId, id, { act: 'confirm', inDays: 99 })).toMatchObject({
				refusal: { tag: 'day-missing' }
			});
			expect(await sellerDoes(shop.learnerId, id, { act: 'cancel', reason: 'x' })).toMatchObject({
				refusal: { tag: 'reason-missing' }
			});
			expect(await stock(shop)).toBe(3);
		});

		test('the buyer cannot cancel what is on its way, nor move the order of another', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			const { id } = await newest(shop.learnerId);
			await sellerDoes(shop.learnerId, id, confirm);
			await sellerDoes(shop.learnerId, id, { act: 'send' });
			expect(await moveOrderAsBuyer(w, secret, { act: 'cancel', reason: 'other' })).toMatchObject({
				refusal: { tag: 'refused', why: 'on-the-way' }
			});
			const other = await openCheckedShop(w);
			expect(await sellerDoes(other.learnerId, id, { act: 'deliver' })).toMatchObject({
				refusal: { tag: 'no-order' }
			});
			expect(await moveOrderAsBuyer(w, 'x', { act: 'deliver' })).toMatchObject({
				refusal: { tag: 'no-order' }
			});
		});

		test('M5 a suspended seller finishes what is open', async () => {
			const shop = await openCheckedShop(w);
			await placed(w, shop);
			const { id } = await newest(shop.learnerId);
			await w.db.transaction().execute((tx) => suspendSeller(tx, shop.learnerId, 'operator', w));
			for (const move of [confirm, { act: 'send' }, { act: 'deliver', paid: true }] as Move[])
				expect((await sellerDoes(shop.learnerId, id, move)).ok).toBe(true);
		});

		test('what was ordered keeps its price when the product changes', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			await editProduct(w, shop.learnerId, shop.productId, {
				title: 'مہنگی شال',
				details: '',
				price: 9000,
				stock: 3
			});
			expect(await readBuyersOrder(w, secret)).toMatchObject({
				total: 2700,
				lines: [{ title: 'نیلی شال', price: 2450 }]
			});
		});
	});

	describe('M6 after 72 hours', () => {
		const rows = async (learnerId: string) =>
			(
				await Promise.all([
					w.db.selectFrom('shop_order').select('order_id').where('learner_id', '=', learnerId).execute(),
					w.db
						.selectFrom('shop_order_history')
						.select('order_id')
						.where('learner_id', '=', learnerId)
						.execute(),
					w.allLearners
						.selectFrom('shop_order_secret')
						.select('order_id')
						.where('learner_id', '=', learnerId)
						.execute()
				])
			).map((r) => r.length);

		test('an unconfirmed order goes with all its rows but the hash of its link; a confirmed one stays', async () => {
			const shop = await openCheckedShop(w);
			await placed(w, shop);
			await sellerDoes(shop.learnerId, (await newest(shop.learnerId)).id, confirm);
			const { secret } = await placed(w, shop);
			expect(await countNewOrders(w.db, shop.learnerId)).toBe(1);
			w.clock.forward(72 * HOUR);
			expect(await eraseStale(w.allLearners, w.clock())).toBe(0);
			w.clock.forward(1);
			expect(await eraseStale(w.allLearners, w.clock())).toBeGreaterThan(0);
			expect(await rows(shop.learnerId)).toEqual([1, 2, 2]);
			expect(await readBuyersOrder(w, secret)).toBeUndefined();
			expect(await countNewOrders(w.db, shop.learnerId)).toBe(0);
		});

		test('an order confirmed at the last moment is not erased with the list made before', async () => {
			const shop = await openCheckedShop(w);
			await placed(w, shop);
			w.clock.forward(73 * HOUR);
			const [stale] = await findStale(w.db, w.clock() - 72 * HOUR, shop.learnerId);
			await sellerDoes(shop.learnerId, stale!.order_id, confirm);
			expect(await w.db.transaction().execute((tx) => deleteUnconfirmed(tx, stale!))).toBe(false);
			expect(await rows(shop.learnerId)).toEqual([1, 2, 1]);
		});

		test('also without the job: her list, the page of the buyer and the next order do it', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			w.clock.forward(4 * DAY);
			expect(await readBuyersOrder(w, secret)).toBeUndefined();
			expect(await rows(shop.learnerId)).toEqual([0, 0, 1]);
			for (let i = 0; i < 5; i++) await placed(w, shop);
			w.clock.forward(4 * DAY);
			// Five buyers without an answer have closed the shop as well; she opens it again.
			expect(await order(w, shop)).toMatchObject({ refusal: { tag: 'closed', face: 'paused' } });
			await pauseShop(w, shop.learnerId, false);
			expect((await order(w, shop)).ok).toBe(true);
			expect((await readSellersOrders(w, shop.learnerId)).open).toHaveLength(1);
		});

		test('M1 orders that nobody confirmed in time take no room, also without the job', async () => {
			const shop = await openCheckedShop(w);
			for (let i = 0; i < 5; i++) await placed(w, shop);
			w.clock.forward(72 * HOUR + 1);
			expect(await readRoom(w, shop.handle)).toEqual({ open: 0, limit: 5, full: false });
			expect(await readRoom(w, 'nobody')).toMatchObject({ full: false });
		});

		test('its link says what became of it and leads to the shop while there is one; another says nothing', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			expect(await readErasedOrder(w, secret)).toBeUndefined();
			w.clock.forward(73 * HOUR);
			await eraseStale(w.allLearners, w.clock());
			expect(await readErasedOrder(w, secret)).toEqual({ handle: shop.handle });
			expect(await readErasedOrder(w, 'f'.repeat(32))).toBeUndefined();
			expect(await moveOrderAsBuyer(w, secret, { act: 'deliver' })).toMatchObject({
				refusal: { tag: 'no-order' }
			});
			await w.db.transaction().execute((tx) => suspendSeller(tx, shop.learnerId, 'operator', w));
			expect(await readErasedOrder(w, secret)).toEqual({ handle: null });
		});

		test('its form, sent again from an old page, makes a new order under the same link', async () => {
			const shop = await openCheckedShop(w);
			const form = orderFields(w);
			const send = async () => {
				const done = await placeOrder(w, { ...shop, network: 'same' }, form);
				if (!done.ok) throw new Error(done.refusal.tag);
				return done.value;
			};
			const first = await send();
			w.clock.forward(73 * HOUR);
			await eraseStale(w.allLearners, w.clock());
			const second = await send();
			expect(second).toEqual({ secret: first.secret, number: 2, differs: false });
			expect(await readBuyersOrder(w, first.secret)).toMatchObject({ number: 2, state: 'new' });
		});

		test('she is told when the orders came that she missed, and of no other; after 30 days no more', async () => {
			const shop = await openCheckedShop(w);
			const { secret } = await placed(w, shop);
			await moveOrderAsBuyer(w, secret, { act: 'cancel', reason: 'too-late' });
			const came = w.clock();
			await placed(w, shop);
			w.clock.forward(50 * HOUR);
			const late = await placed(w, shop);
			await sellerDoes(shop.learnerId, (await newest(shop.learnerId)).id, confirm);
			expect(await readMissedOrders(w, shop.learnerId)).toEqual([]);
			w.clock.forward(23 * HOUR);
			expect(await readMissedOrders(w, shop.learnerId)).toEqual([came]);
			expect(await readBuyersOrder(w, late.secret)).toMatchObject({ state: 'confirmed', late: false });
			w.clock.forward(3 * DAY);
			// Confirmed before her phone went off: it goes on, and its buyer is told that the day has passed.
			expect(await readBuyersOrder(w, late.secret)).toMatchObject({ state: 'confirmed', late: true });
			w.clock.forward(27 * DAY);
			expect(await readMissedOrders(w, shop.learnerId)).toEqual([]);
		});
	});
});
