import { isDay, meetingDays, type ClassPlan } from './class-plan.ts';

/** A lesson of the catalogue, as a meeting names it. */
export interface TaughtLesson {
	course: string;
	lesson: string;
}

/** What staff changed about one week; a week without a row is as the plan says. */
export interface ChangedMeeting extends TaughtLesson {
	number: number;
	heldOn: string;
	cancelled: boolean;
}

/** One weekly meeting of a class. */
export interface MeetingDay extends TaughtLesson {
	/** 1 … n, the week of the class. */
	number: number;
	/** YYYY-MM-DD, in the organisation's zone. */
	heldOn: string;
	/** The day of the plan, where it is held on another. */
	movedFrom?: string;
	cancelled: boolean;
}

/**
 * The meetings of a class: one for each week of its plan, with lesson n in week n, the last lesson again in the weeks after
 * it; where somebody changed a week, as she changed it.
 * @param lessons of the class's courses, in the order in which they are taught
 */
export function layMeetings(
	plan: Pick<ClassPlan, 'startsOn' | 'weeks' | 'weekday'>,
	lessons: readonly TaughtLesson[],
	changed: readonly ChangedMeeting[]
): MeetingDay[] {
	const rows = new Map(changed.map((row) => [row.number, row]));
	const planned = meetingDays(plan);
	return planned.map((day, week): MeetingDay => {
		const number = week + 1;
		const taught = lessons[Math.min(week, lessons.length - 1)] ?? { course: '', lesson: '' };
		const row = rows.get(number);
		if (!row) return { number, heldOn: day, ...taught, cancelled: false };
		// A lesson that the course no longer has gives way to the week's own.
		const known = lessons.some((l) => l.course === row.course && l.lesson === row.lesson);
		const { course, lesson } = known ? row : taught;
		const heldOn = isDay(row.heldOn) ? row.heldOn : day;
		return {
			number,
			heldOn,
			...(heldOn !== day && { movedFrom: day }),
			course,
			lesson,
			cancelled: row.cancelled
		};
	});
}

/**
 * Whether a meeting comes after everything was taught: the class's last lesson again, which a meeting that was held, or will
 * be, had before. What is left undone is its matter then.
 */
export function isClosing(
	meetings: readonly MeetingDay[],
	lessons: readonly TaughtLesson[],
	{ number, course, lesson }: MeetingDay
): boolean {
	const last = lessons.at(-1);
	return (
		last?.course === course &&
		last.lesson === lesson &&
		meetings.some((m) => !m.cancelled && m.number < number && m.course === course && m.lesson === lesson)
	);
}

/** The meeting that is next: the first on or after today that is not cancelled. @param today YYYY-MM-DD */
export const comingMeeting = <M extends MeetingDay>(meetings: readonly M[], today: string): M | undefined =>
	meetings
		.filter((m) => !m.cancelled && m.heldOn >= today)
		.sort((a, b) => (a.heldOn < b.heldOn ? -1 : a.heldOn > b.heldOn ? 1 : a.number - b.number))[0];
