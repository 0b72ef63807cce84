import * as v from 'valibot';
import { ASKS, END } from '../play-data.ts';

const text = (max = 300) =>
	v.pipe(
		v.union([v.string(), v.number()]),
		v.transform(String),
		v.trim(),
		v.nonEmpty('must not be empty'),
		v.maxLength(max, `at most ${max} characters`)
	);
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,30}$/, 'small letters, digits and _'));
const sceneId = v.pipe(v.string(), v.regex(/^[a-z]{1,3}\d{1,2}-p\d{1,2}$/, 'such as b5-p1'));
const way = v.optional(v.union([v.literal(END), sceneId], 'a scene, or end'));
const whole = v.pipe(v.number(), v.integer(), v.minValue(-10_000_000), v.maxValue(10_000_000));
const effects = v.optional(v.record(id, whole));
const picture = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'small letters, digits and hyphens'));
const list = <S extends v.GenericSchema>(of: S, least: number, most: number) =>
	v.pipe(v.array(of), v.minLength(least, `at least ${least}`), v.maxLength(most, `at most ${most}`));
const rows = list(v.strictTuple([text(60), text(120)]), 1, 8);
const note = v.optional(text());

const line = v.pipe(
	v.strictObject({ in: v.optional(text()), out: v.optional(text()) }),
	v.check((l) => (l.in === undefined) !== (l.out === undefined), 'a line has in: or out:')
);

const parts = {
	chat: v.strictObject({ chat: text(60), lines: list(line, 1, 8), note }),
	call: v.strictObject({ call: text(60), lines: list(text(), 1, 6), note }),
	talk: v.strictObject({ talk: text(60), lines: list(text(), 1, 6), note }),
	phone: v.strictObject({
		phone: text(60),
		rows,
		tone: v.optional(v.picklist(['plain', 'good', 'wait'])),
		note
	}),
	paper: v.strictObject({ paper: text(60), rows, note }),
	days: v.strictObject({
		days: text(60),
		rows: list(
			v.union(
				[v.strictTuple([text(40), text(80)]), v.strictTuple([text(40), text(80), whole])],
				'day, what and amount'
			),
			1,
			16
		),
		at: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))),
		note
	}),
	picture: v.strictObject({ picture, text: text(), note })
};
const PARTS = Object.keys(parts) as (keyof typeof parts)[];
/** By the part's first key, so that a fault is told of the part that was meant. */
const part = v.lazy((input) => {
	const kind = PARTS.find((name) => typeof input === 'object' && input !== null && name in input);
	return kind ? parts[kind] : (v.never(`a part is one of: ${PARTS.join(', ')}`) as never);
});

const option = v.strictObject({
	say: text(),
	right: v.optional(v.boolean()),
	why: text(),
	then: v.optional(text()),
	meters: effects,
	to: way,
	picture: v.optional(picture),
	text: v.optional(text())
});

const field = v.pipe(
	v.strictObject({
		id,
		label: text(60),
		hint: v.optional(text(120)),
		choices: v.optional(list(text(80), 2, 6)),
		own: v.optional(v.boolean()),
		number: v.optional(v.boolean()),
		right: v.optional(list(text(80), 1, 6)),
		accept: v.optional(list(text(80), 1, 24)),
		other: v.optional(text()),
		keep: v.optional(v.boolean())
	}),
	v.check((f) => !f.right || f.right.every((r) => f.choices?.includes(r)), 'right: names its choices'),
	v.check((f) => !(f.right || f.accept) || Boolean(f.other), 'what is judged has other:, the reason'),
	v.check((f) => !f.accept || f.own === true || !f.choices, 'accept: is for what is typed')
);

const scene = v.pipe(
	v.strictObject({
		id: sceneId,
		show: v.optional(list(part, 1, 3)),
		say: text(),
		to: way,
		meters: effects,
		options: v.optional(
			v.pipe(
				list(option, 2, 4),
				v.check((all) => all.some((o) => o.right), 'one option is right')
			)
		),
		bin: v.optional(
			v.pipe(
				v.union([id, list(id, 1, 5)], 'a bin, or a list of bins'),
				v.transform((b) => [b].flat())
			)
		),
		why: v.optional(v.record(id, text())),
		amount: v.optional(whole),
		order: v.optional(list(text(120), 3, 6)),
		also: v.optional(list(v.pipe(text(6), v.regex(/^[1-6]{3,6}$/, 'digits such as 2134')), 1, 4)),
		right: v.optional(text()),
		other: v.optional(text()),
		marks: v.optional(
			v.pipe(
				list(
					v.strictObject({
						say: text(120),
						need: v.boolean(),
						why: text(),
						at: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3} \d{1,3}$/, 'such as 70 30')))
					}),
					3,
					8
				),
				v.check((all) => all.some((m) => m.need), 'one mark is needed')
			)
		),
		number: v.optional(whole),
		unit: v.optional(v.picklist(['rupees', 'pieces', 'days', 'none'])),
		fields: v.optional(list(field, 1, 8)),
		paper: v.optional(text(60)),
		reads: v.optional(list(text(), 1, 5)),
		local: v.optional(v.boolean())
	}),
	v.check((s) => ASKS.filter((ask) => s[ask] !== undefined).length <= 1, `one of: ${ASKS.join(', ')}`),
	v.check((s) => !s.fields || Boolean(s.paper), 'fields are read back on a paper: title'),
	v.check(
		(s) => !(s.order || s.number !== undefined) || Boolean(s.right && s.other),
		'order and number have right: and other:, the reasons'
	),
	v.check((s) => !s.marks || Boolean(s.right), 'marks have right:, the reason')
);

/** The fenced yaml of `kind=play`. Ways, bins and pictures are looked at by check-play.ts, which sees both languages. */
export const playSchema = v.strictObject({
	meters: v.optional(
		list(
			v.pipe(
				v.strictObject({
					id,
					label: text(40),
					as: v.picklist(['stars', 'money', 'minutes', 'count']),
					start: whole,
					max: v.optional(v.pipe(whole, v.minValue(1)))
				}),
				v.check((m) => m.as !== 'stars' || (m.max ?? 0) <= 5, 'at most five stars'),
				v.check((m) => m.as !== 'stars' || m.max !== undefined, 'stars have a max')
			),
			1,
			3
		)
	),
	bins: v.optional(list(v.strictObject({ id, label: text(40), sum: v.optional(v.boolean()) }), 2, 5)),
	scenes: list(scene, 3, 24),
	end: v.strictObject({ clean: text(), missed: text() })
});
