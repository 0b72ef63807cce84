import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ABOUT_ME } from '../accounts/index.ts';
import { DAY, dayIn } from '../platform/clock.ts';
import { BUSINESS, mayAct, type FollowUpWindow } from '../progress/index.ts';
import { judgeBody } from '../progress/index.server.ts';
import { dueNow, isStillToAsk } from './decide-due.ts';
import { readAnswers } from './read-answers.ts';
import { windowsOf } from './windows.ts';

const inPakistan = (text: string) => Date.parse(`${text}+05:00`);

describe('when she is asked', () => {
	test.each([
		['2026-08-15T10:00', '2026-11-15', '2027-02-15'],
		// The first and the last moment of a day in Pakistan, which in Greenwich is another one.
		['2026-08-15T00:00', '2026-11-15', '2027-02-15'],
		['2026-08-15T23:59', '2026-11-15', '2027-02-15'],
		// A month without such a day ends earlier.
		['2026-11-30T12:00', '2027-02-28', '2027-05-30'],
		['2027-11-30T12:00', '2028-02-29', '2028-05-30'],
		['2026-08-31T12:00', '2026-11-30', '2027-02-28'],
		['2026-12-01T12:00', '2027-03-01', '2027-06-01']
	])('M2 enrolled %s: from %s and %s on', (enrolled, three, six) => {
		const [first, second] = windowsOf(inPakistan(enrolled)) as [FollowUpWindow, FollowUpWindow];
		expect(first).toEqual({
			month: 3,
			from: inPakistan(`${three}T00:00`),
			until: inPakistan(`${three}T00:00`) + 42 * DAY
		});
		expect(second).toEqual({
			month: 6,
			from: inPakistan(`${six}T00:00`),
			until: inPakistan(`${six}T00:00`) + 60 * DAY
		});
	});

	test('a day begins as the calendar of Pakistan says, and at no time is she asked two things', () => {
		fc.assert(
			fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }), (at) => {
				const [first, second] = windowsOf(at) as [FollowUpWindow, FollowUpWindow];
				for (const { from } of [first, second])
					expect(dayIn('Asia/Karachi', from)).not.toBe(dayIn('Asia/Karachi', from - 1));
				expect(first.until).toBeLessThan(second.from);
				expect(first.from - at).toBeGreaterThan(88 * DAY);
			})
		);
	});

	const windows = windowsOf(inPakistan('2026-08-15T10:00'));
	const [three, six] = windows as [FollowUpWindow, FollowUpWindow];

	test('not before, not after, and not once she has answered', () => {
		expect(dueNow(windows, [], three.from - 1)).toBeUndefined();
		expect(dueNow(windows, [], three.from)?.month).toBe(3);
		expect(dueNow(windows, [], three.until - 1)?.month).toBe(3);
		expect(dueNow(windows, [], three.until)).toBeUndefined();
		expect(dueNow(windows, [], six.from)?.month).toBe(6);
		expect(dueNow(windows, [{ month: 3, answers: { sells_now: 'no' } }], three.from)).toBeUndefined();
		expect(dueNow([], [], three.from)).toBeUndefined();
	});

	test('"do not ask me again" holds for the later month; an answer does not', () => {
		expect(dueNow(windows, [{ month: 3, answers: { orders: '0' } }], six.from)?.month).toBe(6);
		expect(dueNow(windows, [{ month: 3, answers: {} }], six.from)).toBeUndefined();
		expect(isStillToAsk(3, [{ month: 6, answers: {} }])).toBe(true);
	});
});

describe('what is answered', () => {
	test('M2 the same answers as when she joined', () => {
		expect(Object.keys(BUSINESS)).toEqual(['sells_now', 'orders', 'own_account', 'earnings']);
		for (const [field, answers] of Object.entries(BUSINESS))
			expect(ABOUT_ME[field as keyof typeof BUSINESS]).toEqual(answers);
	});

	test('P1 hers and her trainer’s have one shape, and neither makes the other’s', () => {
		const answers = { sells_now: 'yes', orders: '6_20', own_account: 'no', earnings: 'together' };
		for (const kind of ['followup.answered', 'followup.noted']) {
			const judge = (body: unknown) => judgeBody(kind, 1, body).verdict;
			expect(judgeBody(kind, 1, { month: 3, answers })).toEqual({
				verdict: 'valid',
				body: { month: 3, answers }
			});
			expect(judge({ month: 6, answers: {} })).toBe('valid');
			for (const month of [0, 4, '3', undefined]) expect(judge({ month, answers })).toBe('invalid');
			for (const wrong of [{ orders: 7 }, { orders: '7' }, { earnings: 'he' }, { sells_now: '' }, []])
				expect(judge({ month: 3, answers: wrong })).toBe(Array.isArray(wrong) ? 'valid' : 'invalid');
			expect(judge({ month: 3 })).toBe('invalid');
		}
		expect(mayAct('self', 'followup.answered')).toBe(true);
		expect(mayAct('self', 'followup.noted')).toBe(false);
		expect(mayAct('staff-1', 'followup.answered')).toBe(false);
		expect(mayAct('staff-1', 'followup.noted')).toBe(true);
	});

	test('of a form only what was offered is kept', () => {
		const form: Record<string, unknown> = {
			sells_now: 'yes',
			orders: '1000',
			own_account: '',
			earnings: new File([], 'x'),
			gender: 'woman'
		};
		expect(readAnswers((field) => form[field])).toEqual({ sells_now: 'yes' });
		expect(readAnswers(() => null)).toEqual({});
	});
});
