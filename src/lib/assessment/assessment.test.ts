import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckItem, CheckRule } from '../catalog/index.ts';
import type { ListingDraft, PriceDraft } from '../progress/index.ts';
import {
	dealForm,
	decidePhoneCheck,
	decideSubmission,
	drawForm,
	givesAway,
	gradeForm,
	isRight,
	markPractical,
	nextTry,
	openPack,
	opensNextAt,
	readAmount
} from './index.ts';

const HOUR = 3_600_000;
const rule: CheckRule = { draw: 12, pass: 9, tries: 3, wait_hours: [0, 4, 24], then_wait_hours: 72 };
const levels = ['easy', 'middle', 'hard'] as const;
const text = { ur: '', en: '' };

/** 36 items over eight lessons, as course A has them. */
const bank: CheckItem[] = Array.from({ length: 36 }, (_, i) => ({
	block: 'question',
	id: `i${i}`,
	type: 'pick',
	stem: text,
	options: ['a', 'b', 'c'].map((letter) => ({ letter, text })),
	key: ['b'],
	lesson: `a${(i % 8) + 1}`,
	level: levels[i % 3]!,
	kind: 'recall'
}));
const course = { version: 'v1', openBank: true, check: { ...rule, items: bank } };

describe('drawing a form', () => {
	test('A1 the same learner, version and number give the same form in the same order', () => {
		const ids = () => drawForm(course, 'learner-1', 1).map((i) => i.id);
		expect(ids()).toEqual(ids());
	});

	test('A1 the drawing is frozen: what was handed in years ago is marked against the form she saw', () => {
		const ids = (number: number) => drawForm(course, 'learner-1', number).map((i) => i.id);
		expect(ids(1).join(' ')).toBe('i28 i8 i34 i7 i11 i22 i21 i27 i0 i17 i29 i33');
		expect(ids(2).join(' ')).toBe('i6 i24 i18 i35 i25 i2 i31 i3 i14 i13 i4 i32');
	});

	test('A1 another learner or version gets another form', () => {
		const ids = (learner: string, version = 'v1') =>
			drawForm({ ...course, version }, learner, 1)
				.map((i) => i.id)
				.join();
		expect(new Set(['l1', 'l2', 'l3', 'l4'].map((l) => ids(l))).size).toBe(4);
		expect(ids('l1')).not.toBe(ids('l1', 'v2'));
	});

	test('A1 three tries bring three forms without a common item, twelve items each, every lesson in each', () => {
		for (const learner of ['l1', 'l2', 'l3', 'l4', 'l5']) {
			const forms = [1, 2, 3].map((n) => drawForm(course, learner, n));
			expect(new Set(forms.flat().map((i) => i.id)).size).toBe(36);
			for (const form of forms) {
				expect(form).toHaveLength(12);
				expect(new Set(form.map((i) => i.lesson)).size).toBe(8);
			}
		}
	});
});

describe('lessons that must be right', () => {
	const must = { lessons: ['a5', 'a6'], at_least: 6 };
	const strict = { ...course, check: { ...course.check, must } };
	const owed = (form: readonly CheckItem[]) => form.filter((i) => must.lessons.includes(i.lesson)).length;

	test('A1 every form has at least so many of their items, twelve in all, none twice', () => {
		expect(owed(drawForm(course, 'l1', 1))).toBeLessThan(6);
		for (const learner of ['l1', 'l2', 'l3'])
			for (const number of [1, 2, 3, 4]) {
				const form = drawForm(strict, learner, number);
				expect(owed(form)).toBe(6);
				expect(new Set(form.map((i) => i.id)).size).toBe(12);
			}
	});

	test('A1 where a form has enough of them by itself, it is the form that it was', () => {
		const asks = (at_least: number) =>
			drawForm({ ...course, check: { ...course.check, must: { ...must, at_least } } }, 'l1', 1);
		expect(asks(1)).toEqual(drawForm(course, 'l1', 1));
	});

	test('A3 one of theirs missed is not passed, whatever else is right; another missed may be', () => {
		const form = drawForm(strict, 'l1', 1);
		const missing = (theirs: boolean) => {
			const missed = form.find((i) => must.lessons.includes(i.lesson) === theirs)!;
			return gradeForm(
				form,
				Object.fromEntries(form.map((i) => [i.id, i === missed ? 'a' : 'b'])),
				strict.check
			);
		};
		expect(missing(true)).toMatchObject({ score: 11, passed: false });
		expect(missing(false)).toMatchObject({ score: 11, passed: true });
	});
});

