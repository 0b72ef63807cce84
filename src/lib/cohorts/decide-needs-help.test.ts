import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../platform/clock.ts';
import { byUrgency, decideNeedsHelp, HELP_REASONS, type LearnerFacts } from './decide-needs-help.ts';

const now = Date.UTC(2026, 10, 22, 10);
const course = 'selling-online';
const zone = 'Asia/Karachi';
const rules = { courses: [{ id: course, fraud: ['b5-fraud'] }], now, zone };
const ago = (days: number) => now - days * DAY;
/** Somebody who began yesterday and has no trouble. */
const well: LearnerFacts = {
	since: ago(30),
	hasNumber: true,
	lessons: [{ course, lesson: 'a1', lastAt: ago(1), finishedAt: null }],
	open: [],
	attempts: [],
	practicals: [],
	asked: [],
	phones: [],
	awards: [],
	buyers: [],
	lastAt: ago(1)
};
const reasons = (more: Partial<LearnerFacts>) =>
	decideNeedsHelp({ ...well, ...more }, rules).map((n) => n.reason);
const first = (more: Partial<LearnerFacts>) => decideNeedsHelp({ ...well, ...more }, rules)[0];
const failed = (number: number, passed = false) => ({ course, number, passed, at: ago(4 - number) });
const open = (wrong: number, item = 'a1-q1') => ({
	course,
	lesson: 'a1',
	item,
	kind: item === 'b5-fraud' ? ('practice' as const) : ('question' as const),
	wrong,
	lastAt: ago(1)
});

