import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import type { IssuerKey } from './issuer-keys.server.ts';

const utf8 = new TextEncoder();

const pairOf = (key: Pick<IssuerKey, 'publicKeyMultibase'> & Partial<IssuerKey>) =>
	Ed25519Multikey.from({
		'@context': 'https://w3id.org/security/multikey/v1',
		type: 'Multikey',
		publicKeyMultibase: key.publicKeyMultibase,
		...(key.secretKeyMultibase !== undefined && { secretKeyMultibase: key.secretKeyMultibase })
	});

/** Ed25519 over the text as UTF-8, by the key that signs badges; its public half stands in did.json. @returns base64url */
export async function signText(text: string, key: IssuerKey): Promise<string> {
	const signer = (await pairOf(key)).signer();
	return Buffer.from(await signer.sign({ data: utf8.encode(text) })).toString('base64url');
}

/** Whether {@link signText} made this signature with the key. */
export async function isSignedText(
	text: string,
	signature: string,
	publicKeyMultibase: string
): Promise<boolean> {
	const verifier = (await pairOf({ publicKeyMultibase })).verifier();
	return verifier.verify({
		data: utf8.encode(text),
		signature: new Uint8Array(Buffer.from(signature, 'base64url'))
	});
}
