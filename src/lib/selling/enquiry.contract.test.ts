import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { meanwhile } from '../../../tests/support/meanwhile.ts';
import { DAY, MINUTE } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { pauseShop } from './change-shop.server.ts';
import { readOrderNews } from './read-waiting.server.ts';
import {
	countEnquiries,
	eraseEnquiries,
	readEnquiries,
	removeEnquiry,
	sendEnquiry
} from './send-enquiry.server.ts';
import { erase, openCheckedShop, placed, tablesOf, world } from './testing.server.ts';

describeEachDatabase('enquiries from abroad', (get) => {
	const w = world(get);
	let networks = 0;
	const send = (handle: string, change: Record<string, string> = {}, network = `e${networks++}`, db = w.db) =>
		sendEnquiry(
			{ ...w, db },
			{ handle, network },
			{
				key: uuidv7(w.clock() - MINUTE, w.random),
				name: 'Sana',
				country: 'UK',
				contact: '+44 20 7946 0958',
				words: 'Do you post to London?',
				...change
			}
		);

	test('asked once, read by her alone, taken away by her', async () => {
		const [shop, other] = [await openCheckedShop(w), await openCheckedShop(w)];
		const key = uuidv7(w.clock() - MINUTE, w.random);
		for (let i = 0; i < 2; i++) expect((await send(shop.handle, { key })).ok).toBe(true);
		expect(await readEnquiries(w, shop.learnerId)).toMatchObject([
			{ name: 'Sana', country: 'UK', contact: '+442079460958' }
		]);
		expect(await readEnquiries(w, other.learnerId)).toEqual([]);
		await removeEnquiry(w, other.learnerId, key);
		expect(await readEnquiries(w, shop.learnerId)).toHaveLength(1);
		await removeEnquiry(w, shop.learnerId, key);
		expect(await readEnquiries(w, shop.learnerId)).toEqual([]);
	});

	test('counted beside what waits for her until she takes it away, and no longer than it is kept', async () => {
		const shop = await openCheckedShop(w);
		const counted = async () => [
			await countEnquiries(w, shop.learnerId),
			(await readOrderNews(w.db, shop.learnerId, w.clock())).orders ?? 0
		];
		const key = uuidv7(w.clock() - MINUTE, w.random);
		await send(shop.handle, { key });
		await send(shop.handle);
		expect(await counted()).toEqual([2, 2]);
		await placed(w, shop);
		expect(await counted()).toEqual([2, 3]);
		await removeEnquiry(w, shop.learnerId, key);
		expect(await counted()).toEqual([1, 2]);
		w.clock.forward(30 * DAY + 1);
		expect(await counted()).toEqual([0, 0]);
	});

	test('K5 one that comes while she is being erased is not kept', async () => {
		const { handle, learnerId } = await openCheckedShop(w);
		const db = meanwhile(w.db, () => erase(w, learnerId));
		expect(await send(handle, {}, 'erased', db)).toMatchObject({ refusal: { tag: 'not-here' } });
		expect(await tablesOf(w, learnerId)).toEqual([]);
	});

	test('every fault beside its field; robots; a closed shop; too many', async () => {
		const shop = await openCheckedShop(w);
		expect(await send(shop.handle, { contact: '0300 1234567', words: '' })).toMatchObject({
			refusal: { faults: { words: 'missing' }, contact: 'at-home' }
		});
		expect(await send(shop.handle, { key: uuidv7(w.clock(), w.random) })).toMatchObject({
			refusal: { tag: 'trap' }
		});
		expect(await send(shop.handle, { key: 'x' })).toMatchObject({ refusal: { faults: { key: 'missing' } } });
		for (let i = 0; i < 5; i++) await send(shop.handle, {}, 'same');
		expect(await send(shop.handle, {}, 'same')).toMatchObject({ refusal: { tag: 'too-many' } });
		await pauseShop(w, shop.learnerId, true);
		expect(await send(shop.handle)).toMatchObject({ refusal: { tag: 'not-here' } });
	});

	test('bad input reaches no database: what PostgreSQL stores not, and what a mail program reads as more', async () => {
		const shop = await openCheckedShop(w);
		for (const contact of ['a\u0000b@example.com', 'a\u202e@example.com', 'a@example.com?body=x'])
			expect(await send(shop.handle, { contact })).toMatchObject({ refusal: { contact: 'not-a-contact' } });
		expect((await send(shop.handle, { contact: 'sana.o+k@example.co.uk' })).ok).toBe(true);
		await removeEnquiry(w, shop.learnerId, '\u0000');
		expect(await readEnquiries(w, shop.learnerId)).toHaveLength(1);
	});

	test('gone after thirty days', async () => {
		const shop = await openCheckedShop(w);
		await send(shop.handle);
		w.clock.forward(30 * DAY + 1);
		expect(await readEnquiries(w, shop.learnerId)).toEqual([]);
		expect(await eraseEnquiries(w.allLearners, w.clock())).toBeGreaterThan(0);
	});
});
