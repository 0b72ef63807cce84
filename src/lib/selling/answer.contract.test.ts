import { describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { meanwhile } from '../../../tests/support/meanwhile.ts';
import { DAY, HOUR } from '../platform/clock.ts';
import { pauseShop } from './change-shop.server.ts';
import { WORDS_MAX } from './decide-word.ts';
import { eraseStale } from './erase-stale.server.ts';
import { moveOrderAsBuyer, moveOrderAsSeller } from './move-order.server.ts';
import { noteUnanswered } from './note-unanswered.server.ts';
import { readBuyersOrder, readSellersOrder, readSellersOrders } from './read-orders.server.ts';
import { readOwnShop, readPublicShop } from './read-shop.server.ts';
import { answerBuyer, sayAsBuyer } from './say-word.server.ts';
import { openCheckedShop, placed, world } from './testing.server.ts';

describeEachDatabase('answers to buyers', (get) => {
	const w = world(get);
	/** A shop with one order in it. */
	const ordered = async (change: { stock?: number } = {}) => {
		const shop = await openCheckedShop(w, change);
		const { secret } = await placed(w, shop);
		const { id } = (await readSellersOrders(w, shop.learnerId)).open[0]!;
		return { ...shop, secret, id };
	};
	type Ordered = Awaited<ReturnType<typeof ordered>>;
	const seen = async (o: Ordered) => (await readSellersOrder(w, o.learnerId, o.id))!;
	const confirm = (o: Ordered) => moveOrderAsSeller(w, o.learnerId, o.id, { act: 'confirm', inDays: 3 });
	const ask = (o: Ordered, words = 'کب آئے گا؟') => sayAsBuyer(w, o.secret, { kind: 'ask', words });

	describe('what is said', () => {
		test('asked by the link, answered in her list, read by both', async () => {
			const o = await ordered();
			await confirm(o);
			expect((await ask(o)).ok).toBe(true);
			expect(await seen(o)).toMatchObject({
				waitsSince: w.clock(),
				words: [{ by: 'buyer', kind: 'ask', words: 'کب آئے گا؟' }]
			});
			expect((await answerBuyer(w, o.learnerId, o.id, 'کل صبح')).ok).toBe(true);
			const page = await readBuyersOrder(w, o.secret);
			expect(page!.words.map((x) => `${x.by} ${x.words}`)).toEqual(['buyer کب آئے گا؟', 'seller کل صبح']);
			expect((await seen(o)).waitsSince).toBeNull();
		});

		test('a complaint needs a listed reason and no words; a question needs words', async () => {
			const o = await ordered();
			const complain = (reason: string, words = '') =>
				sayAsBuyer(w, o.secret, { kind: 'complaint', reason, words });
			expect((await complain('money-ahead')).ok).toBe(true);
			for (const reason of ['', 'because'])
				expect(await complain(reason)).toMatchObject({ refusal: { tag: 'reason-missing' } });
			expect(await ask(o, ' \n ')).toMatchObject({ refusal: { tag: 'words', fault: 'missing' } });
			expect(await ask(o, 'x'.repeat(301))).toMatchObject({ refusal: { fault: 'too-long' } });
			expect((await seen(o)).words).toMatchObject([{ kind: 'complaint', reason: 'money-ahead', words: '' }]);
		});

		test('M8 no number goes over the page, from neither side', async () => {
			const o = await ordered();
			expect(await ask(o, 'میرا نمبر ۰۳۰۰ ۱۲۳۴۵۶۷')).toMatchObject({ refusal: { fault: 'private' } });
			await ask(o);
			expect(await answerBuyer(w, o.learnerId, o.id, '0300 1234567 پر بھیجیں')).toMatchObject({
				refusal: { fault: 'private' }
			});
		});

		test('a second tap says nothing new; two at once are both kept', async () => {
			const o = await ordered();
			await ask(o);
			await ask(o);
			expect((await seen(o)).words).toHaveLength(1);
			await Promise.all([ask(o, 'ایک'), ask(o, 'دو')]);
			expect((await seen(o)).words).toHaveLength(3);
		});

		test('she answers and never begins; nobody speaks without end, for another, or long after the end', async () => {
			const o = await ordered();
			expect(await answerBuyer(w, o.learnerId, o.id, 'سلام')).toMatchObject({
				refusal: { door: 'nothing-asked' }
			});
			for (let i = 0; i < WORDS_MAX; i++) await ask(o, `سوال ${i}`);
			expect(await ask(o, 'اور')).toMatchObject({ refusal: { door: 'too-many' } });
			const other = await openCheckedShop(w);
			expect(await answerBuyer(w, other.learnerId, o.id, 'x')).toMatchObject({
				refusal: { tag: 'no-order' }
			});
			expect(await sayAsBuyer(w, 'x', { kind: 'ask', words: 'x' })).toMatchObject({
				refusal: { tag: 'no-order' }
			});
			const late = await ordered();
			await confirm(late);
			w.clock.forward(31 * DAY);
			expect(await ask(late)).toMatchObject({ refusal: { door: 'over' } });
		});
	});

	describe('48 hours', () => {
		test('a new order waits from the start until she confirms; a question beside it stays open', async () => {
			const o = await ordered();
			w.clock.forward(HOUR);
			await ask(o);
			const asked = w.clock();
			w.clock.forward(46 * HOUR);
			expect((await readBuyersOrder(w, o.secret))!.unanswered).toBe(false);
			w.clock.forward(HOUR);
			expect((await readBuyersOrder(w, o.secret))!.unanswered).toBe(true);
			await confirm(o);
			expect(await seen(o)).toMatchObject({ waitsSince: asked, unanswered: false });
			w.clock.forward(HOUR);
			expect((await seen(o)).unanswered).toBe(true);
			await answerBuyer(w, o.learnerId, o.id, 'جی');
			expect((await seen(o)).unanswered).toBe(false);
		});

		test('what she answers while the job looks counts as answered', async () => {
			const o = await ordered();
			w.clock.forward(49 * HOUR);
			const db = meanwhile(w.db, () => confirm(o));
			expect(await noteUnanswered(db, w.clock(), o.learnerId)).toBe(0);
			const noted = w.db
				.selectFrom('shop_unanswered')
				.select('order_id')
				.where('learner_id', '=', o.learnerId);
			expect(await noted.execute()).toEqual([]);
		});

		test('who cancels waits for nothing', async () => {
			const o = await ordered();
			await moveOrderAsBuyer(w, o.secret, { act: 'cancel', reason: 'too-late' });
			w.clock.forward(3 * DAY);
			expect(await noteUnanswered(w.db, w.clock(), o.learnerId)).toBe(0);
			expect(await readBuyersOrder(w, o.secret)).toMatchObject({ unanswered: false, state: 'cancelled' });
		});

		test('three orders without an answer close the shop once; opened again, counting starts anew', async () => {
			const o = await ordered();
			await placed(w, o);
			w.clock.forward(48 * HOUR);
			expect(await noteUnanswered(w.allLearners, w.clock())).toBeGreaterThanOrEqual(2);
			expect((await readPublicShop(w, o.handle))!.face).toBe('open');
			await placed(w, o);
			w.clock.forward(48 * HOUR);
			expect(await noteUnanswered(w.db, w.clock(), o.learnerId)).toBe(1);
			expect(await noteUnanswered(w.db, w.clock(), o.learnerId)).toBe(0);
			expect(await readOwnShop(w, o.learnerId)).toMatchObject({ face: 'paused', pausedUnanswered: true });

			w.clock.forward(1);
			await pauseShop(w, o.learnerId, false);
			expect(await readOwnShop(w, o.learnerId)).toMatchObject({ face: 'open', pausedUnanswered: false });
			await placed(w, o);
			w.clock.forward(48 * HOUR);
			await noteUnanswered(w.db, w.clock(), o.learnerId);
			expect((await readPublicShop(w, o.handle))!.face).toBe('open');
		});

		test('one buyer who asks again and again counts once', async () => {
			const o = await ordered();
			await confirm(o);
			for (const words of ['ایک', 'دو', 'تین']) {
				await ask(o, words);
				w.clock.forward(49 * HOUR);
				await noteUnanswered(w.db, w.clock(), o.learnerId);
				await answerBuyer(w, o.learnerId, o.id, `جواب ${words}`);
			}
			expect((await readPublicShop(w, o.handle))!.face).toBe('open');
		});

		test('of two workers at once one notes; what she closed herself stays hers', async () => {
			const o = await ordered();
			await placed(w, o);
			await placed(w, o);
			await pauseShop(w, o.learnerId, true);
			w.clock.forward(48 * HOUR);
			const both = await Promise.all([1, 2].map(() => noteUnanswered(w.db, w.clock(), o.learnerId)));
			expect(both[0]! + both[1]!).toBe(3);
			expect((await readOwnShop(w, o.learnerId))!.pausedUnanswered).toBe(false);
		});

		test('M6 also when the job slept: erased after 72 hours, and counted all the same', async () => {
			const o = await ordered();
			await ask(o);
			await placed(w, o);
			await placed(w, o);
			w.clock.forward(73 * HOUR);
			await eraseStale(w.allLearners, w.clock());
			expect((await readOwnShop(w, o.learnerId))!.pausedUnanswered).toBe(true);
			const left = await w.db
				.selectFrom('shop_order_word')
				.select('n')
				.where('learner_id', '=', o.learnerId)
				.execute();
			expect(left).toEqual([]);
		});
	});
});
