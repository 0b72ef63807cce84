import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logError } from '../platform/log.server.ts';
import type { Services } from '../services.server.ts';
import { didDocument, didOf } from './did.ts';
import { readKeys } from './issuer-keys.server.ts';

/** An issuer whose badges are believed, and the keys that may speak for it. */
export interface KnownIssuer {
	did: string;
	own: boolean;
	/** Public multibase keys by the id of their verification method. */
	keys: Map<string, string>;
}

/** Where the operator puts the did documents of issuers that are believed besides our own (docs/operations.md). */
const FOLDER = 'issuers';
const BYTES_MAX = 64 * 1024;

/**
 * B7. Ourselves, with every key ever used, and whom the operator has listed; nobody's document is fetched.
 * @returns undefined for everybody else
 */
export async function knownIssuer(
	{ env, clock }: Pick<Services, 'env' | 'clock'>,
	did: string
): Promise<KnownIssuer | undefined> {
	if (did === didOf(env.origin)) {
		const keys = await readKeys(env.dataDir, clock());
		const document = didDocument(
			env.origin,
			keys.map((key) => key.publicKeyMultibase)
		);
		return { ...readDocument(document)!, own: true };
	}
	return listed(join(env.dataDir, FOLDER)).find((issuer) => issuer.did === did);
}

function listed(folder: string): KnownIssuer[] {
	return filesIn(folder).flatMap((name) => {
		const issuer = readFile(join(folder, name));
		// Named in the log, and nobody: a torn file must not make strangers believed, nor stop the rest.
		if (!issuer) logError(`${FOLDER}/${name} is not the did document of a did:web issuer`, undefined);
		return issuer ? [issuer] : [];
	});
}

function filesIn(folder: string): string[] {
	try {
		return readdirSync(folder).filter((name) => name.endsWith('.json'));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

function readFile(file: string): KnownIssuer | undefined {
	try {
		const text = readFileSync(file, 'utf8');
		return text.length > BYTES_MAX ? undefined : readDocument(JSON.parse(text));
	} catch {
		return undefined;
	}
}

interface Method {
	id?: unknown;
	type?: unknown;
	controller?: unknown;
	publicKeyMultibase?: unknown;
}

/** Keys that the issuer itself controls and that it names for assertions; others of the document sign no badge. */
export function readDocument(document: unknown): KnownIssuer | undefined {
	const { id, verificationMethod, assertionMethod } = (document ?? {}) as Record<string, unknown>;
	if (typeof id !== 'string' || !id.startsWith('did:web:') || !Array.isArray(assertionMethod))
		return undefined;
	const methods = [
		...(Array.isArray(verificationMethod) ? (verificationMethod as Method[]) : []),
		...(assertionMethod as (string | Method)[]).filter(
			(m): m is Method => typeof m === 'object' && m !== null
		)
	];
	const asserts = new Set(
		(assertionMethod as (string | Method)[]).map((m) => absolute(id, typeof m === 'string' ? m : m?.id))
	);
	const keys = new Map<string, string>();
	for (const method of methods) {
		const methodId = absolute(id, method?.id);
		const { type, controller, publicKeyMultibase } = method ?? {};
		if (type !== 'Multikey' || controller !== id || typeof publicKeyMultibase !== 'string') continue;
		if (methodId !== undefined && asserts.has(methodId)) keys.set(methodId, publicKeyMultibase);
	}
	return { did: id, own: false, keys };
}

/** Ids within a document may be written as a fragment alone. */
const absolute = (did: string, id: unknown): string | undefined =>
	typeof id !== 'string' ? undefined : id.startsWith('#') ? `${did}${id}` : id;
