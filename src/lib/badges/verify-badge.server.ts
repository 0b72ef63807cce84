import { EITHER } from '#lib/platform/country/lang.ts';
import type { Services } from '../services.server.ts';
import { refuse, ok, type Result } from '../platform/result.ts';
import { findAward } from './award.repository.server.ts';
import { credentialOf } from './issue-credential.server.ts';
import { readQr } from '../platform/read-qr.server.ts';
import { findBadge, type Brought } from './verify-find.server.ts';
import { knownIssuer } from './verify-issuers.server.ts';
import { parseStrictly, type Json } from './verify-json.ts';
import { readShape, type BadgeShape } from './verify-shape.server.ts';
import { checkSignature, type Held } from './verify-signature.server.ts';
import { ownStanding, type Standing } from './verify-standing.server.ts';
import { fault, FILE_BYTES_MAX, type Fault, type Reason, type Verdict } from './verify-verdict.ts';

/** The answer to whoever brought a badge. What stands in `badge` was signed by an issuer that is believed. */
export interface Checked {
	verdict: Verdict;
	/** UTC milliseconds: a verdict is of its moment. */
	checkedAt: number;
	/** Why, where it is not simply valid; and what it is about, in the words of whoever wrote the file. */
	reason: Reason | null;
	about: string | null;
	/** What was looked at, and what was found. */
	checks: {
		issuer: 'own' | 'listed' | 'foreign' | null;
		signature: 'holds' | 'fails' | null;
		/** Public multibase key of the signature that holds. */
		key: string | null;
		standing: Standing['tag'] | null;
	};
	badge: SignedBadge | null;
}

/** As signed: not translated, and without a person's name, for our badges carry none. */
export interface SignedBadge {
	id: string;
	/** Of this installation, where we hold its record: its public page tells more (B5). */
	awardId: string | null;
	issuer: { id: string; name: string | null };
	achievement: { id: string; name: string; description: string | null; criteria: string | null };
	/** UTC milliseconds. */
	validFrom: number;
	validUntil: number | null;
}

/** Clocks of two issuers may differ by this much, in milliseconds. */
const SKEW = 5 * 60_000;

/**
 * B7. Says of any bytes whether they are a badge, whose, and whether it stands: the text of a credential, a picture that
 * carries one, or the address of a badge of ours. Nothing is fetched, and whatever comes has an answer.
 */
export async function verifyBadge(services: Services, bytes: Uint8Array): Promise<Checked> {
	const checkedAt = services.clock();
	const answer: Checked = {
		verdict: 'not_badge',
		checkedAt,
		reason: null,
		about: null,
		checks: { issuer: null, signature: null, key: null, standing: null },
		badge: null
	};
	const refused = ({ verdict, tag, about }: Fault): Checked => ({
		...answer,
		verdict,
		reason: tag,
		about: about ?? null
	});
	if (bytes.byteLength > FILE_BYTES_MAX) return refused(fault('too_large', 'bytes'));
	const credential = await read(services, await findOrScan(bytes));
	if (!credential.ok) return refused(credential.refusal);
	const shape = readShape(credential.value);
	if (!shape.ok) return refused(shape.refusal);
	const badge = shape.value;

	const issuer = await knownIssuer(services, badge.issuer.id);
	answer.checks.issuer = issuer ? (issuer.own ? 'own' : 'listed') : 'foreign';
	if (!issuer) return refused(fault('foreign', 'issuer', badge.issuer.id));
	const held = await checkSignature(credential.value, issuer);
	answer.checks.signature = held.ok ? 'holds' : held.refusal.verdict === 'altered' ? 'fails' : null;
	if (!held.ok) return refused(held.refusal);
	answer.checks.key = held.value.key;
	const standing = issuer.own ? await ownStanding(services, badge) : listedStanding(badge);
	if ('verdict' in standing) return refused(standing);
	answer.checks.standing = standing.tag;
	const awardId = 'award' in standing ? (standing.award?.award_id ?? null) : null;
	return { ...answer, ...decide(badge, held.value, standing, checkedAt), badge: signedBadge(badge, awardId) };
}

