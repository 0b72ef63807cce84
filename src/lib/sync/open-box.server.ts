import { createDecipheriv } from 'node:crypto';

const IV = 12;
const TAG = 16;

/**
 * Opens what a phone sealed with its learner's key: AES-256-GCM as WebCrypto writes it, the nonce in front and the tag at
 * the end, bound to the row by its id. Runs on Node alone, without a database.
 * @param box base64
 * @returns the value that was sealed, or nothing where it was sealed with another key, for another row, or torn
 */
export function openBox(key: Uint8Array, id: string, box: string): unknown {
	const raw = Buffer.from(box, 'base64');
	if (raw.length <= IV + TAG) return undefined;
	const opener = createDecipheriv('aes-256-gcm', key, raw.subarray(0, IV), { authTagLength: TAG })
		.setAAD(Buffer.from(id))
		.setAuthTag(raw.subarray(-TAG));
	try {
		const plain = Buffer.concat([opener.update(raw.subarray(IV, -TAG)), opener.final()]);
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
	} catch {
		return undefined;
	}
}
