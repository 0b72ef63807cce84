import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const sha256HexSync = (data: string | Uint8Array): string =>
	createHash('sha256').update(data).digest('hex');

/** Keyed hash for what must be looked up but not read: session ids, tokens, codes. */
export const hmacHex = (key: string | Uint8Array, data: string): string =>
	createHmac('sha256', key).update(data).digest('hex');

/**
 * Whether a text that was sent is the one that is held, in a time that says nothing of where they differ. Any two texts may
 * be compared: bytes are counted, not letters, as a letter may have several.
 */
export function isSameText(sent: string, held: string): boolean {
	const [a, b] = [Buffer.from(sent), Buffer.from(held)];
	return a.length === b.length && timingSafeEqual(a, b);
}
