/** Who we are to a push service: VAPID (RFC 8292), one key of the installation and a token for each service. */
import { createECDH, createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { HOUR } from '../clock.ts';
import type { Secrets } from '../secrets.server.ts';

export interface Vapid {
	/** Base64url of the uncompressed point, as a browser takes it; a subscription is bound to it. */
	publicKey: string;
	/**
	 * @param service origin of the push service that the token is for
	 * @param now UTC ms
	 */
	authorization(service: string, now: number): string;
}

/** A service refuses tokens of more than a day; its clock may go a little otherwise than ours. */
const TOKEN_LASTS = 12 * HOUR;

const base64url = (data: Uint8Array | string) => Buffer.from(data).toString('base64url');

/**
 * @param contact whom a service asks when something goes wrong: an https or mailto address
 */
export function vapidOf(secrets: Pick<Secrets, 'pushKey'>, contact: string): Vapid {
	const { key, publicKey } = keyFrom(Buffer.from(secrets.pushKey()));
	return {
		publicKey,
		authorization(service, now) {
			const exp = Math.floor((now + TOKEN_LASTS) / 1000);
			const said = [
				{ typ: 'JWT', alg: 'ES256' },
				{ aud: service, exp, sub: contact }
			]
				.map((part) => base64url(JSON.stringify(part)))
				.join('.');
			const signature = sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' });
			return `vapid t=${said}.${base64url(signature)}, k=${publicKey}`;
		}
	};
}

/** A P-256 key made of 32 bytes: the same each time, so that no file of its own has to be kept and restored. */
function keyFrom(seed: Buffer): { key: KeyObject; publicKey: string } {
	const curve = createECDH('prime256v1');
	try {
		curve.setPrivateKey(seed);
	} catch {
		// Of 2³² seeds one is no number of this curve.
		return keyFrom(createHash('sha256').update(seed).digest());
	}
	const point = curve.getPublicKey();
	const jwk = {
		kty: 'EC',
		crv: 'P-256',
		d: base64url(seed),
		x: base64url(point.subarray(1, 33)),
		y: base64url(point.subarray(33))
	};
	return { key: createPrivateKey({ key: jwk, format: 'jwk' }), publicKey: base64url(point) };
}
