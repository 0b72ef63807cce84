import { describe, expect, it } from 'vitest';
import { DAYS_A_PAGE, missingOf, pageOfDays, tellDays, type Moment } from './tell-days.ts';

const zone = 'Asia/Karachi';
const at = (day: number, hour: number) => Date.UTC(2026, 10, day, hour);
const begun = (when: number, late = false): Moment => ({
	at: when,
	late,
	told: { tag: 'lesson_begun', course: 'c', lesson: 'a1' }
});

describe("a learner's days", () => {
	it("are the organisation's days, newest first, and within a day too", () => {
		// 20:00 UTC is already the next day in Karachi.
		const days = tellDays([begun(at(3, 8)), begun(at(3, 20)), begun(at(4, 5))], [], zone);
		expect(days.map((d) => [d.day, d.moments.map((x) => x.at)])).toEqual([
			['2026-11-04', [at(4, 5), at(3, 20)]],
			['2026-11-03', [at(3, 8)]]
		]);
	});

	it('count the answers, and say where work came late', () => {
		const [day] = tellDays(
			[],
			[
				{ at: at(3, 8), late: true },
				{ at: at(3, 9), late: false }
			],
			zone
		);
		expect(day).toMatchObject({ answers: 2, late: true, moments: [] });
	});

	it('are paged by the last day shown, each day once', () => {
		const days = tellDays(
			Array.from({ length: DAYS_A_PAGE + 3 }, (_, i) => begun(at(1 + i, 8))),
			[],
			zone
		);
		const first = pageOfDays(days, '');
		expect(first).toMatchObject({ isNewest: true });
		const second = pageOfDays(days, first.older!);
		expect(second).toMatchObject({ isNewest: false, older: null });
		expect([...first.days, ...second.days]).toEqual(days);
		expect(pageOfDays(days, "' or 1=1").days).toEqual(first.days);
	});

	it('S10 what is missing lies between what came whole and what came after a gap', () => {
		expect(missingOf(4, [])).toBe(0);
		expect(missingOf(4, [7, 9])).toBe(3);
	});
});
