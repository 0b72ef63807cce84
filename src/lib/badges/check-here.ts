import { verify } from '@noble/ed25519';
import { fromBase58btc } from './base58.ts';
import { ownStatements } from './own-statements.ts';
import { parseStrictly } from './verify-json.ts';

/** The issuer as a page knows it that was published before the signal went. */
export interface PinnedIssuer {
	did: string;
	/** Public multibase keys. */
	keys: readonly string[];
}

/** B4. What a phone alone can say of a badge: never whether it stands. */
export type CheckedHere =
	| {
			tag: 'signed';
			/** In English, as every badge is written. */
			name: string;
			/** Id of the badge, by which a page knows its title in another language. */
			badge: string;
			awardedAt: number;
			statusList: string;
			statusIndex: number;
	  }
	| { tag: 'altered' }
	/** Of another issuer, or not as we write them: that needs the server. */
	| { tag: 'not_ours' }
	/** Signed with a key that came after this page: that needs the server too. */
	| { tag: 'newer_key' };

/** B4. Checks the signature of one of our own badges, on the phone, without a signal. @param text of the credential */
export async function checkHere(text: string, { did, keys }: PinnedIssuer): Promise<CheckedHere> {
	const read = parseStrictly(text);
	if (!read.ok) return { tag: 'not_ours' };
	const credential = read.value as never as {
		name: string;
		issuer: { id: string };
		awardedDate: string;
		credentialSubject: { achievement: { id: string } };
		proof: [{ verificationMethod: string; proofValue: unknown }];
		credentialStatus: { statusListCredential: string; statusListIndex: string };
	};
	const statements = ownStatements(read.value);
	if (!statements || credential.issuer.id !== did) return { tag: 'not_ours' };
	const [{ verificationMethod, proofValue }] = credential.proof;
	const [controller, key] = verificationMethod.split('#');
	if (controller !== did || !key) return { tag: 'altered' };
	if (!keys.includes(key)) return { tag: 'newer_key' };
	const signature = typeof proofValue === 'string' ? fromBase58btc(proofValue) : undefined;
	// Two bytes of multicodec come before the key itself.
	const publicKey = fromBase58btc(key)?.slice(2);
	if (signature?.length !== 64 || publicKey?.length !== 32) return { tag: 'altered' };
	const signed = new Uint8Array(64);
	signed.set(await sha256(statements.proof));
	signed.set(await sha256(statements.document), 32);
	if (!(await verify(signature, signed, publicKey).catch(() => false))) return { tag: 'altered' };
	const { statusListCredential, statusListIndex } = credential.credentialStatus;
	return {
		tag: 'signed',
		name: credential.name,
		badge: credential.credentialSubject.achievement.id.split('/').pop()!,
		awardedAt: Date.parse(credential.awardedDate),
		statusList: statusListCredential,
		statusIndex: Number(statusListIndex)
	};
}

const sha256 = async (text: string): Promise<Uint8Array> =>
	new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
