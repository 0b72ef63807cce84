import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { addPhoto, putPhotoFirst, removePhoto } from './add-photo.server.ts';
import { changeShop, pauseShop } from './change-shop.server.ts';
import { checkShop, readWaitingShops } from './check-shop.server.ts';
import { openShop, suggestHandle, suggestShop } from './open-shop.server.ts';
import { readOwnShop, readPhotoAddress, readPublicShop, readShopPhoto } from './read-shop.server.ts';
import { addProduct, editProduct, newProductId, showProduct } from './save-product.server.ts';
import {
	approveAll,
	learnerWithBadge,
	openCheckedShop,
	picture,
	sign,
	START,
	unlock,
	world
} from './testing.server.ts';
import { suspendSeller } from './unlock-seller.server.ts';

const staff = 'checker';

describeEachDatabase('shop', (get) => {
	const w = world(get);
	const product = { title: 'سرخ دوپٹہ', details: 'لان\n2.5 گز', price: 1200, stock: 2 };
	const change = { ...sign(), phone: '', phone_shown: false };
	const face = async (her: string) => (await readOwnShop(w, her))?.face;

	describe('opening', () => {
		test('M1 without a badge no shop opens', async () => {
			const her = await learnerWithBadge(w);
			expect(await openShop(w, her, sign({ handle: 'no-badge' }))).toMatchObject({
				refusal: { tag: 'no-seller' }
			});
		});

		test('one tap makes sign, address and the first product from the draft; it waits for a person (M10)', async () => {
			const { learnerId, handle } = await openCheckedShop(w);
			expect(await readPublicShop(w, handle)).toMatchObject({
				name: 'شبانہ شالز',
				tileSeed: 23864108,
				products: [{ title: 'نیلی شال', price: 2450, details: ['اون'] }]
			});
			const again = await openShop(w, learnerId, sign({ handle: 'another' }));
			expect(again).toMatchObject({ ok: true, value: { handle } });
		});

		test('M8 a draft with a phone number in it does not reach the shop', async () => {
			const draft = async (learnerId: string, value: object) => {
				for (const [part, body] of [
					['listing', value],
					['price', { price: 900 }]
				] as const)
					await w.db
						.insertInto('draft_part')
						.values({ learner_id: learnerId, part, body: JSON.stringify(body), at: START, event_id: part })
						.execute();
			};
			for (const [value, products] of [
				[{ what: 'نیلی شال', size: 'کال 0300 1234567' }, [{ title: 'نیلی شال', details: [] }]],
				[{ what: 'نیلی شال 0300 1234567', size: '80 x 40' }, []]
			] as const) {
				const her = await learnerWithBadge(w);
				await unlock(w, her);
				await draft(her, value);
				await openShop(w, her, sign({ handle: `draft-${products.length}-${her.slice(-6)}` }));
				expect((await readOwnShop(w, her))?.products).toMatchObject(products);
			}
		});

		test('the form is filled from draft and answers; the shop is named after the trade, never after her', async () => {
			const her = await learnerWithBadge(w);
			await w.db
				.updateTable('learner')
				.set({ display_name: 'شبانہ' })
				.where('learner_id', '=', her)
				.execute();
			await w.db
				.insertInto('draft_part')
				.values({
					learner_id: her,
					part: 'listing',
					body: JSON.stringify({ what: 'ہاتھ کا بنا کھسہ', returns: '3 دن' }),
					at: START,
					event_id: 'e'
				})
				.execute();
			await w.db
				.insertInto('about_me')
				.values({ learner_id: her, at: START, answers: JSON.stringify({ district: 'punjab-multan' }) })
				.execute();
			expect(await suggestShop(w.db, her, 'ur')).toMatchObject({
				name: 'ہاتھ کا بنا کھسہ',
				city: 'ملتان',
				category: 'shoes',
				returns: '3 دن',
				handle: 'hath-ka-bana-khsa'
			});
		});

		test('M10 before the check strangers find nothing', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await openShop(w, her, sign({ handle: 'before-check' }));
			expect(await face(her)).toBe('waiting-check');
			expect(await readPublicShop(w, 'before-check')).toBeUndefined();
			await approveAll(w, her);
			expect(await face(her)).toBe('open');
		});

		test('two at once want one address: one gets it, a look-alike does not', async () => {
			const [a, b] = [await learnerWithBadge(w), await learnerWithBadge(w)];
			await unlock(w, a);
			await unlock(w, b);
			const both = await Promise.all([
				openShop(w, a, sign({ handle: 'one-of-two' })),
				openShop(w, b, sign({ handle: '0ne-of-two' }))
			]);
			expect(both.filter((r) => r.ok)).toHaveLength(1);
			expect(both.find((r) => !r.ok)).toMatchObject({ refusal: { tag: 'handle', fault: 'taken' } });
		});

		test('an address nobody may have is refused beside its field', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			expect(await openShop(w, her, sign({ handle: 'daraz' }))).toMatchObject({
				refusal: { tag: 'handle', fault: 'reserved' }
			});
			expect((await openShop(w, her, sign({ handle: '', name: 'کمالیہ کھدر' }))).ok).toBe(true);
		});

		test('a taken name gets the next suggestion', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			const first = await suggestHandle(w.db, 'گلابی دھاگا', 'لاہور');
			await openShop(w, her, sign({ handle: first }));
			const second = await suggestHandle(w.db, 'گلابی دھاگا', 'لاہور');
			expect(second).toBe(`${first}-lahore`);
		});

		test('M11 under 18: no shop, and one that stands is not public', async () => {
			const young = await learnerWithBadge(w);
			await unlock(w, young);
			const say = (learnerId: string) =>
				w.db
					.insertInto('about_me')
					.values({ learner_id: learnerId, at: START, answers: JSON.stringify({ age: 'under_18' }) })
					.execute();
			await say(young);
			expect(await openShop(w, young, sign({ handle: 'young' }))).toMatchObject({
				refusal: { tag: 'under-18' }
			});
			const { learnerId, handle } = await openCheckedShop(w);
			await say(learnerId);
			expect(await readPublicShop(w, handle)).toBeUndefined();
		});

		test('M9 without the operator a shop is ready and not public', async () => {
			const { learnerId, handle } = await openCheckedShop(w);
			const closed = { db: w.db, env: { shopsOpen: false } };
			expect(await readPublicShop(closed, handle)).toBeUndefined();
			expect((await readOwnShop(closed, learnerId))?.face).toBe('waiting-operator');
		});
	});

	describe('changing', () => {
		test('other words are looked at again while the shop stays open', async () => {
			const { learnerId, handle } = await openCheckedShop(w);
			await changeShop(w, learnerId, { ...change, name: 'شبانہ کی شالیں' });
			expect((await readPublicShop(w, handle))?.name).toBe('شبانہ کی شالیں');
			expect(
				(await readWaitingShops(w.allLearners)).find((s) => s.learnerId === learnerId)?.items
			).toMatchObject([{ subject: 'shop', state: 'again' }]);
		});

		test('another fee asks nobody', async () => {
			const { learnerId } = await openCheckedShop(w);
			await changeShop(w, learnerId, { ...change, delivery_fee: 0 });
			expect((await readWaitingShops(w.allLearners)).find((s) => s.learnerId === learnerId)).toBeUndefined();
		});

		test('M8 her number is hidden unless she shows it', async () => {
			const { learnerId, handle } = await openCheckedShop(w);
			await changeShop(w, learnerId, { ...change, phone: '0300 1234567' });
			expect((await readPublicShop(w, handle))?.phone).toBeNull();
			await changeShop(w, learnerId, { ...change, phone: '0300 1234567', phone_shown: true });
			expect((await readPublicShop(w, handle))?.phone).toBe('+923001234567');
			expect(await changeShop(w, learnerId, { ...change, phone_shown: true })).toMatchObject({
				refusal: { tag: 'phone-missing' }
			});
		});

		test('paused: sign without goods; open again: goods', async () => {
			const { learnerId, handle } = await openCheckedShop(w);
			await pauseShop(w, learnerId, true);
			expect(await readPublicShop(w, handle)).toMatchObject({ face: 'paused', products: [] });
			await pauseShop(w, learnerId, false);
			expect((await readPublicShop(w, handle))?.products).toHaveLength(1);
		});

		test('M5 suspended: strangers find nothing', async () => {
			const { learnerId, handle } = await openCheckedShop(w);
			await w.db.transaction().execute((tx) => suspendSeller(tx, learnerId, 'operator', w));
			expect(await readPublicShop(w, handle)).toBeUndefined();
			expect(await face(learnerId)).toBe('suspended');
		});
	});

	describe('products', () => {
		test('M10 a new product is public after the check; sent twice it is one', async () => {
			const { learnerId, handle } = await openCheckedShop(w);
			const id = newProductId(w);
			await addProduct(w, learnerId, id, product);
			await addProduct(w, learnerId, id, product);
			expect((await readOwnShop(w, learnerId))?.products).toHaveLength(2);
			expect((await readPublicShop(w, handle))?.products).toHaveLength(1);
			await approveAll(w, learnerId);
			expect((await readPublicShop(w, handle))?.products[1]).toMatchObject({
				title: 'سرخ دوپٹہ',
				details: ['لان', '2.5 گز']
			});
		});

		test('a hidden product is not there', async () => {
			const { learnerId, handle, productId } = await openCheckedShop(w);
			await showProduct(w, learnerId, productId, false);
			expect((await readPublicShop(w, handle))?.products).toEqual([]);
		});

		test('price and stock are hers; other words are looked at again', async () => {
			const { learnerId, productId } = await openCheckedShop(w);
			const words = { title: 'نیلی شال', details: 'اون' };
			expect(await editProduct(w, learnerId, productId, { ...words, price: 9, stock: 9 })).toMatchObject({
				value: { check_state: 'approved', price: 9, stock: 9 }
			});
			expect(
				await editProduct(w, learnerId, productId, { ...words, title: 'x', price: 9, stock: 9 })
			).toMatchObject({
				value: { check_state: 'again' }
			});
		});

		test("another seller's product cannot be touched", async () => {
			const { productId } = await openCheckedShop(w);
			const other = await openCheckedShop(w);
			expect((await editProduct(w, other.learnerId, productId, product)).ok).toBe(false);
			expect((await showProduct(w, other.learnerId, productId, false)).ok).toBe(false);
			expect((await addPhoto(w, other.learnerId, productId, await picture(20, 20))).ok).toBe(false);
		});
	});

	describe('M10 the check', () => {
		test('refused with a reason: she reads it, strangers find nothing; changed: it waits again', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await openShop(w, her, sign({ handle: 'refused-one' }));
			const waiting = (await readWaitingShops(w.allLearners)).find((s) => s.learnerId === her)!;
			await checkShop(w, staff, her, waiting.items, { verdict: 'refuse', reason: 'wrong-words' });
			expect(await readOwnShop(w, her)).toMatchObject({ face: 'refused', checkReason: 'wrong-words' });
			expect(await readPublicShop(w, 'refused-one')).toBeUndefined();
			await changeShop(w, her, { ...change, about: 'ہاتھ کی کڑھائی' });
			expect(await face(her)).toBe('waiting-check');
		});

		test('a verdict on words that have changed since does not count', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await openShop(w, her, sign({ handle: 'quick-change' }));
			const waiting = (await readWaitingShops(w.allLearners)).find((s) => s.learnerId === her)!;
			await changeShop(w, her, { ...change, name: 'کچھ اور' });
			expect(await checkShop(w, staff, her, waiting.items, { verdict: 'approve' })).toMatchObject({
				refusal: { tag: 'changed-since' }
			});
			expect(await face(her)).toBe('waiting-check');
		});

		test('K6 each verdict is audited with ids only', async () => {
			const { learnerId } = await openCheckedShop(w);
			const rows = await w.allLearners
				.selectFrom('audit')
				.selectAll()
				.where('subject', '=', learnerId)
				.execute();
			expect(rows.map((r) => r.act)).toEqual(['shop.approve', 'shop.approve']);
			expect(rows.map((r) => r.detail).join()).not.toContain('شال');
		});

		test('the first approval opens the shop, a later one does not move that day', async () => {
			const { learnerId } = await openCheckedShop(w);
			const opened = async () =>
				(await w.db
					.selectFrom('shop')
					.select('opened_at')
					.where('learner_id', '=', learnerId)
					.executeTakeFirst())!.opened_at;
			const first = await opened();
			w.clock.forward(1000);
			await changeShop(w, learnerId, { ...change, name: 'نیا نام' });
			await approveAll(w, learnerId);
			expect(await opened()).toBe(first);
		});
	});

	describe('pictures', () => {
		const view = async (handle: string, photoId: string, viewer: string | null) =>
			readShopPhoto(w, handle, photoId, 'small', viewer);

		test('re-encoded to WebP in two sizes, upright, without place or camera (M8)', async () => {
			const { learnerId, handle, productId } = await openCheckedShop(w);
			const added = await addPhoto(w, learnerId, productId, await picture(3000, 1000, '#1748a6', true));
			const photoId = added.ok ? added.value.photoId : '';
			const large = (await readShopPhoto(w, handle, photoId, 'large', learnerId))!;
			const small = (await view(handle, photoId, learnerId))!;
			for (const [blob, w1, h1] of [
				[large, 533, 1600],
				[small, 160, 480]
			] as const) {
				const meta = await sharp(blob.bytes).metadata();
				expect(meta).toMatchObject({ format: 'webp', width: w1, height: h1 });
				expect(meta.exif ?? meta.xmp ?? meta.iptc ?? meta.orientation).toBeUndefined();
				expect(Buffer.from(blob.bytes).includes('Secret Phone')).toBe(false);
			}
		});

		test('M10 strangers see it after the check, and only while product and shop are public', async () => {
			const { learnerId, handle, productId } = await openCheckedShop(w);
			const added = await addPhoto(w, learnerId, productId, await picture(600, 400));
			const photoId = added.ok ? added.value.photoId : '';
			expect(await view(handle, photoId, null)).toBeUndefined();
			expect(await view(handle, photoId, learnerId)).toMatchObject({ public: false });
			await approveAll(w, learnerId);
			expect(await view(handle, photoId, null)).toMatchObject({ public: true, type: 'image/webp' });
			expect((await readPublicShop(w, handle))?.products[0]?.photos).toHaveLength(1);
			await showProduct(w, learnerId, productId, false);
			expect(await view(handle, photoId, null)).toBeUndefined();
			await showProduct(w, learnerId, productId, true);
			await pauseShop(w, learnerId, true);
			expect(await view(handle, photoId, null)).toBeUndefined();
			expect(await view('somebody-else', photoId, null)).toBeUndefined();
		});

		test('five at most, the same one once, the chosen one first, removed with its bytes', async () => {
			const { learnerId, productId } = await openCheckedShop(w);
			const ids: string[] = [];
			for (const colour of ['#000', '#111', '#222', '#333', '#444']) {
				const added = await addPhoto(w, learnerId, productId, await picture(50, 50, colour));
				if (added.ok) ids.push(added.value.photoId);
			}
			expect(await addPhoto(w, learnerId, productId, await picture(50, 50, '#555'))).toMatchObject({
				refusal: { tag: 'photos-full' }
			});
			await putPhotoFirst(w, learnerId, ids[3]!);
			await removePhoto(w, learnerId, ids[0]!);
			const photos = (await readOwnShop(w, learnerId))!.products[0]!.photos.map((p) => p.id);
			expect(photos).toEqual([ids[3], ids[1], ids[2], ids[4]]);
			const same = await addPhoto(w, learnerId, productId, await picture(50, 50, '#222'));
			expect(same).toEqual({ ok: true, value: { photoId: ids[2] } });
			const blobs = await w.db
				.selectFrom('blob')
				.select('blob_id')
				.where('learner_id', '=', learnerId)
				.execute();
			expect(blobs).toHaveLength(8);
		});

		test.each([
			[
				'an SVG',
				Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
				'not-a-picture'
			],
			['a page', Buffer.from('<!doctype html><script>1</script>'), 'not-a-picture'],
			['nothing', Buffer.alloc(0), 'empty'],
			[
				'a torn JPEG',
				Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200)]),
				'not-a-picture'
			],
			['nine megabytes', Buffer.alloc(9 * 1024 * 1024, 0xff), 'too-big']
		])('refused by content, not by name: %s', async (_, bytes, tag) => {
			const { learnerId, productId } = await openCheckedShop(w);
			expect(await addPhoto(w, learnerId, productId, bytes)).toMatchObject({ refusal: { tag } });
		});

		test.each([
			[6000, 5000],
			[9000, 9000]
		])('a small file with %i x %i pixels is refused before it is unpacked', async (width, height) => {
			const { learnerId, productId } = await openCheckedShop(w);
			const bomb = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
				.png({ compressionLevel: 9 })
				.toBuffer();
			expect(bomb.byteLength).toBeLessThan(400_000);
			const answer = await addPhoto(w, learnerId, productId, bomb);
			expect(answer).toMatchObject({ refusal: { tag: width > 7000 ? 'not-a-picture' : 'too-many-pixels' } });
		});
	});
});

test('a picture address is read back, nothing else is', () => {
	const id = '0192f0c1-0000-7000-8000-000000000000';
	expect(readPhotoAddress(`${id}.webp`)).toEqual({ photoId: id, size: 'large' });
	expect(readPhotoAddress(`${id}-480.webp`)).toEqual({ photoId: id, size: 'small' });
	expect(readPhotoAddress(`${id}.svg`)).toBeNull();
	expect(readPhotoAddress('../etc')).toBeNull();
});
