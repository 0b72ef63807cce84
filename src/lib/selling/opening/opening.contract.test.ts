import { describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { suspendSeller } from '../unlock-seller.server.ts';
import { readWaitingShops } from '../check-shop.server.ts';
import { readOwnRaast } from '../read-pay.server.ts';
import { readOwnShop, readPublicShop } from '../read-shop.server.ts';
import {
	approveAll,
	giveBadge,
	learnerWithBadge,
	openCheckedShop,
	picture,
	qrPicture,
	START,
	unlock,
	world
} from '../testing.server.ts';
import { answerStep, type Typed } from './answer-step.server.ts';
import { openWithAnswers } from './open-with-answers.server.ts';
import { readOpening, readOwnQr } from './read-opening.server.ts';
import { openSteps, type OpenStep } from './steps.ts';

describeEachDatabase('opening a shop', (get) => {
	const w = world(get);
	let shops = 0;
	const seller = async (badges: string[] = []) => {
		const her = await learnerWithBadge(w);
		for (const badge of badges) await giveBadge(w, her, badge);
		await unlock(w, her, badges.at(-1));
		return her;
	};
	const ready = () => seller(['digital-payments', 'trust']);
	const answer = (her: string, step: OpenStep, fields: Record<string, string>, also: Partial<Typed> = {}) =>
		answerStep(w, her, step, { skip: false, fields, picture: new Uint8Array(), ...also });
	const skip = (her: string, step: OpenStep) => answer(her, step, {}, { skip: true });
	const opening = async (her: string) => {
		const read = await readOpening(w.db, her, 'ur');
		if (!read.ok) throw new Error(read.stop.tag);
		return read.opening;
	};
	const whole = (): Record<OpenStep, Record<string, string>> => ({
		name: { name: 'شبانہ شالز' },
		latin: { name_en: 'Shabana Shawls' },
		handle: { handle: `opening-${++shops}` },
		goods: { category: 'embroidery' },
		about: { about: 'ہاتھ کی کڑھائی' },
		city: { city: 'ملتان' },
		delivery: { area: 'پورا پاکستان', delivery_fee: '250' },
		returns: { returns: '3 دن میں واپسی' },
		hours: { from: '10', to: '18' },
		phone: { shown: '1', phone: '0300 1234567' },
		pay: { way: 'cod', title: '' }
	});
	const answerAll = async (her: string, change: Partial<ReturnType<typeof whole>> = {}) => {
		const all = { ...whole(), ...change };
		for (const step of openSteps) {
			const done = await answer(her, step, all[step]);
			if (!done.ok) throw new Error(JSON.stringify(done.refusal));
		}
		return all;
	};

	test('every answer is kept at its step; from another phone she goes on where she was', async () => {
		const her = await seller();
		expect((await opening(her)).next).toBe('name');
		await answer(her, 'name', { name: 'شبانہ شالز' });
		await skip(her, 'latin');
		const { next, values, asked } = await opening(her);
		expect(next).toBe('handle');
		expect(asked).toEqual(['name', 'latin']);
		expect(values).toMatchObject({
			name: { name: 'شبانہ شالز' },
			latin: {},
			handle: { handle: 'shabana-shalz' }
		});
	});

	test('a double tap, and a form that comes late, are one answer: the last', async () => {
		const her = await seller();
		await Promise.all([1, 2].map(() => answer(her, 'city', { city: 'ملتان' })));
		await answer(her, 'city', { city: 'لاہور' });
		expect((await opening(her)).values.city).toEqual({ city: 'لاہور' });
		expect(
			await w.db.selectFrom('shop_answer').select('step').where('learner_id', '=', her).execute()
		).toEqual([{ step: 'city' }]);
	});

	test('a refused answer leaves the one before', async () => {
		const her = await seller();
		await answer(her, 'delivery', { area: '', delivery_fee: '250' });
		expect(await answer(her, 'delivery', { area: '', delivery_fee: '-1' })).toMatchObject({
			refusal: { tag: 'fields', faults: { delivery_fee: 'not-a-number' } }
		});
		expect((await opening(her)).values.delivery).toEqual({ area: '', delivery_fee: '250' });
	});

	test('what a buyer must know is not passed over', async () => {
		const her = await seller();
		expect(await skip(her, 'returns')).toMatchObject({ refusal: { faults: { returns: 'missing' } } });
		const { missing } = await opening(her);
		expect(missing).toContain('returns');
		expect(await openWithAnswers(w, her, 'ur', '')).toMatchObject({ refusal: { tag: 'step', step: 'name' } });
	});

	test('an address that is taken, or looks like one, comes with others that are free', async () => {
		const { handle } = await openCheckedShop(w);
		const her = await seller();
		await answer(her, 'city', { city: 'لاہور' });
		for (const wish of [handle, handle.replaceAll('o', '0'), handle.replaceAll('-', '')]) {
			const done = await answer(her, 'handle', { handle: wish });
			expect(done).toMatchObject({ refusal: { tag: 'taken' } });
			if (done.ok || done.refusal.tag !== 'taken') continue;
			expect(done.refusal.free).toHaveLength(3);
			for (const free of done.refusal.free)
				expect((await answer(her, 'handle', { handle: free })).ok).toBe(true);
		}
	});

	test('M8, M10 the shop opens as she saw it, waits for a person, and her answers go', async () => {
		const her = await seller();
		const all = await answerAll(her);
		const opened = await openWithAnswers(w, her, 'ur', all.handle.handle!);
		expect(opened).toEqual({ ok: true, value: { handle: all.handle.handle } });
		expect(await readPublicShop(w, all.handle.handle!)).toBeUndefined();
		const look = (await readWaitingShops(w.allLearners)).find((s) => s.learnerId === her);
		// The desk shows the words in this order, the kind of goods as the third; the second name stands at the end.
		expect(look?.items[0]?.words).toEqual([
			'شبانہ شالز',
			'ہاتھ کی کڑھائی',
			'embroidery',
			'ملتان',
			'پورا پاکستان',
			'3 دن میں واپسی',
			'Shabana Shawls'
		]);
		await approveAll(w, her);
		expect(await readPublicShop(w, all.handle.handle!)).toMatchObject({
			name: 'شبانہ شالز',
			nameEn: 'Shabana Shawls',
			about: 'ہاتھ کی کڑھائی',
			area: 'پورا پاکستان',
			deliveryFee: 250,
			replyHours: { from: 10, to: 18 },
			phone: '+923001234567'
		});
		expect(await w.db.selectFrom('shop_answer').selectAll().where('learner_id', '=', her).execute()).toEqual(
			[]
		);
		expect(await openWithAnswers(w, her, 'ur', 'another')).toEqual(opened);
		expect(await answer(her, 'city', { city: 'لاہور' })).toMatchObject({ refusal: { tag: 'shop' } });
	});

	test('M8 hidden is how a number begins; one that she left with us is not shown', async () => {
		const her = await seller();
		const all = await answerAll(her, { phone: { shown: '0', phone: '0300 1234567' } });
		await openWithAnswers(w, her, 'ur', all.handle.handle!);
		expect(await readOwnShop(w, her)).toMatchObject({
			phone: null,
			ownPhone: '+923001234567',
			phoneShown: false
		});
	});

	test('two taps at once open one shop', async () => {
		const her = await seller();
		const { handle } = await answerAll(her);
		const both = await Promise.all([1, 2].map(() => openWithAnswers(w, her, 'ur', handle.handle!)));
		expect(both.map((done) => done.ok)).toEqual([true, true]);
	});

	test('what her lessons made opens with one tap, without a question', async () => {
		const her = await seller();
		for (const [part, value] of [
			['profile', { name: 'گلابی کشن' }],
			['listing', { what: 'کڑھائی والا کشن', returns: '3 دن' }],
			['price', { price: 900 }]
		] as const)
			await w.db
				.insertInto('draft_part')
				.values({ learner_id: her, part, body: JSON.stringify(value), at: START, event_id: part })
				.execute();
		await w.db
			.insertInto('about_me')
			.values({ learner_id: her, at: START, answers: JSON.stringify({ district: 'punjab-multan' }) })
			.execute();
		const { missing, values, product } = await opening(her);
		expect(missing).toEqual([]);
		expect(product).toMatchObject({ price: 900 });
		expect((await openWithAnswers(w, her, 'ur', values.handle.handle!)).ok).toBe(true);
		expect(await readOwnShop(w, her)).toMatchObject({
			name: 'گلابی کشن',
			city: 'ملتان',
			category: 'embroidery',
			deliveryFee: 0,
			products: [{ price: 900 }]
		});
	});

	test('somebody was quicker: an address that she has not seen is not hers for good', async () => {
		const [her, other] = [await seller(), await seller()];
		const all = await answerAll(her);
		const same = await answerAll(other, { handle: all.handle });
		expect((await openWithAnswers(w, other, 'ur', same.handle.handle!)).ok).toBe(true);
		expect(await openWithAnswers(w, her, 'ur', all.handle.handle!)).toMatchObject({
			refusal: { tag: 'step', step: 'handle' }
		});
		expect(await openWithAnswers(w, her, 'ur', 'not-what-stands')).toMatchObject({
			refusal: { tag: 'changed' }
		});
	});

	describe('who may not', () => {
		test('M1, M5, M11 no badge, suspended, under 18', async () => {
			expect(await readOpening(w.db, await learnerWithBadge(w), 'ur')).toMatchObject({
				stop: { tag: 'no-seller' }
			});
			const her = await seller();
			await w.db.transaction().execute((tx) => suspendSeller(tx, her, 'operator', w));
			expect(await answer(her, 'city', { city: 'ملتان' })).toMatchObject({ refusal: { tag: 'suspended' } });
			const young = await seller();
			await answerAll(young);
			await w.db
				.insertInto('about_me')
				.values({ learner_id: young, at: START, answers: JSON.stringify({ age: 'under_18' }) })
				.execute();
			expect(await openWithAnswers(w, young, 'ur', 'x')).toMatchObject({ refusal: { tag: 'under-18' } });
		});
	});

	describe('M1, M7 her own Raast QR', () => {
		const raast = async (her: string, title: string) =>
			answer(her, 'pay', { way: 'raast', title }, { picture: await qrPicture() });

		test('a starter shop takes cash alone', async () =>
			expect(await raast(await seller(), 'SHABANA BIBI')).toMatchObject({ refusal: { tag: 'not-ready' } }));

		test('the picture is kept at its step, waits for no checker before the shop, and goes along when it opens', async () => {
			const her = await ready();
			const all = await answerAll(her);
			expect((await raast(her, 'SHABANA BIBI')).ok).toBe(true);
			expect(await opening(her)).toMatchObject({ mayRaast: true, hasPicture: true });
			expect((await readOwnQr(w.db, her))?.type).toBe('image/webp');
			expect((await readWaitingShops(w.allLearners)).some((s) => s.learnerId === her)).toBe(false);
			// Another title alone: the picture stays.
			expect((await answer(her, 'pay', { way: 'raast', title: 'SHABANA B' })).ok).toBe(true);
			await openWithAnswers(w, her, 'ur', all.handle.handle!);
			expect(await readOwnRaast(w.db, her)).toMatchObject({ title: 'SHABANA B', check: 'waiting' });
			const waiting = (await readWaitingShops(w.allLearners)).find((s) => s.learnerId === her);
			expect(waiting?.items.find((i) => i.subject === 'photo')?.words).toContain('SHABANA B');
		});

		test('cash alone takes it away; a title without a picture, or what is no picture, is said', async () => {
			const her = await ready();
			expect(await answer(her, 'pay', { way: 'raast', title: 'S' })).toMatchObject({
				refusal: { fault: 'empty' }
			});
			expect(
				await answer(her, 'pay', { way: 'raast', title: 'S' }, { picture: Buffer.from('<svg/>') })
			).toMatchObject({ refusal: { tag: 'picture', fault: 'not-a-picture' } });
			const plain = { picture: await picture(300, 300) };
			expect(await answer(her, 'pay', { way: 'raast', title: 'S' }, plain)).toMatchObject({
				refusal: { tag: 'picture', fault: 'no-qr' }
			});
			expect((await answer(her, 'pay', { way: 'raast', title: 'S', insist: '1' }, plain)).ok).toBe(true);
			expect(await raast(her, '')).toMatchObject({ refusal: { tag: 'title', fault: 'missing' } });
			const beside = await answer(
				her,
				'pay',
				{ way: 'cod', title: 'S' },
				{ picture: await picture(9, 9, '#000') }
			);
			expect(beside).toMatchObject({ refusal: { tag: 'fields', faults: { way: 'way-picture' } } });
			await raast(her, 'SHABANA');
			await answer(her, 'pay', { way: 'cod', title: '' });
			expect((await opening(her)).hasPicture).toBe(false);
		});
	});
});
