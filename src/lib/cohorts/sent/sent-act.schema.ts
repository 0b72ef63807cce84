import * as v from 'valibot';
import { isUuid } from '../../platform/ids.ts';
import type { SentAct } from '../../progress/index.ts';

/** Characters of what she is told with a mark, and of a note. */
const COMMENT_MOST = 400;
const TEXT_MOST = 1000;

const id = v.pipe(v.string(), v.check(isUuid, 'is no id'));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const name = v.pipe(
	v.string(),
	v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/),
	v.check((text) => !(text in Object.prototype), 'is the name of something else')
);
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

const about = { id, at: whole, organisation: id, cohort: id, learner: id };

/** One act as the phone made it: `id` is made there, `at` is by its clock. */
export const sentAct = v.variant('kind', [
	v.object({
		...about,
		kind: v.literal('attendance'),
		meeting: id,
		state: v.picklist(['here', 'away', 'excused'])
	}),
	v.object({
		...about,
		kind: v.literal('mark'),
		course: name,
		version: name,
		met: v.pipe(v.array(name), v.maxLength(12)),
		comment: text(COMMENT_MOST)
	}),
	v.object({ ...about, kind: v.literal('note'), text: text(TEXT_MOST) })
]) satisfies v.GenericSchema<unknown, SentAct>;

/** Acts are judged one by one: a bad one does not stop the others. */
export const sentBatch = v.object({
	/** Whose acts these are: another's session takes none of them. */
	staff: id,
	/** The phone's clock at sending (S7). */
	sentAt: whole,
	acts: v.array(v.unknown())
});
