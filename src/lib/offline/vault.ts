import { hex, systemRandom } from '../platform/ids.ts';
import type { Lock } from './store.ts';

/**
 * K3. Seals what lies on the phone, so that with one tile open nothing of another can be read: a curtain against family,
 * not against tools (a short secret can be guessed by a machine that has the phone).
 *
 * A box is 12 bytes of iv, then AES-256-GCM; the row's id is bound to it. The key of a joined learner is known to the
 * server, so her rows go there as they lie.
 */
const AES = 'AES-GCM';
const utf8 = new TextEncoder();

/** 32 random bytes; none on insecure origins (http on a local network), where a browser cannot seal: rows stay in the clear. */
export const newKey = (random = systemRandom): Uint8Array | undefined => crypto.subtle && random(32);

const aes = (iv: Uint8Array, id: string) =>
	({ name: AES, iv, additionalData: utf8.encode(id) }) as AesGcmParams;

export const importKey = (raw: Uint8Array): Promise<CryptoKey> =>
	crypto.subtle.importKey('raw', raw as BufferSource, AES, false, ['encrypt', 'decrypt']);

/** @param id what the box is bound to */
export async function sealBytes(key: CryptoKey, id: string, bytes: Uint8Array): Promise<Uint8Array> {
	const iv = systemRandom(12);
	const sealed = await crypto.subtle.encrypt(aes(iv, id), key, bytes as BufferSource);
	const box = new Uint8Array(sealed.byteLength + 12);
	box.set(iv);
	box.set(new Uint8Array(sealed), 12);
	return box;
}

/** @throws where the key or the id is another, or the box is damaged */
export const unsealBytes = async (key: CryptoKey, id: string, box: Uint8Array): Promise<Uint8Array> =>
	new Uint8Array(
		await crypto.subtle.decrypt(aes(box.subarray(0, 12), id), key, box.subarray(12) as BufferSource)
	);

export const seal = (key: CryptoKey, id: string, value: unknown): Promise<Uint8Array> =>
	sealBytes(key, id, utf8.encode(JSON.stringify(value)));

export const unseal = async <T>(key: CryptoKey, id: string, box: Uint8Array): Promise<T> =>
	JSON.parse(new TextDecoder().decode(await unsealBytes(key, id, box))) as T;

/** A name that says nothing to who reads over a row; as it is where nothing can be sealed. */
export async function hiddenName(profile: string, name: string): Promise<string> {
	if (!crypto.subtle) return name;
	const digest = await crypto.subtle.digest('SHA-256', utf8.encode(`${profile} ${name}`));
	return hex(new Uint8Array(digest, 0, 16));
}

export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** A part at a time: an argument list has an end. */
export function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
	return btoa(text);
}

/**
 * Her key, if this is her secret.
 * @param secretText `pictures:kite,moon,moon,fish` or `digits:123456`
 * @returns nothing where it is another
 */
export async function keyOf(
	{ salt, rounds, box }: Omit<Lock, 'kind'>,
	learnerId: string,
	secretText: string
): Promise<Uint8Array | undefined> {
	const secret = await crypto.subtle.importKey('raw', utf8.encode(secretText), 'PBKDF2', false, [
		'deriveBits'
	]);
	const raw = await crypto.subtle.deriveBits(
		{ name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt) as BufferSource, iterations: rounds },
		secret,
		256
	);
	return unsealBytes(await importKey(new Uint8Array(raw)), learnerId, fromBase64(box)).catch(() => undefined);
}
