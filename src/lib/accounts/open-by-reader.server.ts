import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { knowDevice } from './attempt.repository.server.ts';
import { checkSecret, type SecretFault } from './check-secret.server.ts';
import { deviceOf, type Jar } from './cookies.server.ts';
import type { Secret } from './decide-secret.ts';
import { proveSession } from './lucia.server.ts';
import { readerLearner } from './reader.server.ts';
import { readSession, startLearnerSession } from './session.server.ts';

/**
 * K3, K8. A phone on which her work was opened opens it here too, by its reader. Without her secret the session changes no
 * shop. A session of hers that is open already stays, and what it has proved with it.
 */
export async function openByReader(
	services: Services,
	cookies: Jar,
	{ reader, secret }: { reader: string; secret?: Secret }
): Promise<Result<null, SecretFault | { tag: 'unknown_reader' }>> {
	const learnerId = await readerLearner(services, reader);
	if (learnerId === null) return refuse({ tag: 'unknown_reader' });
	if (secret) {
		const deviceHash = deviceOf(services, cookies);
		const checked = await checkSecret(services, learnerId, deviceHash, secret);
		if (!checked.ok) return checked;
		await knowDevice(services.db, learnerId, deviceHash, services.clock());
	}
	const open = await readSession(services, cookies);
	if (open.learner?.learnerId !== learnerId)
		await startLearnerSession(services, cookies, learnerId, secret ? 'secret' : 'phone');
	else if (secret) await proveSession(services, open.sessionId!);
	return ok(null);
}

/** K3. Asks for her secret once more, in a session that only her phone opened; from then on it may change her shop. */
export async function proveAgain(
	services: Services,
	cookies: Jar,
	{ learnerId, sessionId, secret }: { learnerId: string; sessionId: string; secret: Secret }
): Promise<Result<null, SecretFault>> {
	const checked = await checkSecret(services, learnerId, deviceOf(services, cookies), secret);
	if (!checked.ok) return checked;
	await proveSession(services, sessionId);
	return ok(null);
}
