import { createCipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Services } from '../services.server.ts';
import { secretText } from './check-secret.server.ts';
import type { Secret } from './decide-secret.ts';
import type { Lock } from './handover.ts';

const derive = promisify(pbkdf2);

/** A phone of 2014 opens it in about a second; what is guessed at without the phone is slowed by nothing else. */
const ROUNDS = 100_000;

const base64 = (...bytes: Uint8Array[]): string => Buffer.concat(bytes).toString('base64');

/**
 * K3. How her secret gives her key back on a phone without a signal: the key, sealed by the secret. A curtain against the
 * family, not against tools; shop changes ask the server. In the layout of WebCrypto, bound to her id. Never called inside
 * a transaction: it takes its time, on another thread.
 */
export async function makeLock(
	{ secrets, random }: Pick<Services, 'secrets' | 'random'>,
	learnerId: string,
	secret: Secret
): Promise<Lock> {
	const salt = random(16);
	const iv = random(12);
	const sealing = await derive(secretText(secret), salt, ROUNDS, 32, 'sha256');
	const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(learnerId));
	const sealed = [cipher.update(secrets.phoneKey(learnerId)), cipher.final(), cipher.getAuthTag()];
	return { kind: secret.kind, salt: base64(salt), rounds: ROUNDS, box: base64(iv, ...sealed) };
}
