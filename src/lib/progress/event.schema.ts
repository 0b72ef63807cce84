import { LANGS } from '#lib/platform/country/lang.ts';
import * as v from 'valibot';
import { isUuid } from '../platform/ids.ts';
import { BUSINESS, FOLLOW_UP_MONTHS } from './business.ts';
import type { EventKind } from './event.ts';

/** Longest text of one field in an event's body. */
const TEXT = 400;

const name = v.pipe(
	v.string(),
	v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/),
	// Names are keys of the fold's objects, where `constructor` and its kin are never absent.
	v.check((s) => !(s in Object.prototype), 'is the name of something else')
);
// U+0000 cannot be stored by PostgreSQL and says nothing: refused at the door.
const text = v.pipe(
	v.string(),
	v.maxLength(TEXT),
	v.check((s) => !s.includes('\u0000'), 'holds U+0000')
);
const choice = v.pipe(v.string(), v.regex(/^([a-h]{1,8}|-?\d{1,9})$/));
const lang = v.picklist(LANGS);
const inLesson = { course: name, version: name, lang, lesson: name };
const rupees = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const part = v.nullish(text, '');

export const listingDraft = v.object({
	what: part,
	made_of: part,
	size: part,
	colour: part,
	time: part,
	price: part,
	delivery: part,
	returns: part
});

export const priceDraft = v.object({
	goods: rupees,
	hours: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
	hour_rate: rupees,
	packing: rupees,
	courier: rupees,
	tax_percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
	returns_of_ten: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
	return_cost: rupees,
	price: rupees
});

const freePart = v.pipe(
	v.record(name, v.union([text, v.number(), v.boolean()])),
	v.check((o) => Object.keys(o).length <= 24, 'too many fields')
);

const uuid = v.pipe(v.string(), v.check(isUuid, 'is no id'));

const answers = v.pipe(
	v.record(name, choice),
	v.check((o) => Object.keys(o).length <= 60, 'too many answers')
);

const followUp = v.object({
	month: v.picklist(FOLLOW_UP_MONTHS),
	answers: v.object({
		sells_now: v.optional(v.picklist(BUSINESS.sells_now)),
		orders: v.optional(v.picklist(BUSINESS.orders)),
		own_account: v.optional(v.picklist(BUSINESS.own_account)),
		earnings: v.optional(v.picklist(BUSINESS.earnings))
	})
});

/** The newest body version this server counts, by kind. A newer one is kept and counted after the upgrade (S3). */
export const bodies = {
	'lesson.card': [v.object({ ...inLesson, card: name })],
	'question.answered': [v.object({ ...inLesson, item: name, choice, right: v.boolean() })],
	'practice.done': [
		v.object({ ...inLesson, practice: name, missed: v.pipe(v.array(name), v.maxLength(40)) })
	],
	'lesson.finished': [v.object(inLesson)],
	'draft.saved': [
		v.variant('part', [
			v.object({ part: v.literal('listing'), value: listingDraft }),
			v.object({ part: v.literal('price'), value: priceDraft }),
			v.object({ part: v.literal('profile'), value: freePart }),
			v.object({ part: v.literal('photo'), value: freePart }),
			v.object({ part: v.literal('policy'), value: freePart })
		])
	],
	'check.submitted': [
		v.object({
			course: name,
			version: name,
			number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
			answers
		})
	],
	'prepost.answered': [
		v.object({ course: name, version: name, phase: v.picklist(['before', 'after']), answers })
	],
	'help.asked': [
		v.object({ course: v.union([name, v.literal('')]), lesson: v.union([name, v.literal('')]) })
	],
	'practical.marked': [
		v.object({
			course: name,
			version: v.optional(name),
			marks: v.pipe(
				v.record(name, v.boolean()),
				v.check((o) => Object.keys(o).length <= 12, 'too many lines')
			),
			comment: text
		})
	],
	'try.granted': [v.object({ course: name })],
	'late.decided': [v.object({ of: uuid, accepted: v.boolean() })],
	'attendance.marked': [
		v.object({
			organisation: uuid,
			cohort: uuid,
			meeting: uuid,
			state: v.picklist(['here', 'away', 'excused', 'none'])
		})
	],
	'followup.answered': [followUp],
	'followup.noted': [followUp]
} satisfies Record<EventKind, readonly v.GenericSchema[]>;

export type BodyVerdict =
	| { verdict: 'valid'; body: unknown }
	/** Made by a newer app: kept as it is. */
	| { verdict: 'newer' }
	| { verdict: 'invalid'; reason: string };

/** Judges a body by its kind and version (S3). */
export function judgeBody(kind: string, version: number, body: unknown): BodyVerdict {
	const schemas = (bodies as Record<string, readonly v.GenericSchema[]>)[kind];
	const schema = Object.hasOwn(bodies, kind) ? schemas?.[version - 1] : undefined;
	if (!schema) return { verdict: 'newer' };
	const read = v.safeParse(schema, body);
	if (read.success) return { verdict: 'valid', body: read.output };
	const issue = read.issues[0];
	return { verdict: 'invalid', reason: `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`.slice(0, 200) };
}
