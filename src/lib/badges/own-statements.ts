/**
 * B4. What one of our own badges says, statement by statement, in the order that its signature covers (RDF Dataset
 * Canonicalization), without a JSON-LD processor: small enough for a phone without a signal. It knows the one shape that we
 * issue; whatever differs from it is not read here at all.
 */
import type { Json } from './verify-json.ts';

const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const VC = 'https://www.w3.org/2018/credentials#';
const STATUS = 'https://www.w3.org/ns/credentials/status#';
const SCHEMA = 'https://schema.org/';
const SECURITY = 'https://w3id.org/security#';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
/** As the context of Open Badges spells it, with https. */
const URI = 'https://www.w3.org/2001/XMLSchema#anyURI';
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const CONTEXTS = [
	'https://www.w3.org/ns/credentials/v2',
	'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
];
/** Criteria have no address; of one nameless node the canonical name is always this. */
const NAMELESS = '_:c14n0';

/** Thrown, and caught below, where something is not as we issue it. */
class NotOurs extends Error {}

const text = (value: unknown): string => {
	if (typeof value !== 'string') throw new NotOurs();
	return value;
};
/** An address, as N-Quads write it; with a sign that would have to be escaped it is none of ours. */
const node = (value: unknown): string => {
	if (!/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/.test(text(value))) throw new NotOurs();
	return `<${value as string}>`;
};
const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };
const literal = (value: unknown, type?: string): string => {
	// Other signs that N-Quads escape do not stand in a badge.
	// eslint-disable-next-line no-control-regex -- those are the ones
	if (/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f]/.test(text(value))) throw new NotOurs();
	const escaped = (value as string).replace(/[\\"\n\r]/g, (sign) => ESCAPES[sign]!);
	return `"${escaped}"${type === undefined ? '' : `^^<${type}>`}`;
};

/** An object with these keys and no other; those with `?` may be missing. */
function only(value: unknown, ...keys: string[]): Json {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotOurs();
	const known = new Set(keys.map((key) => key.replace('?', '')));
	if (Object.keys(value).some((key) => !known.has(key))) throw new NotOurs();
	if (keys.some((key) => !key.endsWith('?') && !(key in value))) throw new NotOurs();
	return value as Json;
}
const same = (value: unknown, expected: unknown): void => {
	if (JSON.stringify(value) !== JSON.stringify(expected)) throw new NotOurs();
};
/** Sorted by code point, each on its line. */
const quads = (statements: string[]): string =>
	statements
		.map((statement) => `${statement} .\n`)
		.sort((a, b) => (a < b ? -1 : 1))
		.join('');

function documentOf(document: Json): string {
	const c = only(
		document,
		'@context',
		'id',
		'type',
		'name',
		'description?',
		'issuer',
		'validFrom',
		'awardedDate',
		'credentialSubject',
		'credentialStatus'
	);
	same(c['@context'], CONTEXTS);
	same(c.type, ['VerifiableCredential', 'OpenBadgeCredential']);
	const issuer = only(c.issuer, 'id', 'type', 'name', 'url');
	same(issuer.type, ['Profile']);
	const subject = only(c.credentialSubject, 'id', 'type', 'achievement');
	same(subject.type, ['AchievementSubject']);
	const a = only(
		subject.achievement,
		'id',
		'type',
		'name',
		'description',
		'criteria',
		'image',
		'achievementType',
		'inLanguage'
	);
	same(a.type, ['Achievement']);
	const criteria = only(a.criteria, 'narrative');
	const image = only(a.image, 'id', 'type');
	same(image.type, 'Image');
	const status = only(
		c.credentialStatus,
		'id',
		'type',
		'statusPurpose',
		'statusListIndex',
		'statusListCredential'
	);
	same(status.type, 'BitstringStatusListEntry');
	// Two nodes of one name would be one node: then the statements below would not be all that was signed.
	const ids = [c.id, issuer.id, subject.id, a.id, image.id, status.id].map(node);
	if (new Set(ids).size !== ids.length) throw new NotOurs();
	const [id, who, holder, what, picture, entry] = ids as [string, string, string, string, string, string];
	// As JSON-LD reads it: what is in the list of types of Open Badges stays a word.
	same(a.achievementType, 'Badge');
	return quads([
		`${id} <${TYPE}> <${VC}VerifiableCredential>`,
		`${id} <${TYPE}> <${OB}OpenBadgeCredential>`,
		`${id} <${SCHEMA}name> ${literal(c.name)}`,
		...(c.description === undefined ? [] : [`${id} <${SCHEMA}description> ${literal(c.description)}`]),
		`${id} <${VC}issuer> ${who}`,
		`${id} <${VC}validFrom> ${literal(c.validFrom, `${XSD}dateTime`)}`,
		`${id} <${OB}awardedDate> ${literal(c.awardedDate, 'xsd:dateTime')}`,
		`${id} <${VC}credentialSubject> ${holder}`,
		`${id} <${VC}credentialStatus> ${entry}`,
		`${who} <${TYPE}> <${OB}Profile>`,
		`${who} <${SCHEMA}name> ${literal(issuer.name)}`,
		`${who} <${SCHEMA}url> ${literal(issuer.url, URI)}`,
		`${holder} <${TYPE}> <${OB}AchievementSubject>`,
		`${holder} <${OB}achievement> ${what}`,
		`${what} <${TYPE}> <${OB}Achievement>`,
		`${what} <${SCHEMA}name> ${literal(a.name)}`,
		`${what} <${SCHEMA}description> ${literal(a.description)}`,
		`${what} <${OB}Criteria> ${NAMELESS}`,
		`${what} <${OB}image> ${picture}`,
		`${what} <${OB}achievementType> ${literal(a.achievementType)}`,
		`${what} <${SCHEMA}inLanguage> ${literal(a.inLanguage)}`,
		`${NAMELESS} <${OB}narrative> ${literal(criteria.narrative)}`,
		`${picture} <${TYPE}> <${OB}Image>`,
		`${entry} <${TYPE}> <${STATUS}BitstringStatusListEntry>`,
		`${entry} <${STATUS}statusPurpose> ${literal(status.statusPurpose)}`,
		`${entry} <${STATUS}statusListIndex> ${literal(status.statusListIndex)}`,
		`${entry} <${STATUS}statusListCredential> ${node(status.statusListCredential)}`
	]);
}

function proofOf(proof: unknown): string {
	const p = only(proof, 'type', 'created', 'verificationMethod', 'cryptosuite', 'proofPurpose', 'proofValue');
	same([p.type, p.cryptosuite, p.proofPurpose], ['DataIntegrityProof', 'eddsa-rdfc-2022', 'assertionMethod']);
	return quads([
		`${NAMELESS} <http://purl.org/dc/terms/created> ${literal(p.created, `${XSD}dateTime`)}`,
		`${NAMELESS} <${TYPE}> <${SECURITY}DataIntegrityProof>`,
		`${NAMELESS} <${SECURITY}cryptosuite> ${literal(p.cryptosuite, `${SECURITY}cryptosuiteString`)}`,
		`${NAMELESS} <${SECURITY}proofPurpose> <${SECURITY}assertionMethod>`,
		`${NAMELESS} <${SECURITY}verificationMethod> ${node(p.verificationMethod)}`
	]);
}

/** @returns undefined where the credential is not exactly as we issue them: then a phone alone cannot check it */
export function ownStatements(credential: Json): { document: string; proof: string } | undefined {
	const { proof, ...document } = credential;
	if (!Array.isArray(proof) || proof.length !== 1) return undefined;
	try {
		return { document: documentOf(document), proof: proofOf(proof[0]) };
	} catch (error) {
		if (error instanceof NotOurs) return undefined;
		throw error;
	}
}