/** A picture that carries no file may still show the QR code of one (B6). */
async function findOrScan(bytes: Uint8Array): Promise<Result<Brought, Fault>> {
	const found = findBadge(bytes);
	const mayShow = !found.ok && (found.refusal.tag === 'picture_empty' || found.refusal.tag === 'not_json');
	const text = mayShow ? await readQr(bytes) : undefined;
	return text === undefined ? found : findBadge(Buffer.from(text));
}

/** The credential in what was brought; of an address of ours, the one that we hold. */
async function read(services: Services, brought: Result<Brought, Fault>): Promise<Result<Json, Fault>> {
	if (!brought.ok) return brought;
	const { is, text } = brought.value;
	if (is === 'credential') return parseStrictly(text);
	const awardId = ownAddress(services.env.origin, text);
	if (!awardId.ok) return awardId;
	const award = await findAward(services.db, awardId.value);
	if (!award) return refuse(fault('not_badge', 'no_such_badge'));
	const credential = await credentialOf(services, award);
	return credential.ok ? ok(credential.value) : refuse(fault('not_badge', 'not_signed_yet'));
}

const OWN_BADGE = new RegExp(
	String.raw`^/(?:${EITHER}/badge|credentials)/([\w-]{1,80})(?:/(?:baked\.png|picture\.(?:png|svg)))?/?$`
);

/** The page of a badge, or its file, at our own address, with or without its scheme; or the bare number of a badge. */
function ownAddress(origin: string, text: string): Result<string, Fault> {
	if (/^(?:urn:uuid:)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text))
		return ok(text.replace(/^urn:uuid:/i, '').toLowerCase());
	const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
	// Free text is no address; a host has a dot or a port, or is the one we have.
	if (!URL.canParse(address)) return refuse(fault('not_badge', 'not_json'));
	const { host, pathname } = new URL(address);
	if (host !== new URL(origin).host)
		return refuse(/[.:]/.test(host) ? fault('foreign', 'address', host) : fault('not_badge', 'not_json'));
	const found = OWN_BADGE.exec(pathname);
	return found ? ok(found[1]!) : refuse(fault('not_badge', 'no_such_badge'));
}

/** Lists of others are at their addresses, and nothing is fetched. */
const listedStanding = (badge: BadgeShape): Standing =>
	badge.credentialStatus ? { tag: 'unknown', reason: 'not_asked' } : { tag: 'none' };

/** The gravest first: what was taken back stays so after its last day too. */
function decide(
	badge: BadgeShape,
	held: Held,
	standing: Standing,
	now: number
): Pick<Checked, 'verdict' | 'reason'> {
	if (standing.tag === 'revoked' || standing.tag === 'suspended')
		return { verdict: standing.tag, reason: null };
	if (now > Math.min(badge.validUntil ?? Infinity, held.expires ?? Infinity))
		return { verdict: 'expired', reason: null };
	if (badge.validFrom > now + SKEW) return { verdict: 'not_yet', reason: null };
	return standing.tag === 'unknown'
		? { verdict: 'standing_unknown', reason: standing.reason }
		: { verdict: 'valid', reason: null };
}

function signedBadge(
	{ id, issuer, credentialSubject, validFrom, validUntil }: BadgeShape,
	awardId: string | null
) {
	const { achievement } = credentialSubject[0]!;
	return {
		id,
		awardId,
		issuer: { id: issuer.id, name: issuer.name ?? null },
		achievement: {
			id: achievement.id,
			name: achievement.name,
			description: achievement.description ?? null,
			criteria: achievement.criteria?.narrative ?? null
		},
		validFrom,
		validUntil: validUntil ?? null
	};
}