describe('the check on the phone', () => {
	const news = (count: number, passed = false) =>
		Array.from({ length: count }, (_, i) => ({
			course: 'c',
			number: i + 1,
			passed: passed && i === count - 1,
			revisit: ['a1'],
			opensNextAt: passed && i === count - 1 ? null : 1000 * (i + 1)
		}));
	const decide = (of: Partial<Parameters<typeof decidePhoneCheck>[0]> = {}) =>
		decidePhoneCheck({ learnerId: 'l1', attempts: [], unanswered: [], now: 10_000, ...of });

	test('A1 the phone draws the form that the server will mark', () => {
		fc.assert(
			fc.property(
				fc.uuid(),
				fc.integer({ min: 0, max: 9 }),
				fc.integer({ min: 0, max: 12_000 }),
				fc.shuffledSubarray(bank, { minLength: 12 }),
				fc.option(fc.record({ lessons: fc.subarray(['a1', 'a5', 'a8']), at_least: fc.nat(6) }), {
					nil: undefined
				}),
				(learnerId, count, now, items, must) => {
					const drawn = { ...course, check: { ...rule, items, must } };
					const attempts = news(count);
					const server = nextTry(
						attempts.map((attempt) => ({ ...attempt, submittedAt: 0 })),
						now
					);
					const phone = decide({ learnerId, attempts: attempts.toReversed(), now });
					expect(phone.state).toBe(server.next);
					if (phone.state !== 'open' || server.next !== 'open') return;
					const published = JSON.parse(JSON.stringify(openPack(drawn))) as ReturnType<typeof openPack>;
					expect(dealForm(published, learnerId, phone.number).map((i) => i.id)).toEqual(
						drawForm(drawn, learnerId, server.number).map((i) => i.id)
					);
				}
			)
		);
	});

	test('A2 a guest is not graded; what is handed in waits; what the server held and did not count is open again', () => {
		expect(decide({ learnerId: undefined })).toEqual({ state: 'guest' });
		expect(decide()).toEqual({ state: 'open', number: 1 });
		expect(decide({ unanswered: [1] })).toEqual({ state: 'waiting', number: 1 });
		expect(decide({ attempts: news(1), unanswered: [1] })).toMatchObject({ state: 'open', number: 2 });
		expect(decide({ attempts: news(1), unanswered: [2] })).toEqual({ state: 'waiting', number: 2 });
		expect(decide({ attempts: news(2, true), unanswered: [3] })).toEqual({ state: 'passed' });
	});

	test('A3 not passed: the try before goes along, and the next opens by its own time', () => {
		const attempts = news(1);
		expect(decide({ attempts, now: 999 })).toEqual({
			state: 'wait',
			number: 2,
			last: attempts[0],
			opensAt: 1000
		});
		expect(decide({ attempts, now: 1000 })).toEqual({ state: 'open', number: 2, last: attempts[0] });
	});
});

describe('grading', () => {
	const form = drawForm(course, 'l1', 1);
	const answers = (right: number) =>
		Object.fromEntries(form.map((item, i) => [item.id, i < right ? 'b' : 'a']));

	test('A3 nine of twelve pass, eight do not', () => {
		expect(gradeForm(form, answers(9), rule)).toMatchObject({ score: 9, passed: true });
		expect(gradeForm(form, answers(8), rule)).toMatchObject({ score: 8, passed: false });
	});

	test('A3 the lessons to revisit, most missed first', () => {
		const graded = gradeForm(form, answers(0), rule);
		expect(graded.revisit).toHaveLength(8);
		const misses = (lesson: string) => form.filter((i) => i.lesson === lesson).length;
		const counts = graded.revisit.map(misses);
		expect(counts).toEqual(counts.toSorted((a, b) => b - a));
	});

	test('missing answers are wrong, answers to other items and inherited names do not count', () => {
		expect(gradeForm(form, { i999: 'b', toString: 'b' }, rule).score).toBe(0);
	});
});

