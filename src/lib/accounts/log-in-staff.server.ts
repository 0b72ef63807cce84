import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { clearAttempts, knowDevice, takeAttempt } from './attempt.repository.server.ts';
import type { SecretFault } from './check-secret.server.ts';
import { verifySecret } from './secret-hash.server.ts';
import { findStaffByEmail, renewPasswordHash } from './staff.repository.server.ts';

/** Staff log-in by e-mail and password, with the waits of K3. An unknown address is answered like a wrong password. */
export async function logInStaff(
	services: Services,
	given: { email: string; password: string; deviceHash: string }
): Promise<Result<{ staffId: string }, SecretFault>> {
	const { db, clock, secrets } = services;
	const found = await findStaffByEmail(db, given.email);
	const subject = found?.staff_id ?? `none-${secrets.lookup('email', given.email).slice(0, 32)}`;
	const attempt = await takeAttempt(db, subject, given.deviceHash, clock());
	if (!attempt.ok) return attempt;
	const was = found?.password_hash;
	const right = await verifySecret(secrets, was, `password:${given.password}`, (fresh) =>
		renewPasswordHash(db, found!.staff_id, was!, fresh)
	);
	if (!right || !found) return refuse({ tag: 'wrong' });
	await clearAttempts(db, subject, attempt.value.countedAs);
	await knowDevice(db, found.staff_id, given.deviceHash, clock());
	return ok({ staffId: found.staff_id });
}
