import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { createHash } from 'node:crypto';
import { ok, refuse, type Result } from '../platform/result.ts';
import { fromBase58btc } from './base58.ts';
import { staticContexts } from './contexts.server.ts';
import type { KnownIssuer } from './verify-issuers.server.ts';
import type { Json } from './verify-json.ts';
import { fault, type Fault } from './verify-verdict.ts';

/** Milliseconds after which a graph that is hard to put in order is given up; ours take five. */
const TIME = 1000;

/** What the signature was made with, once it holds. */
export interface Held {
	/** Public multibase key. */
	key: string;
	/** UTC milliseconds; undefined where the proof sets none. */
	expires: number | undefined;
}

/**
 * B7. One `eddsa-rdfc-2022` proof by a key of this issuer, over all that the document says: what the contexts do not
 * define would not be signed, and is refused instead of left out.
 */
export async function checkSignature(credential: Json, issuer: KnownIssuer): Promise<Result<Held, Fault>> {
	const { proof: proofs, ...document } = credential;
	const list = [proofs].flat(1) as (Json | undefined)[];
	const [proof] = list;
	if (typeof proof !== 'object' || proof === null) return refuse(fault('not_badge', 'no_proof'));
	if (list.length > 1) return refuse(fault('altered', 'several_proofs'));
	const { proofValue, ...options } = proof;
	const { type, cryptosuite: suite, proofPurpose, verificationMethod, expires } = options;
	if (type !== 'DataIntegrityProof' || suite !== 'eddsa-rdfc-2022')
		return refuse(fault('not_badge', 'other_suite', String(suite ?? type)));
	const key = typeof verificationMethod === 'string' ? issuer.keys.get(verificationMethod) : undefined;
	if (proofPurpose !== 'assertionMethod' || key === undefined)
		return refuse(fault('altered', 'unknown_key', String(verificationMethod)));
	const signature = typeof proofValue === 'string' ? fromBase58btc(proofValue) : undefined;
	if (signature?.length !== 64) return refuse(fault('altered', 'signature'));

	const context = document['@context'];
	let canonical: [string, string];
	try {
		const signal = AbortSignal.timeout(TIME);
		canonical = [
			await canonize({ '@context': context, ...options }, signal),
			await canonize(document, signal)
		];
	} catch (error) {
		return refuse(faultOf(error as Error));
	}
	if (saysMore(canonical[1], document)) return refuse(fault('altered', 'unsigned_field'));
	const held = await verify(key, Buffer.concat(canonical.map(sha256)), signature);
	if (!held) return refuse(fault('altered', 'signature'));
	// An end that is no time has passed: nobody knows for how long this was meant.
	return ok({ key, expires: expires === undefined ? undefined : Date.parse(String(expires)) || 0 });
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

const canonize = (document: Json, signal: AbortSignal): Promise<string> =>
	cryptosuite.canonize(document, { documentLoader: staticContexts, maxWorkFactor: 1, signal });

/** What the canonicaliser refuses: a graph of equal nameless nodes, or a word that no context defines. */
function faultOf({ message }: Error): Fault {
	if (/deep iterations|Abort signal/.test(message)) return fault('not_badge', 'too_complex');
	return /safe mode/i.test(message) ? fault('altered', 'unsigned_field') : fault('not_badge', 'wrong_shape');
}

const TERMS = {
	credentialStatus: 'https://www.w3.org/2018/credentials#credentialStatus',
	issuer: 'https://www.w3.org/2018/credentials#issuer',
	validUntil: 'https://www.w3.org/2018/credentials#validUntil',
	credentialSubject: 'https://www.w3.org/2018/credentials#credentialSubject'
};

/**
 * Whether the signed graph says more of the badge than its JSON does at the top: one node may be written in two places, and
 * a status or an issuer in the second is not seen by who reads the first. Of an endorsement within it, another node speaks.
 */
function saysMore(canonical: string, document: Json): boolean {
	const lines = canonical.split('\n');
	return Object.entries(TERMS).some(([term, iri]) => {
		const about = lines.filter((line) => line.startsWith(`<${String(document.id)}> <${iri}> `)).length;
		const read = document[term] === undefined ? 0 : [document[term]].flat(1).length;
		// Each has one issuer: where none is found, the graph calls the badge by another name than the JSON.
		return about > read || (term === 'issuer' && about !== 1);
	});
}

async function verify(publicKeyMultibase: string, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
	try {
		const pair = await Ed25519Multikey.from({ type: 'Multikey', publicKeyMultibase });
		return await pair.verifier().verify({ data, signature });
	} catch {
		// A key that the operator's file spells wrong signs nothing.
		return false;
	}
}
