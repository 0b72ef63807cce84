/** Standard Webhooks: `id.timestamp.body` under HMAC-SHA-256. The specification is a page long; receivers have a library. */
import { createHmac } from 'node:crypto';
import type { Random } from '../../platform/ids.ts';

const PREFIX = 'whsec_';
const BYTES = 32;

/** A secret as its receiver copies it: `whsec_` and base64. */
export const newSecret = (random: Random): string => PREFIX + Buffer.from(random(BYTES)).toString('base64');

export interface Message {
	/** The same on each try: by it a receiver knows what it has had already. */
	id: string;
	/** Of this try, UTC ms. */
	at: number;
	body: string;
}

/** @param secrets while one replaces another, both sign, and a receiver with either is content */
export function signedHeaders(secrets: readonly string[], { id, at, body }: Message): Record<string, string> {
	const seconds = Math.floor(at / 1000);
	const sign = (secret: string) =>
		createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
			.update(`${id}.${seconds}.${body}`)
			.digest('base64');
	return {
		'content-type': 'application/json',
		'user-agent': 'Qadam-Webhooks/1',
		'webhook-id': id,
		'webhook-timestamp': String(seconds),
		'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' ')
	};
}
