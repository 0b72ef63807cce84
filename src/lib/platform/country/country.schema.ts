/** C8. What a country pack says (docs/country-packs.md): country.yaml and places.yaml. */
import * as v from 'valibot';

const line = v.pipe(v.string('must be a text'), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(80));
const digits = (most: number) =>
	v.pipe(
		v.string('digits in quotes'),
		v.regex(new RegExp(`^\\d{1,${most}}$`), `1 to ${most} digits, in quotes`)
	);
const count = (least: number, most: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const few = <T extends v.GenericSchema>(one: T, least = 0, most = 12) =>
	v.pipe(v.array(one), v.minLength(least, `at least ${least}`), v.maxLength(most, `at most ${most}`));

const isZone = (zone: string): boolean => {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
	} catch {
		return false;
	}
};

/** Code of the language beside English. It is read first: every name is asked for in it and in English. */
export const languageSchema = v.object({
	language: v.object({
		code: v.pipe(
			v.string(),
			v.regex(/^[a-z]{2}$/, 'two small letters (ISO 639-1)'),
			v.check((code) => code !== 'en', 'a language beside English')
		)
	})
});

/** A text in both languages, typed as the pack in the repository has them. */
export type InBoth = { ur: string; en: string };

/** @param code of the language beside English */
const nameIn = (code: string) =>
	v.strictObject({ [code]: line, en: line }) as unknown as v.GenericSchema<unknown, InBoth>;

export const countrySchema = (code: string) =>
	v.strictObject({
		code: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two capitals (ISO 3166-1)')),
		name: nameIn(code),
		zone: v.pipe(v.string(), v.check(isZone, 'a time zone such as Asia/Karachi')),
		language: v.strictObject({
			code: v.literal(code),
			name: line,
			direction: v.picklist(['rtl', 'ltr'], 'rtl or ltr'),
			comma: v.optional(line, ','),
			stop: v.optional(line, '.'),
			semicolon: v.optional(line, ';'),
			months: v.optional(few(line, 12)),
			weekdays: v.optional(few(line, 7, 7)),
			clock: v.optional(
				v.strictObject({
					form: v.pipe(line, v.includes('{time}', 'must hold {time}')),
					parts: v.pipe(
						v.record(v.pipe(v.string(), v.regex(/^(?:1?\d|2[0-3])$/, 'an hour, 0 to 23')), line),
						v.check((parts) => '0' in parts, 'must begin at hour 0')
					)
				})
			),
			large: v.optional(v.strictObject({ lakh: line, thousand: line }))
		}),
		currency: v.strictObject({
			code: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'three capitals (ISO 4217)')),
			sign: line,
			words: few(line, 1),
			typed: v.optional(few(line), [])
		}),
		phone: v.strictObject({
			country: digits(3),
			trunk: v.union([v.literal(''), digits(2)], 'up to two digits, in quotes'),
			mobile: v.pipe(
				v.strictObject({
					starts: few(digits(4), 1, 30),
					digits: count(4, 14),
					groups: few(count(1, 14), 1, 6)
				}),
				v.check(
					({ digits, groups }) => groups.reduce((all, n) => all + n, 0) === digits,
					'groups must add up to digits'
				)
			),
			shown: line
		}),
		identity: v.optional(few(count(1, 20)), []),
		shop: v.strictObject({
			version: v.pipe(line, v.regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens')),
			tiers: few(
				v.strictObject({ tier: v.picklist(['ready', 'starter'], 'ready or starter'), badges: few(line, 1) }),
				1
			)
		}),
		helplines: few(
			v.strictObject({
				value: v.pipe(v.string(), v.regex(/^\w{1,60}$/, 'a key of values.yaml')),
				name: nameIn(code)
			})
		)
	});

export type Country = v.InferOutput<ReturnType<typeof countrySchema>>;

const placeId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,60}$/, 'small letters, digits and hyphens'));

export const placesSchema = (code: string) =>
	v.strictObject({
		regions: v.record(
			placeId,
			v.strictObject({
				name: nameIn(code),
				districts: v.pipe(
					v.array(v.strictObject({ id: v.optional(placeId), [code]: line, en: line })),
					v.minLength(1, 'at least one district')
				) as unknown as v.GenericSchema<unknown, (InBoth & { id?: string })[]>
			})
		),
		cities: v.array(nameIn(code))
	});

export type Places = v.InferOutput<ReturnType<typeof placesSchema>>;
