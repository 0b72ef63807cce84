import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { staticContexts } from './contexts.server.ts';
import { didOf } from './did.ts';
import type { IssuerKey } from './issuer-keys.server.ts';

export type Signed = Record<string, unknown> & { proof: Record<string, unknown>[] };

/** Signs with `eddsa-rdfc-2022`, the suite that 1EdTech's rules and the common wallets read. */
export async function sign(
	credential: Record<string, unknown>,
	key: IssuerKey,
	origin: string,
	now: number
): Promise<Signed> {
	const did = didOf(origin);
	const pair = await Ed25519Multikey.from({
		'@context': 'https://w3id.org/security/multikey/v1',
		id: `${did}#${key.publicKeyMultibase}`,
		type: 'Multikey',
		controller: did,
		publicKeyMultibase: key.publicKeyMultibase,
		secretKeyMultibase: key.secretKeyMultibase
	});
	const suite = new DataIntegrityProof({
		signer: pair.signer(),
		cryptosuite,
		date: new Date(now).toISOString()
	});
	const signed = (await vc.issue({
		credential,
		suite,
		documentLoader: staticContexts,
		now: new Date(now)
	})) as Record<string, unknown>;
	// The Open Badges schema wants a list; one proof is one entry.
	return { ...signed, proof: [signed.proof].flat() as Record<string, unknown>[] };
}
