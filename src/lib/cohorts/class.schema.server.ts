import * as v from 'valibot';
import { cleanLine } from '#lib/accounts/index.server.ts';
import { latinDigits } from '#lib/accounts/index.ts';
import { isUuid } from '../platform/ids.ts';
import { LEAVE_REASONS, MOST_WORDS, MOVE_REASONS, REFUSE_REASONS } from './change-reason.ts';
import { isDay, isTime, MOST_COURSES, MOST_PLACES, MOST_WEEKS, type Weekday } from './class-plan.ts';

const id = v.pipe(v.string(), v.check(isUuid));
const line = (most: number) => v.pipe(v.string(), v.transform(cleanLine), v.maxLength(most));
const name = v.pipe(line(80), v.minLength(1));
/** Digits as they are typed here: 0–9, ۰–۹ or ٠–٩. */
const whole = (least: number, most: number) =>
	v.pipe(
		v.string(),
		v.transform((text) => latinDigits(text.trim())),
		v.regex(/^\d{1,4}$/),
		v.transform(Number),
		v.minValue(least),
		v.maxValue(most)
	);
const emptyOr = <S extends v.GenericSchema<string, unknown>, E>(schema: S, empty: E) =>
	v.union([
		v.pipe(
			v.string(),
			v.transform((text) => text.trim()),
			v.literal(''),
			v.transform(() => empty)
		),
		schema
	]);
/** No class is planned before there were classes here, and none for grandchildren. */
const day = v.pipe(v.string(), v.check(isDay), v.regex(/^20[2-9]\d-/));

export const organisationForm = v.object({ id, name });
export const namedForm = v.object({ id, name });
export const awayForm = v.object({ id, away: v.picklist(['0', '1']) });

/** What a class's form holds, field by field; `course` may come several times. */
export const classFields = {
	name,
	programme: emptyOr(id, null),
	course: v.pipe(
		v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(80))),
		v.minLength(1),
		v.maxLength(MOST_COURSES)
	),
	startsOn: day,
	weeks: whole(1, MOST_WEEKS),
	weekday: v.pipe(
		whole(0, 6),
		v.transform((n) => n as Weekday)
	),
	time: emptyOr(v.pipe(v.string(), v.check(isTime)), ''),
	place: line(120),
	places: emptyOr(whole(1, MOST_PLACES), null)
};
export type ClassField = keyof typeof classFields;

export const staffForm = v.object({ staff: id, role: v.picklist(['trainer', 'co_trainer']) });
export const staffEndForm = v.object({ staff: id });

const words = v.optional(line(MOST_WORDS), '');
export const learnersForm = v.pipe(v.array(id), v.minLength(1), v.maxLength(MOST_PLACES));
export const learnerForm = v.object({ learner: id });
export const refuseForm = v.object({ learner: id, reason: v.picklist(REFUSE_REASONS), words });
export const leaveForm = v.object({ learner: id, reason: v.picklist(LEAVE_REASONS), words });
export const moveForm = v.object({ learner: id, to: id, reason: v.picklist(MOVE_REASONS), words });
