import type { Reason, Verdict } from '#lib/badges/index.ts';
import type { Checked } from '#lib/badges/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** The verdict in words, first and largest. */
export const VERDICT_WORDS: Record<Verdict, () => string> = {
	valid: m.verify_valid,
	revoked: m.verify_revoked,
	suspended: m.verify_suspended,
	expired: m.verify_expired,
	not_yet: m.verify_not_yet,
	standing_unknown: m.verify_standing_unknown,
	altered: m.verify_altered,
	foreign: m.verify_foreign,
	not_badge: m.verify_not_badge,
	too_large: m.verify_too_large
};

/** Why, and what to do about it. Several causes that a person mends in the same way have the same words. */
const REASON_WORDS: Record<Reason, () => string> = {
	bytes: m.verify_why_too_large,
	empty: m.verify_why_empty,
	not_json: m.verify_why_no_badge,
	duplicate_key: m.verify_why_written,
	forbidden_key: m.verify_why_written,
	characters: m.verify_why_written,
	number: m.verify_why_written,
	too_complex: m.verify_why_complex,
	unknown_context: m.verify_why_context,
	wrong_shape: m.verify_why_written,
	not_open_badge: m.verify_why_other_kind,
	no_proof: m.verify_why_no_proof,
	other_suite: m.verify_why_other_suite,
	jwt: m.verify_why_other_suite,
	picture_empty: m.verify_why_no_badge,
	several_credentials: m.verify_why_several,
	no_such_badge: m.verify_why_no_such_badge,
	not_signed_yet: m.badges_unsigned_text,
	several_proofs: m.verify_why_signature,
	unknown_key: m.verify_why_unknown_key,
	signature: m.verify_why_signature,
	unsigned_field: m.verify_why_signature,
	status_elsewhere: m.verify_why_signature,
	issuer: m.verify_why_issuer,
	address: m.verify_why_address,
	no_record: m.verify_why_no_record,
	not_asked: m.verify_why_not_asked
};

/** @param day as people read it, of UTC milliseconds */
export function whyText({ verdict, reason, badge }: Checked, day: (at: number) => string): string {
	if (reason) return REASON_WORDS[reason]();
	switch (verdict) {
		case 'revoked':
			return m.verify_why_revoked();
		case 'suspended':
			return m.verify_why_suspended();
		case 'expired':
			// A proof may end before its badge does, and names no day of the badge.
			return badge?.validUntil ? m.verify_why_expired({ day: day(badge.validUntil) }) : m.verify_expired();
		case 'not_yet':
			return badge ? m.verify_why_not_yet({ day: day(badge.validFrom) }) : m.verify_not_yet();
		default:
			return m.verify_why_valid();
	}
}

/** The reasons whose `about` helps whoever reads it: a name to ask for, or a word that is not known. */
const NAMES = new Set<Reason | null>(['issuer', 'address', 'unknown_context']);
export const aboutText = ({ reason, about }: Checked): string | null => (NAMES.has(reason) ? about : null);

/** What was looked at, one sentence each; what was not reached is not said. */
export function lookedText({ checks }: Checked): string[] {
	const issuer = {
		own: m.verify_issuer_own,
		listed: m.verify_issuer_listed,
		foreign: m.verify_issuer_foreign
	};
	const signature = { holds: m.verify_signature_holds, fails: m.verify_signature_fails };
	const standing = {
		active: m.verify_standing_active,
		revoked: m.verify_standing_revoked,
		suspended: m.verify_standing_suspended,
		none: m.verify_standing_none,
		unknown: m.verify_standing_asked_not
	};
	return [
		checks.issuer && issuer[checks.issuer](),
		checks.signature && signature[checks.signature](),
		checks.standing && standing[checks.standing]()
	].filter((line) => line !== null);
}
