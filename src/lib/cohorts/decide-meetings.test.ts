import { expect, test } from 'vitest';
import { comingMeeting, isClosing, layMeetings } from './decide-meetings.ts';

const plan = { startsOn: '2026-11-02', weeks: 3, weekday: 1 as const };
const lessons = ['a1', 'a2'].map((lesson) => ({ course: 'c', lesson }));

test('lesson n in week n; the last one again in the weeks after it', () => {
	expect(layMeetings(plan, lessons, [])).toEqual([
		{ number: 1, heldOn: '2026-11-03', course: 'c', lesson: 'a1', cancelled: false },
		{ number: 2, heldOn: '2026-11-10', course: 'c', lesson: 'a2', cancelled: false },
		{ number: 3, heldOn: '2026-11-17', course: 'c', lesson: 'a2', cancelled: false }
	]);
});

test('a week is as somebody changed it', () => {
	const changed = { number: 2, heldOn: '2026-11-12', course: 'c', lesson: 'a1', cancelled: false };
	expect(layMeetings(plan, lessons, [changed])[1]).toEqual({ ...changed, movedFrom: '2026-11-10' });
});

test('a lesson that is gone, or a day that is none, gives way to the plan', () => {
	const changed = { number: 1, heldOn: 'x', course: 'c', lesson: 'a9', cancelled: true };
	expect(layMeetings(plan, lessons, [changed])[0]).toEqual({
		number: 1,
		heldOn: '2026-11-03',
		course: 'c',
		lesson: 'a1',
		cancelled: true
	});
});

test('a class without a first day has no meetings; one without lessons has them all the same', () => {
	expect(layMeetings({ ...plan, startsOn: '' }, lessons, [])).toEqual([]);
	expect(layMeetings(plan, [], [])).toHaveLength(3);
});

test('next is the first day that is not over and not cancelled, moved ones too', () => {
	const cancelled = { number: 2, heldOn: '2026-11-10', course: 'c', lesson: 'a2', cancelled: true };
	const moved = { number: 3, heldOn: '2026-11-05', course: 'c', lesson: 'a2', cancelled: false };
	expect(comingMeeting(layMeetings(plan, lessons, [cancelled]), '2026-11-04')?.number).toBe(3);
	expect(comingMeeting(layMeetings(plan, lessons, [moved]), '2026-11-04')?.number).toBe(3);
	expect(comingMeeting(layMeetings(plan, lessons, []), '2026-12-01')).toBeUndefined();
});

test('the last lesson again is the closing meeting, unless the one before it was not held', () => {
	const closing = (changed: Parameters<typeof layMeetings>[2]) => {
		const meetings = layMeetings(plan, lessons, changed);
		return meetings.map((m) => isClosing(meetings, lessons, m));
	};
	expect(closing([])).toEqual([false, false, true]);
	const off = { number: 2, heldOn: '2026-11-10', course: 'c', lesson: 'a2', cancelled: true };
	expect(closing([off])).toEqual([false, false, false]);
	const again = { number: 2, heldOn: '2026-11-10', course: 'c', lesson: 'a1', cancelled: false };
	expect(closing([again])).toEqual([false, false, false]);
});
