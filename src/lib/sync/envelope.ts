import * as v from 'valibot';
import type { ServerNews } from '../progress/index.ts';

/** S2: at most so much in one batch; a larger one is refused with 413 and halved by the phone. */
export const MAX_EVENTS = 100;
export const MAX_BYTES = 64 * 1024;

const id = v.pipe(v.string(), v.regex(/^[\w.:-]{8,64}$/));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** What one phone sends for one learner. Events are read one by one: a bad one does not stop the others (S3). */
export const envelope = v.object({
	device: id,
	/** The phone's clock at sending, to measure its skew (S7). */
	sentAt: whole,
	events: v.array(v.unknown()),
	/** Of the tile that is open: with it the answer tells news, and to an empty batch every stream of hers (K8). */
	reader: v.optional(v.pipe(v.string(), v.maxLength(200))),
	/** T4. What the phone says of itself; older phones say nothing, and what cannot be read is nothing said. */
	phone: v.fallback(
		v.optional(v.object({ waiting: v.pipe(whole, v.maxValue(100_000)), full: v.boolean() })),
		undefined
	)
});
export type Envelope = v.InferOutput<typeof envelope>;

/** The stream of acts that the server made for pages without scripts: no phone, no numbers. */
export const FORM_DEVICE = 'form-post';

/** An event as it lies on the phone: what was done is in the box, sealed with the learner's key and bound to the id. */
export const boxedShape = v.object({
	id: v.string(),
	profile: v.string(),
	device: v.string(),
	seq: v.number(),
	/** base64: nonce, AES-256-GCM of {actor, kind, v, at, body}, tag. */
	box: v.string()
});

/** Whether a text of JSON escapes U+0000, and not a backslash before the letters u0000. */
const holdsNul = (json: string): boolean => /(?<!\\)(?:\\\\)*\\u0000/.test(json);

/** No body of ours has more than four; thousands would overflow whoever walks through them. */
const MAX_LEVELS = 16;
const isDeeper = (value: unknown, levels = MAX_LEVELS): boolean =>
	typeof value === 'object' &&
	value !== null &&
	(levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));

const fields = v.object({
	id: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)),
	profile: id,
	actor: v.pipe(v.string(), v.regex(/^[\w:-]{1,64}$/)),
	device: id,
	seq: whole,
	kind: v.pipe(v.string(), v.regex(/^[a-z]{1,32}\.[a-z_]{1,32}$/)),
	v: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
	at: whole,
	body: v.pipe(
		v.record(v.string(), v.unknown()),
		v.check((body) => !isDeeper(body), 'nested too deep'),
		v.check((body) => isDeeper(body) || JSON.stringify(body).length <= 8192, 'larger than 8 KB'),
		// PostgreSQL cannot store it, in no field.
		v.check((body) => isDeeper(body) || !holdsNul(JSON.stringify(body)), 'holds U+0000')
	)
});

export const eventShape = v.pipe(
	fields,
	v.check(
		({ device, profile, seq }) =>
			device === FORM_DEVICE || profile === FORM_DEVICE ? device === profile && seq === 0 : seq > 0,
		'seq'
	)
);

/** S3. `accepted` and `known` are counted; `deferred` is kept until an upgrade; `rejected` stays readable on the phone. */
export type Outcome = 'accepted' | 'known' | 'deferred' | 'rejected';

/** Why an event was rejected: a tag with a message for a person in the phone's language. */
export type RejectReason =
	'malformed' | 'body' | 'id_reused' | 'other_profile' | 'other_actor' | 'no_consent';

export interface EventOutcome {
	id: string;
	outcome: Outcome;
	reason?: RejectReason;
	/** For a developer, never shown. */
	detail?: string;
}

/** S10. What the server holds of one device and profile. */
export interface Receipt {
	device: string;
	profile: string;
	/** Every seq from 1 to here is held. */
	heldTo: number;
	/** Held beyond a gap. */
	exceptions: number[];
}

export interface SyncAnswer {
	/** Server's clock, UTC milliseconds. */
	now: number;
	/** Changes with a restore: the phone then offers all it holds (S9). */
	cursor: { epoch: string; pos: number };
	outcomes: EventOutcome[];
	/** Of the streams in the batch; to a reader who sends none, of every stream of hers. */
	receipts: Receipt[];
	/** Only to a reader (K8). */
	news?: ServerNews;
}
