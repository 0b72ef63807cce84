import { createHash, createHmac } from 'node:crypto';

export const sha256HexSync = (data: string | Uint8Array): string =>
	createHash('sha256').update(data).digest('hex');

/** Keyed hash for what must be looked up but not read: session ids, tokens, codes. */
export const hmacHex = (key: string | Uint8Array, data: string): string =>
	createHmac('sha256', key).update(data).digest('hex');
