/** Bodies of JSON: as a schema asks for, and then wrong in one place or in every place. */
import type * as v from 'valibot';
import type { Dice } from '../support/hostile.ts';

/** What no schema asks for; each is JSON, or nearly. */
const ODD: readonly unknown[] = [
	null,
	'',
	0,
	-1,
	1.5,
	1e308,
	Number.MAX_SAFE_INTEGER + 2,
	true,
	[],
	{},
	'\u0000',
	'\ud800',
	'__proto__',
	'constructor',
	'x'.repeat(9000),
	'=1+1',
	'قدم',
	"' or 1=1 --",
	'<script>alert(1)</script>',
	'../../etc/passwd',
	Array.from({ length: 300 }, () => 0),
	{ toString: 1, constructor: { prototype: 2 } },
	'9999-99-99T99:99:99Z'
];

export const odd = (d: Dice): unknown => d.pick(ODD);

/** The same as a text. */
export const oddText = (d: Dice): string => {
	const value = odd(d);
	return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Texts that checks and patterns of ours ask for; which one fits, chance says. */
const TEXTS = [
	'01900000-0000-7000-8000-000000000001',
	'device-fuzz',
	'lesson.finished',
	'selling-online',
	'0'.repeat(64),
	'2026-Q3',
	'a'.repeat(43),
	'1234',
	'en'
];

type Schema = v.GenericSchema & {
	type: string;
	entries?: Record<string, Schema>;
	item?: Schema;
	wrapped?: Schema;
	options?: readonly unknown[];
	literal?: unknown;
	pipe?: readonly Schema[];
	value?: Schema;
};

/** A value that this Valibot schema takes, or nearly. */
export function fromValibot(schema: v.GenericSchema, d: Dice): unknown {
	const s = schema as Schema;
	switch (s.type) {
		case 'object':
		case 'strict_object':
		case 'loose_object':
			return Object.fromEntries(
				Object.entries(s.entries!).flatMap(([name, of]) => {
					const value = fromValibot(of, d);
					return value === undefined ? [] : [[name, value]];
				})
			);
		case 'array':
			return Array.from({ length: Math.floor(d.random() * 4) }, () => fromValibot(s.item!, d));
		case 'optional':
		case 'nullish':
			return d.chance(0.5) ? undefined : fromValibot(s.wrapped!, d);
		case 'nullable':
			return d.chance(0.3) ? null : fromValibot(s.wrapped!, d);
		case 'union':
		case 'variant':
			return fromValibot(d.pick(s.options as readonly Schema[]), d);
		case 'picklist':
			return d.pick(s.options!);
		case 'literal':
			return s.literal;
		case 'record':
			return { a: fromValibot(s.value!, d) };
		case 'number':
			return d.pick([0, 1, 2, 100, 1_795_000_000_000]);
		case 'boolean':
			return d.chance(0.5);
		case 'string':
			return d.pick(TEXTS);
		default:
			return odd(d);
	}
}

/** The part of JSON Schema that our OpenAPI uses. */
export interface ApiSchema {
	type?: string | readonly string[];
	properties?: Record<string, ApiSchema>;
	items?: ApiSchema;
	oneOf?: readonly ApiSchema[];
	anyOf?: readonly ApiSchema[];
	enum?: readonly unknown[];
	const?: unknown;
	pattern?: string;
	format?: string;
	$ref?: string;
}

export function fromApi(schema: ApiSchema, all: Record<string, ApiSchema>, d: Dice): unknown {
	if (schema.$ref) return fromApi(all[schema.$ref.split('/').at(-1)!] ?? {}, all, d);
	const one = schema.oneOf ?? schema.anyOf;
	if (one) return fromApi(d.pick(one), all, d);
	if (schema.const !== undefined) return schema.const;
	if (schema.enum) return d.pick(schema.enum);
	const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
	if (type === 'object' || schema.properties)
		return Object.fromEntries(
			Object.entries(schema.properties ?? {}).map(([name, of]) => [name, fromApi(of, all, d)])
		);
	if (type === 'array') return [fromApi(schema.items ?? {}, all, d)];
	if (type === 'integer' || type === 'number') return d.pick([0, 1, 20]);
	if (type === 'boolean') return d.chance(0.5);
	return d.pick(TEXTS);
}

/** The same, with one member otherwise: gone, of another kind, or one too many. */
export function bend(value: unknown, d: Dice): unknown {
	if (Array.isArray(value)) {
		if (!value.length || d.chance(0.3)) return d.pick([odd(d), [odd(d)], [...value, odd(d)]]);
		const at = Math.floor(d.random() * value.length);
		return value.map((part: unknown, i) => (i === at ? bend(part, d) : part));
	}
	if (typeof value !== 'object' || value === null) return odd(d);
	const names = Object.keys(value);
	if (!names.length || d.chance(0.15)) return d.pick([odd(d), { ...value, [oddText(d)]: odd(d) }]);
	const name = d.pick(names);
	if (d.chance(0.2)) return Object.fromEntries(Object.entries(value).filter(([n]) => n !== name));
	return { ...value, [name]: bend((value as Record<string, unknown>)[name], d) };
}

/** As it goes over the wire: now and then not JSON any more. */
export function asBody(value: unknown, d: Dice): Buffer {
	const text = JSON.stringify(value) ?? '';
	const how = d.random();
	if (how < 0.8) return Buffer.from(text);
	if (how < 0.85) return Buffer.from(text.slice(0, Math.floor(text.length * d.random())));
	if (how < 0.9) return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
	if (how < 0.95) return Buffer.from(`${'['.repeat(4000)}${text}`);
	return Buffer.from(Array.from({ length: 200 }, () => Math.floor(d.random() * 256)));
}
