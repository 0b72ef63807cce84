/** B7. What is said of a badge that somebody brought, and why; every word of it is a message on the page. */

export const VERDICTS = [
	'valid',
	'revoked',
	'suspended',
	'expired',
	'not_yet',
	/** The signature holds; whether the badge still stands could not be looked up. */
	'standing_unknown',
	/** Not as its issuer signed it. */
	'altered',
	/** Of an issuer that this installation does not know: nothing more was checked. */
	'foreign',
	'not_badge',
	'too_large'
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const REASONS = [
	// too_large, not_badge
	'bytes',
	'empty',
	'not_json',
	'duplicate_key',
	'forbidden_key',
	'characters',
	'number',
	'too_complex',
	'unknown_context',
	'wrong_shape',
	'not_open_badge',
	'no_proof',
	'other_suite',
	'jwt',
	'picture_empty',
	'several_credentials',
	'no_such_badge',
	'not_signed_yet',
	// altered
	'several_proofs',
	'unknown_key',
	'signature',
	'unsigned_field',
	'status_elsewhere',
	// foreign
	'issuer',
	'address',
	// standing_unknown
	'no_record',
	'not_asked'
] as const;
export type Reason = (typeof REASONS)[number];

/** Why it is no badge, or not as it was signed. `about` names what is wrong, shortened: a stranger's words, never trusted. */
export interface Fault {
	tag: Reason;
	verdict: Verdict;
	about?: string;
}

/** A fault whose `about` is cut to what a page may show. */
export const fault = (verdict: Verdict, tag: Reason, about?: string): Fault => ({
	tag,
	verdict,
	...(about !== undefined && { about: about.slice(0, 120) })
});

/** Bytes of one credential: the text that is signed, not the picture that carries it. */
export const CREDENTIAL_BYTES_MAX = 64 * 1024;
/** Bytes of a file that is brought: a picture with a badge inside, or one of its QR code. */
export const FILE_BYTES_MAX = 8 * 1024 * 1024;
