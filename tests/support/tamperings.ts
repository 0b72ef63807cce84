/**
 * Every way that a badge is known to be altered, for the tests to try on each kind of badge in each of its states: a list of
 * its own, so that the tests of the module and the command that holds badges against the official schema try the same.
 */
type Json = Record<string, unknown>;

/** What somebody does to a badge, and what is said of it. `laxer`: an ordinary verifier takes it, and that is the danger. */
export interface Tampering {
	what: string;
	make: (credential: Json) => unknown;
	verdict: string;
	reason?: string;
	laxer?: true;
}
const inside = (credential: Json, path: string, over: Json): Json => {
	const [head, ...rest] = path.split('.');
	const inner = credential[head!] as Json;
	return {
		...credential,
		[head!]: rest.length ? inside(inner, rest.join('.'), over) : { ...inner, ...over }
	};
};
const proofWith = (credential: Json, over: Json) => ({
	...credential,
	proof: [{ ...(credential.proof as Json[])[0], ...over }]
});
const without = (credential: Json, key: string) => {
	const { [key]: _, ...rest } = credential;
	return rest;
};
export const TAMPERED: readonly Tampering[] = [
	{
		what: 'another name',
		make: (c) => ({ ...c, name: 'Expert' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'another achievement',
		make: (c) => inside(c, 'credentialSubject.achievement', { name: 'Doctor' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'other criteria',
		make: (c) => inside(c, 'credentialSubject.achievement.criteria', { narrative: 'None' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'another holder',
		make: (c) => inside(c, 'credentialSubject', { id: 'urn:uuid:00000000-0000-8000-8000-00000000dead' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'another day',
		make: (c) => ({ ...c, validFrom: '2020-01-01T00:00:00Z' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'an end it never had',
		make: (c) => ({ ...c, validUntil: '2099-01-01T00:00:00Z' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'another id',
		make: (c) => ({ ...c, id: 'https://qadam.example/credentials/other' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'another place in the list',
		make: (c) => inside(c, 'credentialStatus', { statusListIndex: '1' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a list of somebody else',
		make: (c) => inside(c, 'credentialStatus', { statusListCredential: 'https://evil.example/status/1' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'no status',
		make: (c) => without(c, 'credentialStatus'),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'another purpose',
		make: (c) => inside(c, 'credentialStatus', { statusPurpose: 'refresh' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'another issuer',
		make: (c) => inside(c, 'issuer', { id: 'did:web:evil.example' }),
		verdict: 'foreign',
		reason: 'issuer'
	},
	{
		what: 'an issuer with another name',
		make: (c) => inside(c, 'issuer', { name: 'Harvard' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a proof of another day',
		make: (c) => proofWith(c, { created: '2020-01-01T00:00:00Z' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a proof that ends later',
		make: (c) => proofWith(c, { expires: '2099-01-01T00:00:00Z' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a signature of zeros',
		make: (c) => proofWith(c, { proofValue: `z${'1'.repeat(64)}` }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a signature that is cut',
		make: (c) => proofWith(c, { proofValue: 'z3' }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a signature of a megabyte',
		make: (c) => proofWith(c, { proofValue: `z${'2'.repeat(40_000)}` }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a signature that is a list',
		make: (c) => proofWith(c, { proofValue: ['z3'] }),
		verdict: 'altered',
		reason: 'signature'
	},
	{
		what: 'a key of somebody else',
		make: (c) => proofWith(c, { verificationMethod: 'did:web:evil.example#key' }),
		verdict: 'altered',
		reason: 'unknown_key'
	},
	{
		what: 'a key that is an object',
		make: (c) => proofWith(c, { verificationMethod: { id: 'x' } }),
		verdict: 'altered',
		reason: 'unknown_key'
	},
	{
		what: 'a proof for logging in',
		make: (c) => proofWith(c, { proofPurpose: 'authentication' }),
		verdict: 'altered',
		reason: 'unknown_key'
	},
	{
		what: 'another suite',
		make: (c) => proofWith(c, { cryptosuite: 'none' }),
		verdict: 'not_badge',
		reason: 'other_suite'
	},
	{
		what: 'an old kind of proof',
		make: (c) => proofWith(c, { type: 'Ed25519Signature2020' }),
		verdict: 'not_badge',
		reason: 'other_suite'
	},
	{
		what: 'two proofs',
		make: (c) => ({ ...c, proof: [...(c.proof as Json[]), { type: 'DataIntegrityProof' }] }),
		verdict: 'altered',
		reason: 'several_proofs',
		laxer: true
	},
	{ what: 'no proof', make: (c) => without(c, 'proof'), verdict: 'not_badge', reason: 'no_proof' },
	{
		what: 'a proof that is null',
		make: (c) => ({ ...c, proof: [null] }),
		verdict: 'not_badge',
		reason: 'no_proof'
	},
	{
		what: 'a field that nobody signed',
		make: (c) => ({ ...c, score: 100 }),
		verdict: 'altered',
		reason: 'unsigned_field',
		laxer: true
	},
	{
		what: 'a field of the subject that nobody signed',
		make: (c) => inside(c, 'credentialSubject', { rank: 'first' }),
		verdict: 'altered',
		reason: 'unsigned_field',
		laxer: true
	},
	{
		what: 'the status under its full address, where no reader of JSON looks',
		make: (c) => ({
			...without(c, 'credentialStatus'),
			'https://www.w3.org/2018/credentials#credentialStatus': c.credentialStatus
		}),
		verdict: 'not_badge',
		reason: 'wrong_shape',
		laxer: true
	},
	{
		what: 'the status at the same node, written in another place',
		make: (c) => ({
			...without(c, 'credentialStatus'),
			evidence: [{ id: c.id, type: ['Evidence'], credentialStatus: c.credentialStatus }]
		}),
		verdict: 'altered'
	},
	{
		what: 'the graph in a box',
		make: (c) => ({ ...c, '@graph': [{ id: 'urn:x:1', name: 'x' }] }),
		verdict: 'not_badge',
		reason: 'wrong_shape'
	},
	{
		what: 'a word turned round',
		make: (c) => ({ ...c, '@reverse': { issuer: { id: 'urn:x:1' } } }),
		verdict: 'not_badge',
		reason: 'wrong_shape',
		laxer: true
	},
	{
		what: 'a context of its own',
		make: (c) => ({ ...c, '@context': [...(c['@context'] as string[]), { name: 'urn:other' }] }),
		verdict: 'not_badge',
		reason: 'unknown_context'
	},
	{
		what: 'a context inside',
		make: (c) => inside(c, 'credentialSubject', { '@context': { achievement: 'urn:other' } }),
		verdict: 'not_badge',
		reason: 'wrong_shape'
	},
	{
		what: 'a context from the network',
		make: (c) => ({ ...c, '@context': [...(c['@context'] as string[]), 'http://169.254.169.254/x'] }),
		verdict: 'not_badge',
		reason: 'unknown_context'
	},
	{
		what: 'another type',
		make: (c) => ({ ...c, type: ['VerifiableCredential'] }),
		verdict: 'not_badge',
		reason: 'not_open_badge'
	},
	{
		what: 'a subject that is a list of two',
		make: (c) => ({ ...c, credentialSubject: [c.credentialSubject, c.credentialSubject] }),
		verdict: 'not_badge',
		reason: 'wrong_shape',
		laxer: true
	},
	{
		what: 'a day that is a number',
		make: (c) => ({ ...c, validFrom: 5 }),
		verdict: 'not_badge',
		reason: 'wrong_shape'
	},
	{
		what: 'a day without its zone',
		make: (c) => ({ ...c, validFrom: '2020-01-01' }),
		verdict: 'not_badge',
		reason: 'wrong_shape'
	}
];
