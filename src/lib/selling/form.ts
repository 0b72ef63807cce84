/** Reading what a person typed, at the door, for every form of selling. Faults are tags; pages say them in words. */
import { literal } from '../platform/country/pattern.ts';
import * as v from 'valibot';
import { CURRENCY } from '../platform/country/made/country.ts';
import { holdsPrivateNumber, latinDigits } from './private-text.ts';
import { isLatin } from './shop-name.ts';

export type FieldFault =
	| 'missing'
	| 'too-long'
	| 'too-short'
	| 'not-a-number'
	| 'too-much'
	| 'too-little'
	| 'private'
	| 'not-a-choice'
	| 'characters'
	/** Letters that are not the English ones, where those are asked for. */
	| 'latin'
	/** A number, where a name is asked for. */
	| 'name-only'
	/** A picture of a Raast QR, and cash chosen. */
	| 'way-picture';
export type Faults<F extends string = string> = Partial<Record<F, FieldFault>>;

/** Invisible marks that turn a line round or hide in a name; nobody types them on purpose. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
// eslint-disable-next-line no-control-regex -- U+0000 is what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const typed = v.pipe(
	v.optional(v.string(), ''),
	v.check((s) => !CONTROL.test(s), 'characters'),
	v.transform((s) => s.normalize('NFC').replace(INVISIBLE, '').replace(/\r\n?/g, '\n'))
);

/** One line; '' when left empty. */
export const line = (max: number) =>
	v.pipe(
		typed,
		v.transform((s) => s.replace(/\s+/g, ' ').trim()),
		v.maxLength(max, 'too-long')
	);

/** Several lines, empty ones at most one at a time. */
export const lines = (max: number) =>
	v.pipe(
		typed,
		v.transform((s) =>
			s
				.split('\n')
				.map((l) => l.replace(/[^\S\n]+/g, ' ').trim())
				.join('\n')
				.replace(/\n{3,}/g, '\n\n')
				.trim()
		),
		v.maxLength(max, 'too-long')
	);

type TextSchema = v.GenericSchema<string | undefined, string>;

/** A text that must not be empty. */
export const needed = (text: TextSchema) => v.pipe(text, v.nonEmpty('missing'));

/** M8: a text strangers read must not give a phone or identity number away. */
export const forStrangers = (text: TextSchema) =>
	v.pipe(
		text,
		v.check((s) => !holdsPrivateNumber(s), 'private')
	);

/** A text in English letters; another alphabet's look-alikes are none. */
export const inLatin = (text: TextSchema) => v.pipe(text, v.check(isLatin, 'latin'));

/** 1,00,000 and 100,000 are one number; 2,60 is none: it would silently be another price. */
const GROUPED = /^(?:\d+|[1-9]\d{0,2}(?:[\s,،٬]\d{3})+|[1-9]\d?(?:[\s,،٬]\d{2})*[\s,،٬]\d{3})$/;
const SEPARATORS = /[\s,،٬]/g;

const number = (text: TextSchema, min: number, max: number) =>
	v.pipe(
		text,
		v.transform((s) => latinDigits(s).trim()),
		v.nonEmpty('missing'),
		v.regex(GROUPED, 'not-a-number'),
		v.transform((s) => Number(s.replace(SEPARATORS, ''))),
		v.minValue(min, 'too-little'),
		v.maxValue(max, 'too-much')
	);

/** A whole number in any of the three digit scripts, with thousands or lakh marks or without. */
export const whole = (min: number, max: number) => number(typed, min, max);

const UNIT = `(?:${[...CURRENCY.typed, ...CURRENCY.words].map(literal).join('|')})`;
const UNIT_BEFORE = new RegExp(`^\\s*${UNIT}\\s*(?=\\S)`, 'i');
const UNIT_AFTER = new RegExp(`(\\S)\\s*(?:/[-=]?|${UNIT})\\s*$`, 'i');

/** Whole units of the currency, also as people write them: Rs. 500/-, 500 روپے. */
export const amount = (min: number, max: number) =>
	number(
		v.pipe(
			typed,
			v.transform((s) => s.replace(UNIT_BEFORE, '').replace(UNIT_AFTER, '$1'))
		),
		min,
		max
	);

export const choice = <const T extends readonly string[]>(options: T) =>
	v.pipe(typed, v.nonEmpty('missing'), v.picklist(options, 'not-a-choice'));

/** A checkbox: present or not. */
export const ticked = v.pipe(
	v.optional(v.string()),
	v.transform((s) => s !== undefined && s !== '')
);

export type ParsedForm<T> = { ok: true; value: T } | { ok: false; faults: Faults };

/** First fault of each field. */
export function parseForm<S extends v.GenericSchema>(
	schema: S,
	form: Record<string, string>
): ParsedForm<v.InferOutput<S>> {
	const read = v.safeParse(schema, form);
	if (read.success) return { ok: true, value: read.output };
	const faults: Faults = {};
	for (const issue of read.issues) {
		const field = String(issue.path?.[0]?.key ?? 'form');
		faults[field] ??= issue.message as FieldFault;
	}
	return { ok: false, faults };
}

/**
 * A request's form. What calls itself a form and is none counts as an empty one: the page then says what is missing.
 * A body over the limit stays the server's 413.
 */
export async function readForm(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch (error) {
		if (error instanceof TypeError) return new FormData();
		throw error;
	}
}

/** The text fields of a form, to be parsed and to be shown again; a field sent twice counts once, files not at all. */
export function textFields(data: FormData): Record<string, string> {
	const fields: Record<string, string> = {};
	for (const [name, value] of data) if (typeof value === 'string') fields[name] ??= value.slice(0, 5000);
	return fields;
}
