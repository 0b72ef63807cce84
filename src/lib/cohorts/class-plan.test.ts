import { expect, it } from 'vitest';
import { dayIn, isDay, isTime, meetingDays, nextMeeting, readClassPlan, weekdayOf } from './class-plan.ts';

const plan = (startsOn: string, weekday: 0 | 1 | 2 | 3 | 4 | 5 | 6, weeks: number) => ({
	...readClassPlan('{}', 'selling-online'),
	startsOn,
	weekday,
	weeks
});

it('a class without a plan opens with what every class has', () => {
	expect(readClassPlan('{}', 'selling-online')).toEqual({
		courses: ['selling-online'],
		startsOn: '',
		weeks: 10,
		weekday: 0,
		time: '',
		place: '',
		places: null
	});
	expect(meetingDays(readClassPlan('{}', 'selling-online'))).toEqual([]);
});

it('a plan comes back as it was written', () => {
	const written = {
		...plan('2026-11-26', 3, 8),
		courses: ['a', 'b'],
		time: '16:30',
		place: 'گھر',
		places: 24
	};
	expect(readClassPlan(JSON.stringify(written), 'x')).toEqual(written);
});

it('what cannot be read has its default', () => {
	for (const json of ['', 'null', '[]', '7', '{"weeks":', '{"courses":[],"weeks":0,"weekday":7,"places":-1}'])
		expect(readClassPlan(json, 'c')).toEqual(readClassPlan('{}', 'c'));
	expect(readClassPlan('{"startsOn":"2026-02-30","time":"25:00","courses":[3]}', 'c')).toEqual(
		readClassPlan('{}', 'c')
	);
});

it('the first meeting is on the first day where it is the meeting day, else the next such day', () => {
	// 26 November 2026 is a Thursday.
	expect(weekdayOf('2026-11-26')).toBe(3);
	expect(meetingDays(plan('2026-11-26', 3, 2))).toEqual(['2026-11-26', '2026-12-03']);
	expect(meetingDays(plan('2026-11-26', 4, 1))).toEqual(['2026-11-27']);
	expect(meetingDays(plan('2026-11-26', 2, 1))).toEqual(['2026-12-02']);
	expect(meetingDays(plan('2026-11-29', 0, 1))).toEqual(['2026-11-30']);
});

it('weeks go over leap days and ends of years', () => {
	expect(meetingDays(plan('2028-02-22', 1, 2))).toEqual(['2028-02-22', '2028-02-29']);
	expect(meetingDays(plan('2028-02-29', 1, 2))).toEqual(['2028-02-29', '2028-03-07']);
	expect(meetingDays(plan('2027-02-23', 1, 2))).toEqual(['2027-02-23', '2027-03-02']);
	expect(meetingDays(plan('2026-12-28', 3, 2))).toEqual(['2026-12-31', '2027-01-07']);
});

it("a day is the organisation's own", () => {
	const late = Date.UTC(2026, 11, 31, 20);
	expect(dayIn('Asia/Karachi', late)).toBe('2027-01-01');
	expect(dayIn('UTC', late)).toBe('2026-12-31');
});

it('the next meeting is today or later; after the last there is none', () => {
	const two = plan('2026-11-26', 3, 2);
	expect(nextMeeting(two, '2026-11-20')).toBe('2026-11-26');
	expect(nextMeeting(two, '2026-11-26')).toBe('2026-11-26');
	expect(nextMeeting(two, '2026-11-27')).toBe('2026-12-03');
	expect(nextMeeting(two, '2026-12-04')).toBeUndefined();
});

it('days and hours are those of a calendar and a clock', () => {
	expect(['2028-02-29', '2027-02-29', '2026-13-01', '26-1-1', ''].map(isDay)).toEqual([
		true,
		false,
		false,
		false,
		false
	]);
	expect(['00:00', '23:59', '24:00', '9:00'].map(isTime)).toEqual([true, true, false, false]);
});
