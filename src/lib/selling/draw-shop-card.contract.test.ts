import sharp from 'sharp';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { addPhoto } from './add-photo.server.ts';
import { pauseShop } from './change-shop.server.ts';
import { productCard, shopCard } from './draw-shop-card.server.ts';
import { approveAll, openCheckedShop, picture, world } from './testing.server.ts';

describeEachDatabase('pictures of links to shops', (get) => {
	const w = world(get);
	const size = async (card: Buffer | undefined) => {
		const { width, height, format } = await sharp(card).metadata();
		return `${format} ${width}×${height}`;
	};

	test('a shop without photos has one, and each of its goods; in each language its own', async () => {
		const shop = await openCheckedShop(w);
		const cards = [
			await shopCard(w, shop.handle, 'ur'),
			await shopCard(w, shop.handle, 'en'),
			await productCard(w, shop, 'ur'),
			await productCard(w, shop, 'en')
		];
		for (const card of cards) expect(await size(card)).toBe('jpeg 1200×630');
		expect(new Set(cards.map((card) => card!.toString('base64'))).size).toBe(4);
	});

	test('M10 a photo stands on it once a person has looked, not before', async () => {
		const shop = await openCheckedShop(w);
		const bare = await productCard(w, shop, 'ur');
		const added = await addPhoto(w, shop.learnerId, shop.productId, await picture(400, 400, '#ff0000'));
		expect(added.ok).toBe(true);
		expect((await productCard(w, shop, 'ur'))!.equals(bare!)).toBe(true);
		await approveAll(w, shop.learnerId);
		expect((await productCard(w, shop, 'ur'))!.equals(bare!)).toBe(false);
	});

	test('what no stranger may see has none; a paused shop shows its sign and no goods', async () => {
		const shop = await openCheckedShop(w);
		expect(await shopCard(w, 'no-such-shop', 'ur')).toBeUndefined();
		expect(await productCard(w, { ...shop, productId: 'none' }, 'ur')).toBeUndefined();
		expect(await shopCard({ ...w, env: { ...w.env, shopsOpen: false } }, shop.handle, 'ur')).toBeUndefined();
		await pauseShop(w, shop.learnerId, true);
		expect(await size(await shopCard(w, shop.handle, 'ur'))).toBe('jpeg 1200×630');
		expect(await productCard(w, shop, 'ur')).toBeUndefined();
	});
});
