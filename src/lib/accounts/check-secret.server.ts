import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { clearAttempts, takeAttempt, type Wait } from './attempt.repository.server.ts';
import type { Secret } from './decide-secret.ts';
import { findOpenLearner, renewSecretHash } from './learner.repository.server.ts';
import { verifySecret } from './secret-hash.server.ts';

export type SecretFault = { tag: 'wrong' } | Wait;

export const secretText = ({ kind, text }: Secret): string => `${kind}:${text}`;

/**
 * K3. Whether this is her secret. The try is counted first; a right one sets the count back.
 * @param learnerId whose, or the stand-in of an unknown code: counted and answered alike
 */
export async function checkSecret(
	services: Services,
	learnerId: string,
	deviceHash: string,
	secret: Secret
): Promise<Result<null, SecretFault>> {
	const { db, clock, secrets } = services;
	const attempt = await takeAttempt(db, learnerId, deviceHash, clock());
	if (!attempt.ok) return attempt;
	const learner = await findOpenLearner(db, learnerId);
	const was = learner?.secret_hash;
	const renew = (fresh: string) => renewSecretHash(db, learnerId, was!, fresh);
	if (!(await verifySecret(secrets, was, secretText(secret), renew))) return refuse({ tag: 'wrong' });
	await clearAttempts(db, learnerId, attempt.value.countedAs);
	return ok(null);
}
