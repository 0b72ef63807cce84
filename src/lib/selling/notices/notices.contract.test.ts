import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { meanwhile } from '../../../../tests/support/meanwhile.ts';
import { DAY, HOUR, MINUTE } from '../../platform/clock.ts';
import { sha256HexSync } from '../../platform/hash.server.ts';
import type { Sms } from '../../platform/sms/sms.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { deliverOutbox } from '../deliver-outbox.server.ts';
import { moveOrderAsSeller } from '../move-order.server.ts';
import { readSellersOrders } from '../read-orders.server.ts';
import { readEnquiries, removeEnquiry, sendEnquiry } from '../send-enquiry.server.ts';
import { erase, openCheckedShop, placed, tablesOf, world } from '../testing.server.ts';
import { readDeliveries } from '../webhooks/deliveries.server.ts';
import { grantRole, INSTALLATION } from '../../accounts/index.server.ts';
import { NOTICES } from './note-order.server.ts';
import { noticesCarrier } from './notices-carrier.server.ts';
import { readOwnNotices, tellBySms, tellNoPhone, tellPhone, PHONES_MAX } from './own-notices.server.ts';

describeEachDatabase('notices to sellers', (get) => {
	const w = world(get);
	w.env = { ...w.env, origin: 'https://qadam.example' };
	const sent: { to: string; text: string }[] = [];
	let said: Awaited<ReturnType<Sms['send']>> = 'taken';
	const sms: Sms = {
		send: async (message) => {
			sent.push(message);
			return said;
		}
	};
	/** A push service: each path is a phone. */
	const got: { phone: string; body: string }[] = [];
	const answers = new Map<string, number>();
	let service: Server;
	let base = '';
	const open = async () => {
		service = createServer((request, response) => {
			let body = '';
			request.on('data', (chunk: Buffer) => (body += chunk.toString()));
			request.on('end', () => {
				got.push({ phone: request.url!, body });
				response.writeHead(answers.get(request.url!) ?? 201).end();
			});
		});
		await new Promise<void>((ready) => service.listen(0, '127.0.0.1', ready));
		base = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
	};
	afterAll(() => void service?.close());
	beforeEach(async () => {
		if (!base) await open();
		got.length = sent.length = 0;
		said = 'taken';
		answers.clear();
		await w.allLearners.deleteFrom('outbox').execute();
	});

	const round = () =>
		deliverOutbox(w.allLearners, [], {
			clock: w.clock,
			carriers: [noticesCarrier(w, { loopback: true, timeout: 1000 })]
		});
	/** As her browser would; its address is on this machine here, so it is written past the door that refuses such. */
	const phone = async (learnerId: string, name: string) => {
		const address = `https://push.example.com/${name}`;
		const done = await tellPhone(w, learnerId, address);
		if (!done.ok) throw new Error(done.refusal.tag);
		const hash = sha256HexSync(address);
		expect((await own(learnerId)).phones).toContain(hash);
		const sealed = w.secrets.seal(`${base}/${name}`, `push:${hash}`);
		await w.db.updateTable('push_phone').set({ sealed }).where('phone_hash', '=', hash).execute();
	};
	const own = async (learnerId: string) => {
		const read = await readOwnNotices(w, learnerId);
		if (!read.ok) throw new Error(read.refusal.tag);
		return read.value;
	};
	const waiting = async () =>
		(await w.allLearners.selectFrom('outbox').select('outbox_id').where('target', '=', NOTICES).execute())
			.length;

	describe('phones', () => {
		test('off until she says so: an order leaves nothing to tell', async () => {
			const shop = await openCheckedShop(w);
			expect(await own(shop.learnerId)).toMatchObject({ phones: [], sms: false, smsOffered: false });
			await placed(w, shop);
			expect(await waiting()).toBe(0);
		});

		test('each of her phones is told once, without a word; orders that come meanwhile are the same news', async () => {
			const shop = await openCheckedShop(w);
			await phone(shop.learnerId, 'one');
			await phone(shop.learnerId, 'two');
			await placed(w, shop);
			await placed(w, shop);
			expect(await waiting()).toBe(1);
			await round();
			expect(got.map((g) => g.phone).sort()).toEqual(['/one', '/two']);
			expect(got.every(({ body }) => body === '')).toBe(true);
			await round();
			expect(got).toHaveLength(2);
		});

		test('a question from abroad is told like an order, once, and not when she took it away', async () => {
			const shop = await openCheckedShop(w);
			await phone(shop.learnerId, 'abroad');
			const ask = async () => {
				const key = uuidv7(w.clock() - MINUTE, w.random);
				const form = { key, name: 'Sana', country: 'UK', contact: 'sana@example.com', words: 'To London?' };
				for (let i = 0; i < 2; i++)
					await sendEnquiry(w, { handle: shop.handle, network: `abroad-${key}` }, form);
				return key;
			};
			await ask();
			expect(await waiting()).toBe(1);
			await round();
			expect(got).toEqual([{ phone: '/abroad', body: '' }]);
			for (const { enquiry_id } of await readEnquiries(w, shop.learnerId))
				await removeEnquiry(w, shop.learnerId, enquiry_id);
			await removeEnquiry(w, shop.learnerId, await ask());
			await round();
			expect(got).toHaveLength(1);
		});

		test('what she has seen to meanwhile is not told', async () => {
			const shop = await openCheckedShop(w);
			await phone(shop.learnerId, 'seen');
			await placed(w, shop);
			const { id } = (await readSellersOrders(w, shop.learnerId)).open[0]!;
			await moveOrderAsSeller(w, shop.learnerId, id, { act: 'confirm', inDays: 1 });
			await round();
			expect(got).toEqual([]);
		});

		test.each([404, 410])('a phone that is gone (%i) is forgotten, the others stay', async (status) => {
			const shop = await openCheckedShop(w);
			await phone(shop.learnerId, `gone-${status}`);
			await phone(shop.learnerId, `stays-${status}`);
			answers.set(`/gone-${status}`, status);
			await placed(w, shop);
			await round();
			expect((await own(shop.learnerId)).phones).toHaveLength(1);
			w.clock.forward(MINUTE);
			await placed(w, shop);
			got.length = 0;
			await round();
			expect(got.map((g) => g.phone)).toEqual([`/stays-${status}`]);
		});

		test('a service that is down is asked again, and in the end let be; no operator is troubled', async () => {
			const shop = await openCheckedShop(w);
			await phone(shop.learnerId, 'down');
			answers.set('/down', 503);
			await placed(w, shop);
			for (let gone = 0; gone < DAY / HOUR; gone++) {
				await round();
				w.clock.forward(HOUR);
			}
			expect(got).toHaveLength(4);
			const left = await w.allLearners
				.selectFrom('outbox')
				.select(['parked_at', 'done_at'])
				.where('target', '=', NOTICES)
				.executeTakeFirstOrThrow();
			expect(left).toEqual({ parked_at: null, done_at: expect.any(Number) as number });
			expect((await own(shop.learnerId)).phones).toHaveLength(1);
		});

		test('an address that the key does not open is let be in the end, and the next order is told of', async () => {
			const shop = await openCheckedShop(w);
			await phone(shop.learnerId, 'locked');
			const sealed = w.secrets.seal('of another key', 'something else');
			await w.db.updateTable('push_phone').set({ sealed }).where('learner_id', '=', shop.learnerId).execute();
			const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
			await placed(w, shop);
			for (let gone = 0; gone < 5; gone++) {
				await round();
				w.clock.forward(2 * HOUR);
			}
			spy.mockRestore();
			const left = await w.allLearners
				.selectFrom('outbox')
				.select('done_at')
				.where('target', '=', NOTICES)
				.execute();
			expect(left).toEqual([{ done_at: expect.any(Number) as number }]);
			await phone(shop.learnerId, 'new');
			await placed(w, shop);
			expect(await waiting()).toBe(2);
		});

		test('K5 a phone that is switched on while she is being erased is told nothing', async () => {
			const { learnerId } = await openCheckedShop(w);
			const db = meanwhile(w.db, () => erase(w, learnerId));
			expect(await tellPhone({ ...w, db }, learnerId, 'https://push.example.com/erased')).toMatchObject({
				refusal: { tag: 'no-shop' }
			});
			expect(await tablesOf(w, learnerId)).toEqual([]);
		});

		test('K8 a phone tells one learner: whoever switched it on last', async () => {
			const [first, second] = [await openCheckedShop(w), await openCheckedShop(w)];
			await phone(first.learnerId, 'shared');
			await phone(second.learnerId, 'shared');
			expect((await own(first.learnerId)).phones).toEqual([]);
			await placed(w, first);
			expect(await waiting()).toBe(0);
			await placed(w, second);
			await round();
			expect(got.map((g) => g.phone)).toEqual(['/shared']);
		});

		test('off is off, also for what is on its way; the address lies sealed', async () => {
			const shop = await openCheckedShop(w);
			await phone(shop.learnerId, 'off');
			const { sealed } = await w.db.selectFrom('push_phone').select('sealed').executeTakeFirstOrThrow();
			expect(sealed).not.toContain('http');
			await placed(w, shop);
			await tellNoPhone(w, shop.learnerId);
			await round();
			expect(got).toEqual([]);
		});

		test.each([
			'',
			'x',
			'http://push.example.com/a',
			'https://10.0.0.1/a',
			'https://localhost/a',
			`https://push.example.com/${'a'.repeat(2000)}`
		])('an address that nothing may be sent to is refused: %.40s', async (endpoint) => {
			const shop = await openCheckedShop(w);
			expect(await tellPhone(w, shop.learnerId, endpoint)).toMatchObject({
				refusal: { tag: 'bad-endpoint' }
			});
		});

		test('who has no shop has nothing to be told; a sixth phone takes the place of the first', async () => {
			expect(await tellPhone(w, 'nobody', 'https://push.example.com/a')).toMatchObject({
				refusal: { tag: 'no-shop' }
			});
			const shop = await openCheckedShop(w);
			for (let n = 0; n <= PHONES_MAX; n++) {
				w.clock.forward(1);
				await phone(shop.learnerId, `many-${n}`);
			}
			const { phones } = await own(shop.learnerId);
			expect(phones).toHaveLength(PHONES_MAX);
		});
	});

	describe('SMS', () => {
		const withNumber = async () => {
			const shop = await openCheckedShop(w);
			await w.db
				.updateTable('shop')
				.set({ phone: '+923001112223' })
				.where('learner_id', '=', shop.learnerId)
				.execute();
			return shop;
		};

		test('where no adapter is set it is neither offered nor switched on', async () => {
			delete w.sms;
			const shop = await withNumber();
			expect(await tellBySms(w, shop.learnerId, true)).toMatchObject({ refusal: { tag: 'not-offered' } });
			expect((await own(shop.learnerId)).smsOffered).toBe(false);
		});

		test('one sentence that names nothing, to the number of the shop, once in six hours', async () => {
			w.sms = sms;
			const shop = await withNumber();
			expect(await tellBySms(w, shop.learnerId, true)).toMatchObject({ ok: true });
			await placed(w, shop);
			await round();
			expect(sent).toEqual([
				{ to: '+923001112223', text: 'قدم: آپ کے لیے کچھ نیا آیا ہے۔ قدم کھول کر دیکھیں۔' }
			]);
			expect(sent[0]!.text.length).toBeLessThanOrEqual(70);
			w.clock.forward(HOUR);
			await placed(w, shop);
			await round();
			expect(sent).toHaveLength(1);
			w.clock.forward(6 * HOUR);
			await placed(w, shop);
			await round();
			expect(sent).toHaveLength(2);
			await tellBySms(w, shop.learnerId, false);
			expect(await waiting()).toBe(3);
			w.clock.forward(6 * HOUR);
			await placed(w, shop);
			expect(await waiting()).toBe(3);
		});

		test('a number that takes none is let be', async () => {
			w.sms = sms;
			const shop = await withNumber();
			await tellBySms(w, shop.learnerId, true);
			said = 'gone';
			await placed(w, shop);
			await round();
			expect((await own(shop.learnerId)).sms).toBe(false);
		});
	});

	test('what goes to sellers is no delivery that an operator looks after', async () => {
		const shop = await openCheckedShop(w);
		await phone(shop.learnerId, 'quiet');
		await placed(w, shop);
		await w.db
			.transaction()
			.execute((tx) => grantRole(tx, INSTALLATION, 'admin-n', 'administrator', w.clock()));
		const seen = await readDeliveries(w, 'admin-n');
		if (!seen.ok) throw new Error(seen.refusal.tag);
		const { waiting: all, targets } = seen.value;
		expect([...all, ...targets].map(({ target }) => target)).not.toContain(NOTICES);
		expect(await waiting()).toBe(1);
	});
});
