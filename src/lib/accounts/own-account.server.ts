import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { clearAttempts, liftLock, takeAttempt, type Wait } from './attempt.repository.server.ts';
import { auditOwn } from './audit.server.ts';
import { decidePassword, type PasswordRefusal } from './decide-password.ts';
import { countRecovery, deleteFactor } from './factor.repository.server.ts';
import { hashSecret, verifySecret } from './secret-hash.server.ts';
import { hasFactor, mustHaveFactor } from './second-factor.server.ts';
import { deleteOtherSessions, deleteSessionsOf } from './session.repository.server.ts';
import { findAccount, updateStaff } from './staff.repository.server.ts';

export const hashPassword = ({ secrets }: Pick<Services, 'secrets'>, password: string): Promise<string> =>
	hashSecret(secrets, `password:${password}`);

/** What somebody of staff sees of her own log-in. */
export async function readOwnAccount(services: Services, staffId: string) {
	const [account, factor, must, recovery] = await Promise.all([
		findAccount(services.db, staffId),
		hasFactor(services, staffId),
		mustHaveFactor(services, staffId),
		countRecovery(services.db, staffId)
	]);
	return { name: account?.name ?? '', login: account?.email ?? '', factor, must, recovery };
}

export async function renameSelf(services: Services, staffId: string, name: string): Promise<void> {
	await updateStaff(services.db, staffId, { name });
}

/** Her other sessions end; this one stays. */
export async function endOtherSessions(
	{ db, secrets }: Pick<Services, 'db' | 'secrets'>,
	who: { staffId: string; sessionId: string }
): Promise<void> {
	await deleteOtherSessions(db, `staff:${who.staffId}`, secrets.lookup('session', who.sessionId));
}

/** Whether this is her password, with the waits of K3. */
export async function confirmPassword(
	services: Pick<Services, 'db' | 'clock' | 'secrets'>,
	who: { staffId: string; deviceHash: string },
	password: string
): Promise<Result<null, { tag: 'wrong' } | Wait>> {
	const { db, clock, secrets } = services;
	const attempt = await takeAttempt(db, who.staffId, who.deviceHash, clock());
	if (!attempt.ok) return attempt;
	const account = await findAccount(db, who.staffId);
	if (!(await verifySecret(secrets, account?.password_hash, `password:${password}`)))
		return refuse({ tag: 'wrong' });
	await clearAttempts(db, who.staffId, attempt.value.countedAs);
	return ok(null);
}

/** A new password for the old one, with the waits of K3; sessions elsewhere end. */
export async function changePassword(
	services: Services,
	who: { staffId: string; sessionId: string; deviceHash: string },
	given: { old: string; fresh: string }
): Promise<Result<null, PasswordRefusal | { tag: 'old_password' } | Wait>> {
	const { db, clock, secrets } = services;
	const account = await findAccount(db, who.staffId);
	const decided = decidePassword(given.fresh, account?.email ?? '');
	if (!decided.ok) return decided;
	const attempt = await takeAttempt(db, who.staffId, who.deviceHash, clock());
	if (!attempt.ok) return attempt;
	if (!(await verifySecret(secrets, account?.password_hash, `password:${given.old}`)))
		return refuse({ tag: 'old_password' });
	await clearAttempts(db, who.staffId, attempt.value.countedAs);
	const password_hash = await hashPassword(services, decided.value);
	await db.transaction().execute(async (tx) => {
		await updateStaff(tx, who.staffId, { password_hash });
		await deleteOtherSessions(tx, `staff:${who.staffId}`, secrets.lookup('session', who.sessionId));
		await auditOwn(tx, services, who.staffId, 'password.changed');
	});
	return ok(null);
}

/**
 * A new password without the old one: every session of hers ends, and waits begin again. The caller proves in the same
 * transaction that it may, and audits.
 * @param liftFactor her second factor goes, too: she lost it
 */
export async function resetAccount(
	tx: Tx,
	staffId: string,
	to: { passwordHash: string; liftFactor: boolean }
): Promise<void> {
	await updateStaff(tx, staffId, { password_hash: to.passwordHash });
	await deleteSessionsOf(tx, `staff:${staffId}`);
	await liftLock(tx, staffId);
	await liftLock(tx, `second-${staffId}`);
	if (to.liftFactor) await deleteFactor(tx, staffId);
}