describe('T4 needs help: named reasons, worst first, each with a next act', () => {
	it('who goes on well needs none', () => expect(reasons({})).toEqual([]));

	it('a question for the trainer is answered, the oldest first; who has finished is answered too', () => {
		const asked = [
			{ course, lesson: 'a2', at: ago(1) },
			{ course, lesson: 'a1', at: ago(3) }
		];
		expect(first({ asked })).toMatchObject({ reason: 'asked_for_help', next: 'answer', lesson: 'a1' });
		expect(reasons({ asked, awards: [{ course }], lastAt: ago(60) })).toEqual(['asked_for_help']);
	});

	it('the check failed twice: not after one, not after a pass', () => {
		expect(first({ attempts: [failed(1), failed(2)] })).toMatchObject({
			reason: 'check_failed_twice',
			next: 'sit_together',
			count: 2
		});
		expect(reasons({ attempts: [failed(1)] })).toEqual([]);
		expect(reasons({ attempts: [failed(1), failed(2), failed(3, true)] })).toEqual([]);
	});

	it('a practice about fraud failed twice: by the list of the course, nothing else', () => {
		expect(first({ open: [open(2, 'b5-fraud')] })).toMatchObject({
			reason: 'fraud_practice_failed_twice',
			next: 'sit_together'
		});
		expect(reasons({ open: [open(1, 'b5-fraud')] })).toEqual([]);
		expect(reasons({ open: [open(2)] })).toEqual([]);
		const untagged = { courses: [{ id: course }], now, zone };
		expect(decideNeedsHelp({ ...well, open: [open(2, 'b5-fraud')] }, untagged)).toEqual([]);
	});

	it('who is silent is written to; who told no number is met', () => {
		const silent = { lastAt: ago(9), lessons: [] };
		expect(first(silent)).toMatchObject({ reason: 'silent', next: 'message' });
		expect(first({ ...silent, hasNumber: false })).toMatchObject({ reason: 'silent', next: 'meet' });
	});

	it('stuck after three wrong tries, while the lesson is not finished', () => {
		expect(first({ open: [open(3)] })).toMatchObject({ reason: 'stuck', lesson: 'a1', count: 3 });
		expect(reasons({ open: [open(2)] })).toEqual([]);
		const lessons = [{ course, lesson: 'a1', lastAt: ago(1), finishedAt: ago(1) }];
		expect(reasons({ open: [open(3)], lessons })).toEqual([]);
	});

	it('silent from the seventh day; the sixth is not silence', () => {
		expect(first({ lastAt: ago(7) })).toMatchObject({ reason: 'silent', next: 'message', count: 7 });
		expect(reasons({ lastAt: ago(6) })).toEqual([]);
	});

	it('days are those of the organisation, as the board says them: its midnight counts, not the hour', () => {
		// 15 November ends in Karachi at 19:00 UTC; now is the 22nd there.
		const midnight = Date.UTC(2026, 10, 15, 19);
		expect(first({ lastAt: midnight - 1 })).toMatchObject({ reason: 'silent', count: 7 });
		expect(reasons({ lastAt: midnight })).toEqual([]);
		const none = { lessons: [], lastAt: null };
		expect(first({ ...none, since: midnight - 1 })).toMatchObject({ reason: 'never_started', count: 7 });
		const elsewhere = { ...rules, zone: 'UTC' };
		expect(decideNeedsHelp({ ...well, lastAt: midnight }, elsewhere)[0]).toMatchObject({ count: 7 });
	});

	it('never started: three days in the class and no work', () => {
		const none = { lessons: [], lastAt: null };
		expect(first({ ...none, since: ago(3) })).toMatchObject({ reason: 'never_started', next: 'meet' });
		expect(reasons({ ...none, since: ago(2) })).toEqual([]);
	});

	it('her phone: full at once, work that waits only after an hour', () => {
		const phone = { waiting: 0, noRoom: true, at: now };
		expect(first({ phones: [phone] })).toMatchObject({ reason: 'phone_full', next: 'make_room' });
		const waiting = { waiting: 4, noRoom: false, at: now - HOUR };
		expect(first({ phones: [waiting] })).toMatchObject({
			reason: 'work_waiting',
			next: 'open_with_signal',
			count: 4
		});
		expect(reasons({ phones: [{ ...waiting, at: now - HOUR + 1 }] })).toEqual([]);
	});

	it('a phone that has said nothing for thirty days is taken for lost', () => {
		expect(reasons({ phones: [{ waiting: 3, noRoom: true, at: ago(29) }] })).toEqual([
			'phone_full',
			'work_waiting'
		]);
		expect(reasons({ phones: [{ waiting: 3, noRoom: true, at: ago(30) }] })).toEqual([]);
	});

	it('T1 trouble in a course that this class does not teach is not its errand, and hides nothing of its own', () => {
		const elsewhere = { course: 'getting-paid' };
		expect(
			reasons({
				open: [{ ...open(9), ...elsewhere }],
				attempts: [
					{ ...failed(1), ...elsewhere },
					{ ...failed(2), ...elsewhere }
				],
				practicals: [{ ...elsewhere, passed: true, markedBy: 'rule', at: ago(1) }],
				asked: [{ ...elsewhere, lesson: 'b1', at: ago(1) }]
			})
		).toEqual([]);
		expect(first({ open: [{ ...open(9), ...elsewhere }, open(3)] })).toMatchObject({
			reason: 'stuck',
			course
		});
		expect(reasons({ asked: [{ course: '', lesson: '', at: ago(1) }] })).toEqual(['asked_for_help']);
	});

	it('a practical that is shown waits from its lesson until any mark; several are one need, since the oldest', () => {
		const shown = {
			courses: [
				{ id: course, shown: 'a1' },
				{ id: 'b', shown: 'b1' }
			],
			now,
			zone
		};
		const lesson = (id: string, name: string, finishedAt: number | null) => ({
			course: id,
			lesson: name,
			lastAt: ago(1),
			finishedAt
		});
		const needs = (more: Partial<LearnerFacts>) => decideNeedsHelp({ ...well, ...more }, shown);
		const both = [lesson(course, 'a1', ago(1)), lesson('b', 'b1', ago(2))];
		expect(needs({ lessons: [lesson(course, 'a1', null), lesson('b', 'a1', ago(2))] })).toEqual([]);
		expect(needs({ lessons: both })).toMatchObject([
			{ reason: 'practical_waiting', next: 'mark', course: 'b', since: ago(2), count: 2 }
		]);
		const marked = [{ course: 'b', passed: false, markedBy: 'staff-id', at: ago(1) }];
		expect(needs({ lessons: both, practicals: marked })).toMatchObject([{ course, count: 1 }]);
		expect(needs({ lessons: both, practicals: marked, awards: [{ course }] })).toEqual([]);
	});

	it('a practical that only the written rule has seen waits for its mark, until the badge', () => {
		const practicals = [{ course, passed: true, markedBy: 'rule', at: ago(1) }];
		expect(first({ practicals })).toMatchObject({ reason: 'practical_waiting', next: 'mark' });
		expect(reasons({ practicals: [{ ...practicals[0]!, markedBy: 'staff-id' }] })).toEqual([]);
		expect(reasons({ practicals, awards: [{ course }] })).toEqual([]);
	});

	it('who has the badge of every course needs no help, however silent', () => {
		expect(reasons({ awards: [{ course }], lastAt: ago(90), attempts: [failed(1), failed(2)] })).toEqual([]);
	});

	it('T4 who asked for help in these days is not silent, though her last lesson is long ago', () => {
		const asked = (days: number) =>
			reasons({ lastAt: ago(20), asked: [{ course, lesson: '', at: ago(days) }] });
		expect(asked(2)).toEqual(['asked_for_help']);
		expect(asked(8)).toEqual(['asked_for_help', 'silent']);
	});

	it('a buyer without an answer for 48 hours, also of somebody who has finished; without a number she is met', () => {
		const waits = (hours: number) => ({ since: now - hours * HOUR });
		expect(reasons({ buyers: [waits(47)] })).toEqual([]);
		expect(first({ buyers: [waits(47), waits(48), waits(60)] })).toMatchObject({
			reason: 'buyer_waits',
			next: 'message',
			since: now - 60 * HOUR,
			count: 2
		});
		expect(first({ buyers: [waits(50)], awards: [{ course }], hasNumber: false })).toMatchObject({
			reason: 'buyer_waits',
			next: 'meet'
		});
	});

	it('all at once stand in the order of the list; over a class the longer of one reason comes first', () => {
		const all = reasons({
			asked: [{ course, lesson: '', at: ago(8) }],
			attempts: [failed(1), failed(2)],
			open: [open(2, 'b5-fraud'), open(5)],
			lastAt: ago(9),
			phones: [{ waiting: 2, noRoom: true, at: ago(2) }],
			practicals: [{ course, passed: false, markedBy: 'rule', at: ago(1) }],
			buyers: [{ since: ago(3) }]
		});
		expect(all).toEqual(HELP_REASONS.filter((r) => r !== 'never_started'));
		const silent = (days: number) => first({ lastAt: ago(days) })!;
		expect([silent(8), silent(20), silent(12)].sort(byUrgency).map((n) => n.count)).toEqual([20, 12, 8]);
	});
});
