import { inBoth } from '#lib/platform/country/lang.ts';
import * as v from 'valibot';

const words = (max: number) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.nonEmpty('must not be empty'),
		v.maxLength(max, `at most ${max} characters`)
	);
const text = (max = 400) => v.object(inBoth(() => words(max)));
/** YAML reads a bare `true` or `4` as something else than a name. */
const name = v.pipe(
	v.union([v.string(), v.boolean(), v.number()]),
	v.transform(String),
	v.regex(/^[a-z][a-z0-9_-]{0,40}$/, 'small letters, digits and hyphens')
);
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
const hours = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60));

const lessonId = v.pipe(v.string(), v.regex(/^[a-z]{1,3}\d{1,2}$/, 'such as a1'));
const lessonIds = v.pipe(v.array(lessonId), v.minLength(1), v.maxLength(40));
const checkRule = {
	draw: count(60),
	pass: count(60),
	tries: count(10),
	wait_hours: v.pipe(v.array(hours), v.minLength(1)),
	then_wait_hours: hours
};
const badge = v.strictObject({ id: name, name: text(120), description: text(), criteria: text() });

/** badges.yaml: what is earned by holding the badges of several courses. */
export const setsSchema = v.array(
	v.strictObject({ of: v.pipe(v.array(name), v.minLength(2), v.maxLength(12)), badge })
);

/** course.yaml */
export const courseSchema = v.strictObject({
	id: name,
	code: v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9]{0,3}$/, 'a capital letter, such as A')),
	status: v.picklist(['live', 'review', 'draft']),
	title: text(120),
	summary: text(),
	outcome: text(600),
	warning: v.optional(text()),
	lessons: v.pipe(
		v.array(
			v.strictObject({
				id: lessonId,
				file: v.pipe(v.string(), v.regex(/^\d{2}-[a-z0-9-]{1,60}$/, 'such as 01-where-to-sell'))
			})
		),
		v.minLength(1),
		v.maxLength(40),
		v.check((all) => new Set(all.map((l) => l.id)).size === all.length, 'an id is used twice'),
		v.check((all) => new Set(all.map((l) => l.file)).size === all.length, 'a file is used twice')
	),
	check: v.strictObject({
		...checkRule,
		must: v.optional(v.strictObject({ lessons: lessonIds, at_least: count(60) }))
	}),
	part_check: v.optional(
		v.strictObject({
			lessons: lessonIds,
			...checkRule,
			summary: text(),
			badge
		})
	),
	badge,
	practical: v.strictObject({
		lesson: v.string(),
		pass: count(20),
		rubric: v.pipe(v.array(v.strictObject({ id: name, text: text(200) })), v.minLength(1), v.maxLength(20))
	}),
	fraud: v.optional(v.pipe(v.array(name), v.maxLength(40)))
});
export type CourseYaml = v.InferOutput<typeof courseSchema>;

const fact = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const initials = v.optional(v.nullable(v.string()), null);

/** Front matter of a lesson. */
export const lessonSchema = v.strictObject({
	id: v.string(),
	title: words(120),
	summary: words(200),
	minutes: count(30),
	facts: v.optional(v.array(fact), []),
	keeps: v.optional(v.picklist(['profile', 'photo', 'listing', 'price', 'policy'])),
	reviewed_by: v.optional(v.strictObject({ facts: initials, urdu: v.optional(initials) })),
	urdu_doubts: v.optional(
		v.nullable(v.array(v.object({ at: v.string(), text: v.string(), ask: v.string() })))
	),
	allow: v.optional(v.nullable(v.array(v.strictObject({ rule: v.string(), reason: words(300) }))))
});

const rupees = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const sum = v.strictObject({
	goods: rupees,
	hours: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
	hour_rate: rupees,
	packing: rupees,
	courier: rupees,
	tax_percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
	returns_of_ten: whole(9),
	return_cost: rupees,
	price: rupees
});

/** The fenced yaml of `kind=price`. */
export const priceSchema = v.strictObject({
	goal: rupees,
	start: sum,
	cases: v.pipe(v.array(sum), v.maxLength(8))
});

const TILES = ['what', 'made_of', 'size', 'colour', 'time', 'price', 'delivery', 'return'];

/** The fenced yaml of `kind=listing`: eight tiles, each once. */
export const listingSchema = v.strictObject({
	tiles: v.pipe(
		v.array(
			v.strictObject({
				id: v.picklist(TILES),
				label: words(40),
				hint: words(120),
				choices: v.pipe(
					v.array(v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.maxLength(80))),
					v.minLength(1),
					v.maxLength(8)
				)
			})
		),
		v.check(
			(tiles) => tiles.length === TILES.length && new Set(tiles.map((t) => t.id)).size === TILES.length,
			`eight tiles, each once: ${TILES.join(', ')}`
		)
	)
});
