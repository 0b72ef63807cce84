import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { MINUTE } from '../platform/clock.ts';
import { moveOrderAsSeller } from './move-order.server.ts';
import { readBuyersOrder, readSellersOrders } from './read-orders.server.ts';
import { readOwnRaast, readRaastPicture } from './read-pay.server.ts';
import { readPublicShop, readShopPhoto } from './read-shop.server.ts';
import { removeRaast, saveRaast, saveReplyHours } from './save-pay.server.ts';
import { checkShop, readWaitingShops } from './check-shop.server.ts';
import {
	approveAll,
	giveBadge,
	openCheckedShop,
	order,
	picture,
	placed,
	qrPicture,
	turnBadge,
	unlock,
	world
} from './testing.server.ts';

describeEachDatabase('reply hours and Raast', (get) => {
	const w = world(get);
	const ready = async () => {
		const shop = await openCheckedShop(w);
		for (const badge of ['digital-payments', 'trust']) await giveBadge(w, shop.learnerId, badge);
		await unlock(w, shop.learnerId, 'trust');
		return shop;
	};
	const save = async (learnerId: string, title: string, colour: string | null = '#000') =>
		saveRaast(w, learnerId, {
			title,
			picture: colour ? await qrPicture(undefined, colour) : new Uint8Array(),
			insists: false
		});
	const confirmed = async (shop: Awaited<ReturnType<typeof ready>>) => {
		const { secret } = await placed(w, shop);
		const { id } = (await readSellersOrders(w, shop.learnerId)).open.find(({ state }) => state === 'new')!;
		await moveOrderAsSeller(w, shop.learnerId, id, { act: 'confirm', inDays: 1 });
		return { secret, id };
	};

	test('hours stand on the shop page, and may be taken away', async () => {
		const shop = await openCheckedShop(w);
		await saveReplyHours(w, shop.learnerId, { from: 10, to: 18 });
		expect((await readPublicShop(w, shop.handle))!.replyHours).toEqual({ from: 10, to: 18 });
		await saveReplyHours(w, shop.learnerId, null);
		expect((await readPublicShop(w, shop.handle))!.replyHours).toBeNull();
		expect(await saveReplyHours(w, 'nobody', null)).toMatchObject({ refusal: { tag: 'no-shop' } });
	});

	test('M1 a starter shop has none; bad titles and pictures are said', async () => {
		const starter = await openCheckedShop(w);
		expect(await save(starter.learnerId, 'SHABANA BIBI')).toMatchObject({ refusal: { tag: 'not-ready' } });
		const shop = await ready();
		expect(await save(shop.learnerId, '')).toMatchObject({ refusal: { fault: 'missing' } });
		expect(await save(shop.learnerId, '0300 1234567')).toMatchObject({ refusal: { fault: 'private' } });
		expect(await save(shop.learnerId, 'SHABANA', null)).toMatchObject({ refusal: { fault: 'empty' } });
		expect(
			await saveRaast(w, shop.learnerId, {
				title: 'S',
				picture: Buffer.from('<svg><script/></svg>'),
				insists: true
			})
		).toMatchObject({ refusal: { fault: 'not-a-picture' } });
	});

	test('M1, M5 with the badge go Raast and the open cap for new orders; open ones and her data stay', async () => {
		const shop = await ready();
		const title = async (secret: string) => (await readBuyersOrder(w, secret))!.raastTitle;
		await save(shop.learnerId, 'SHABANA BIBI');
		await approveAll(w, shop.learnerId);
		const before = await confirmed(shop);
		expect(await title(before.secret)).toBe('SHABANA BIBI');
		const turn = async (state: 'active' | 'revoked') => {
			await turnBadge(w, shop.learnerId, 'trust', state);
			w.clock.forward(MINUTE);
		};
		await turn('revoked');
		const after = await confirmed(shop);
		expect(await title(after.secret)).toBeNull();
		expect(await readRaastPicture(w, after.secret)).toBeUndefined();
		expect(await title(before.secret)).toBe('SHABANA BIBI');
		expect(await save(shop.learnerId, 'ANOTHER')).toMatchObject({ refusal: { tag: 'not-ready' } });
		expect(await readOwnRaast(w.db, shop.learnerId)).toMatchObject({ title: 'SHABANA BIBI' });
		for (let open = 2; open < 5; open++) await placed(w, shop);
		expect(await order(w, shop)).toMatchObject({ refusal: { tag: 'busy' } });
		await turn('active');
		expect((await order(w, shop)).ok).toBe(true);
		expect(await title(after.secret)).toBe('SHABANA BIBI');
	});

	test('a picture without a QR is said once; one of ours and a number for a name are refused', async () => {
		const { learnerId } = await ready();
		const put = (title: string, picture: Uint8Array, insists = false) =>
			saveRaast({ ...w, env: { ...w.env, origin: 'https://qadam.example' } }, learnerId, {
				title,
				picture,
				insists
			});
		const plain = await picture(300, 300, '#1748a6', true);
		expect(await put('SHABANA', plain)).toMatchObject({ refusal: { tag: 'picture', fault: 'no-qr' } });
		expect((await put('SHABANA', plain, true)).ok).toBe(true);
		const ours = await qrPicture('https://qadam.example/ur/badge/x');
		for (const insists of [false, true])
			expect(await put('SHABANA', ours, insists)).toMatchObject({ refusal: { fault: 'own-qr' } });
		for (const title of ['12345678901', 'SHABANA 1234-5678-9012', 'شبانہ ۱۲۳۴۵۶۷۸۹۰۱۲۳۴'])
			expect(await put(title, plain, true)).toMatchObject({ refusal: { tag: 'title' } });
		expect((await put('SHABANA 786 STORE 2', plain, true)).ok).toBe(true);
	});

	test('M8, M10 for a confirmed, unpaid order, after a person has looked; nobody else, and never on the shop', async () => {
		const shop = await ready();
		const { secret, id } = await confirmed(shop);
		expect((await save(shop.learnerId, 'SHABANA BIBI')).ok).toBe(true);
		expect((await readBuyersOrder(w, secret))!.raastTitle).toBeNull();
		expect(await readRaastPicture(w, secret)).toBeUndefined();
		const item = (await readWaitingShops(w.allLearners))
			.find((s) => s.learnerId === shop.learnerId)!
			.items.find((i) => i.subject === 'photo')!;
		// The checker reads the name beside the picture.
		expect(item.words).toContain('SHABANA BIBI');
		await approveAll(w, shop.learnerId);

		expect((await readBuyersOrder(w, secret))!.raastTitle).toBe('SHABANA BIBI');
		expect((await readRaastPicture(w, secret))!.type).toBe('image/webp');
		const { photoId } = await readOwnRaast(w.db, shop.learnerId);
		expect(await readShopPhoto(w, shop.handle, photoId!, 'large', null)).toBeUndefined();
		expect(JSON.stringify(await readPublicShop(w, shop.handle))).not.toContain(photoId!);
		const other = await placed(w, shop);
		expect(await readRaastPicture(w, other.secret)).toBeUndefined();

		await moveOrderAsSeller(w, shop.learnerId, id, { act: 'send' });
		await moveOrderAsSeller(w, shop.learnerId, id, { act: 'deliver', paid: true });
		expect((await readBuyersOrder(w, secret))!.raastTitle).toBeNull();
		expect(await readRaastPicture(w, secret)).toBeUndefined();
	});

	test('another name or another picture is looked at again; a verdict on the old name does not count', async () => {
		const shop = await ready();
		const { secret } = await confirmed(shop);
		await save(shop.learnerId, 'SHABANA BIBI');
		const items = (await readWaitingShops(w.allLearners)).find((s) => s.learnerId === shop.learnerId)!.items;
		await save(shop.learnerId, 'SOMEBODY ELSE', null);
		expect(await checkShop(w, 'checker', shop.learnerId, items, { verdict: 'approve' })).toMatchObject({
			refusal: { tag: 'changed-since' }
		});
		await approveAll(w, shop.learnerId);
		expect((await readBuyersOrder(w, secret))!.raastTitle).toBe('SOMEBODY ELSE');
		await save(shop.learnerId, 'SHABANA BIBI', null);
		expect((await readBuyersOrder(w, secret))!.raastTitle).toBeNull();
		await approveAll(w, shop.learnerId);
		await save(shop.learnerId, 'SHABANA BIBI', '#1748a6');
		expect((await readBuyersOrder(w, secret))!.raastTitle).toBeNull();
		await removeRaast(w, shop.learnerId);
		expect(await readOwnRaast(w.db, shop.learnerId)).toMatchObject({ title: '', photoId: null });
		const blobs = await w.db
			.selectFrom('blob')
			.select('blob_id')
			.where('learner_id', '=', shop.learnerId)
			.execute();
		expect(blobs).toEqual([]);
	});
});
