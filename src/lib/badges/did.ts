/** did:web of an origin: the port's colon is percent-encoded (did:web method, section 2.5). */
export const didOf = (origin: string): string => `did:web:${encodeURIComponent(new URL(origin).host)}`;

/** The issuer's document at /.well-known/did.json: every key ever used, each a full verification method. */
export const didDocument = (origin: string, publicKeys: readonly string[]) => {
	const did = didOf(origin);
	return {
		'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
		id: did,
		verificationMethod: publicKeys.map((publicKeyMultibase) => ({
			id: `${did}#${publicKeyMultibase}`,
			type: 'Multikey',
			controller: did,
			publicKeyMultibase
		})),
		assertionMethod: publicKeys.map((key) => `${did}#${key}`)
	};
};