describe('tries', () => {
	const failed = (number: number, submittedAt: number) => ({
		number,
		passed: false,
		submittedAt,
		opensNextAt: opensNextAt(rule, number, submittedAt)
	});

	test('A3 the wait grows: 4 hours after the first, 24 after the second, 72 after that, and a try always comes', () => {
		expect([1, 2, 3, 9].map((n) => opensNextAt(rule, n, 0) / HOUR)).toEqual([4, 24, 72, 72]);
	});

	test('A2 the next form opens after the previous result and its wait', () => {
		expect(nextTry([], 0)).toEqual({ next: 'open', number: 1 });
		expect(nextTry([failed(1, 0)], HOUR)).toEqual({ next: 'wait', number: 2, opensAt: 4 * HOUR });
		expect(nextTry([failed(1, 0)], 4 * HOUR)).toEqual({ next: 'open', number: 2 });
		expect(nextTry([{ ...failed(1, 0), passed: true }], 0)).toEqual({ next: 'passed' });
	});

	test('A2 of two submissions with one number the first counts; a number that is not open does not', () => {
		expect(decideSubmission([], 1, 0)).toBe('counts');
		expect(decideSubmission([], 2, 0)).toBe('not_open');
		expect(decideSubmission([failed(1, 0)], 1, 9 * HOUR)).toBe('already_submitted');
		expect(decideSubmission([failed(1, 0)], 2, HOUR)).toBe('not_open');
		expect(decideSubmission([failed(1, 0)], 2, 4 * HOUR)).toBe('counts');
		expect(decideSubmission([{ ...failed(1, 0), passed: true }], 2, 9 * HOUR)).toBe('already_passed');
	});
});

describe('answers', () => {
	test('amounts are read as people type them', () => {
		expect(['-30', '۱٬۵۰۰', '١٥٠٠', ' 1,500 ', '−30', '+7'].map(readAmount)).toEqual([
			'-30',
			'1500',
			'1500',
			'1500',
			'-30',
			'7'
		]);
		expect(['', 'abc', '1.5', '1e9', '--3', '12345678901'].map(readAmount)).toEqual(Array(6).fill(null));
	});

	test('an amount is right as a number, a choice as a letter', () => {
		expect(isRight({ type: 'amount', key: ['1500'] }, '۱۵۰۰')).toBe(true);
		expect(isRight({ type: 'amount', key: ['1500'] }, 'x')).toBe(false);
		expect(isRight({ type: 'sort', key: ['bca', 'bac'] }, 'bac')).toBe(true);
		expect(isRight({ type: 'pick', key: ['b'] }, 'a')).toBe(false);
	});
});

describe('the practical by the written rule', () => {
	const listing: ListingDraft = {
		what: 'شال',
		made_of: 'اون',
		size: '80 x 40',
		colour: 'سرخ',
		time: 'پانچ دن',
		price: '2,500 روپے',
		delivery: 'پورا پاکستان',
		returns: '3 دن میں واپس'
	};
	const price: PriceDraft = {
		goods: 900,
		hours: 2,
		hour_rate: 200,
		packing: 80,
		courier: 250,
		tax_percent: 4,
		returns_of_ten: 2,
		return_cost: 400,
		price: 2500
	};

	test('A5 all eight parts, above cost, nothing private: ready', () => {
		expect(markPractical(listing, price)).toEqual({ complete: true, above_cost: true, safe: true });
	});

	test('A5 a missing part, a price at or below cost, a phone number in the text', () => {
		expect(markPractical({ ...listing, size: '  ' }, price).complete).toBe(false);
		expect(markPractical(listing, { ...price, price: 1800 }).above_cost).toBe(false);
		expect(markPractical({ ...listing, delivery: 'کال کریں 0300-1234567' }, price).safe).toBe(false);
	});

	test('A5 what gives a person away, and what does not', () => {
		for (const s of ['0300 1234567', '۰۳۰۰۱۲۳۴۵۶۷', 'مکان نمبر 12', 'House 7', 'wa.me/92300', '@shabana'])
			expect(givesAway(s), s).toBe(true);
		for (const s of ['80 x 40 انچ', '1,600 روپے', '15 دن', 'ملتان', '2 میٹر'])
			expect(givesAway(s), s).toBe(false);
	});
});
