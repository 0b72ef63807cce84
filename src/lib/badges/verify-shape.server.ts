import * as v from 'valibot';
import { ok, refuse, type Result } from '../platform/result.ts';
import { isKnownContext, VC_CONTEXT } from './contexts.server.ts';
import type { Json } from './verify-json.ts';
import { fault, type Fault } from './verify-verdict.ts';

/** Of JSON-LD's own words, those that a badge needs: the rest can move a statement to where no reader of JSON looks. */
const LD_WORDS = new Set(['@id', '@type', '@value', '@language', '@direction']);

/** A list of one may stand without its brackets, in JSON-LD. */
const oneOrMore = <T extends v.GenericSchema>(schema: T) =>
	v.pipe(
		v.union([v.array(v.unknown()), v.unknown()]),
		v.transform((value) => [value].flat(1) as unknown[]),
		v.array(schema)
	);
/** A text, or a text with its language (`{"@value": …}`, a list of those): the first that is text. */
const words = v.pipe(
	v.unknown(),
	v.transform((value) => {
		const [first] = [value].flat(1) as unknown[];
		return typeof first === 'object' && first !== null ? (first as Json)['@value'] : first;
	}),
	v.string()
);
const moment = v.pipe(
	v.string(),
	// XML Schema dateTimeStamp: with its zone, or it is another time elsewhere.
	v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/),
	v.transform((text) => Date.parse(text)),
	v.finite()
);

const credentialShape = v.looseObject({
	id: v.string(),
	type: oneOrMore(v.string()),
	issuer: v.union([
		v.pipe(
			v.string(),
			v.transform((id) => ({ id, name: undefined }))
		),
		v.looseObject({ id: v.string(), name: v.optional(words) })
	]),
	validFrom: moment,
	validUntil: v.optional(moment),
	credentialSubject: v.pipe(
		oneOrMore(
			v.looseObject({
				id: v.optional(v.string()),
				achievement: v.looseObject({
					id: v.string(),
					name: words,
					description: v.optional(words),
					criteria: v.optional(v.looseObject({ narrative: v.optional(words) }))
				})
			})
		),
		v.length(1)
	),
	credentialStatus: v.optional(
		oneOrMore(
			v.looseObject({
				type: v.literal('BitstringStatusListEntry'),
				statusPurpose: v.string(),
				statusListIndex: v.pipe(v.string(), v.regex(/^\d{1,9}$/)),
				statusListCredential: v.string()
			})
		)
	)
});
export type BadgeShape = v.InferOutput<typeof credentialShape>;

/**
 * B7. Whether this is an Open Badges 3.0 credential whose JSON says what its graph says. Keys are plain words of known
 * contexts: a full address as a key is the same statement for the signature and none for a reader.
 */
export function readShape(credential: Json): Result<BadgeShape, Fault> {
	const contexts = credential['@context'];
	if (!Array.isArray(contexts) || contexts[0] !== VC_CONTEXT)
		return refuse(fault('not_badge', 'not_open_badge'));
	const unknown: unknown = contexts.find((context) => !isKnownContext(context));
	if (unknown !== undefined)
		return refuse(fault('not_badge', 'unknown_context', typeof unknown === 'string' ? unknown : '{}'));
	const { '@context': _, ...rest } = credential;
	const odd = oddWord(rest);
	if (odd !== undefined) return refuse(fault('not_badge', 'wrong_shape', odd));
	const read = v.safeParse(credentialShape, credential);
	const types = [credential.type].flat(1);
	if (!types.includes('OpenBadgeCredential') && !types.includes('AchievementCredential'))
		return refuse(fault('not_badge', 'not_open_badge'));
	if (!read.success)
		return refuse(fault('not_badge', 'wrong_shape', v.getDotPath(read.issues[0]) ?? undefined));
	return ok(read.output);
}

/** The first key, or name of a nameless node, that hides something from who reads the JSON. Depth is bounded before. */
function oddWord(value: unknown): string | undefined {
	// `_:x` joins nodes that stand apart in the text: circles, and what canonicalisation is slow at.
	if (typeof value === 'string') return value.startsWith('_:') ? value : undefined;
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		if (!Array.isArray(value) && !LD_WORDS.has(key) && /[:@]/.test(key)) return key;
		const odd = oddWord(inner);
		if (odd !== undefined) return odd;
	}
	return undefined;
}
