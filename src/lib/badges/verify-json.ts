import { ok, refuse, type Result } from '../platform/result.ts';
import { fault, type Fault } from './verify-verdict.ts';

export type Json = Record<string, unknown>;

/** A credential nests about seven deep and has about forty values (four tokens each); endorsed ones a few times that. */
const MOST = { depth: 20, objects: 300, tokens: 12_000 };

/** One token of a text that `JSON.parse` took: what separates, a string, a bracket, or a bare word. */
const TOKEN = /[\s,:]+|"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s,:{}[\]"]+/gy;

/**
 * B7. JSON as a signature can be checked over: every key once (`JSON.parse` keeps the last of two, others the first), no key
 * that is a prototype, no number that two programs read differently, nothing deeper or larger than a badge is.
 */
export function parseStrictly(text: string): Result<Json, Fault> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// A syntax error, or (RangeError) a nesting that no stack holds.
		return refuse(fault('not_badge', 'not_json'));
	}
	const found = scan(text);
	if (found) return refuse(found);
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return refuse(fault('not_badge', 'wrong_shape'));
	return ok(value as Json);
}

function scan(text: string): Fault | undefined {
	const tokens = (text.match(TOKEN) ?? []) as string[];
	if (tokens.length > MOST.tokens) return fault('not_badge', 'too_complex');
	/** The keys of each open object; null for a list. */
	const open: (Set<string> | null)[] = [];
	let objects = 0;
	for (const [i, token] of tokens.entries()) {
		if (token === '{' || token === '[') {
			open.push(token === '{' ? new Set() : null);
			if (token === '{') objects++;
			if (open.length > MOST.depth || objects > MOST.objects) return fault('not_badge', 'too_complex');
		} else if (token === '}' || token === ']') open.pop();
		else if (token.startsWith('"')) {
			const said = JSON.parse(token) as string;
			if (hasOddCharacters(said)) return fault('not_badge', 'characters');
			const keys = open[open.length - 1];
			if (!keys || !tokens[i + 1]?.includes(':') || tokens[i + 1]!.startsWith('"')) continue;
			if (PROTOTYPE.has(said)) return fault('not_badge', 'forbidden_key', said);
			if (keys.has(said)) return fault('not_badge', 'duplicate_key', said);
			keys.add(said);
		} else if (/^[-\d]/.test(token) && !isPlainNumber(Number(token)))
			return fault('not_badge', 'number', token);
	}
	return undefined;
}

const PROTOTYPE = new Set(['__proto__', 'constructor', 'prototype']);

/** Half a character, or U+0000: no database and no canonical form agrees about them. */
// eslint-disable-next-line no-control-regex -- that is the one it looks for
const hasOddCharacters = (text: string): boolean => /[\u0000\p{Surrogate}]/u.test(text);

const isPlainNumber = (n: number): boolean => Number.isFinite(n) && Math.abs(n) <= Number.MAX_SAFE_INTEGER;
