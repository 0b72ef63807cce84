import type { Tx } from '../platform/db.server.ts';
import { latinDigits } from '../platform/digits.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { clearAttempts, takeAttempt, type Wait } from './attempt.repository.server.ts';
import { auditOwn } from './audit.server.ts';
import { acceptedStep, base32, keyUri } from './decide-code.ts';
import { needsSecondFactor } from './decide-permission.ts';
import * as factors from './factor.repository.server.ts';
import { proveSession } from './lucia.server.ts';
import { groupRecovery, readRecovery, recoveryCode } from './recovery-code.ts';
import { deleteOtherSessions } from './session.repository.server.ts';
import { placesOf, rolesIn } from './staff.repository.server.ts';

const RECOVERY_CODES = 10;
/** Binds a sealed secret to whose it is. */
export const aboutFactor = (staffId: string) => `staff-factor:${staffId}`;
const recoveryHash = ({ secrets }: Services, staffId: string, code: string) =>
	secrets.lookup('staff-recovery', `${staffId}:${code}`);

/** The same from the same origin, which nobody but she can name. */
function recoveryFrom(services: Services, staffId: string, origin: string) {
	const codes = Array.from({ length: RECOVERY_CODES }, (_, i) =>
		recoveryCode(services.secrets.lookup('make-recovery', `${staffId}:${origin}:${i}`))
	);
	return { codes, hashes: codes.map((code) => recoveryHash(services, staffId, code)) };
}

export const hasFactor = async ({ db }: Pick<Services, 'db'>, staffId: string): Promise<boolean> =>
	(await factors.findFactor(db, staffId)) !== undefined;

/** K2. Whether she may not go without: an administrator of any organisation, or of the installation. */
export async function mustHaveFactor({ db }: Pick<Services, 'db'>, staffId: string): Promise<boolean> {
	const places = await placesOf(db, staffId);
	const roles = await Promise.all(places.map((place) => rolesIn(db, place, staffId)));
	return roles.some(needsSecondFactor);
}

/**
 * The secret for an authenticator app, before it is confirmed. It follows from the session, so that it is the same when the
 * page is opened again after the app, and nothing is stored until a code proves that the app has it.
 */
export function proposeFactor(
	{ secrets }: Pick<Services, 'secrets'>,
	who: { staffId: string; name: string; sessionId: string }
): { secret: string; uri: string } {
	const key = secrets.lookup('make-factor', `${who.staffId}:${who.sessionId}`).slice(0, 40);
	const secret = base32(Buffer.from(key, 'hex'));
	return { secret, uri: keyUri(secret, who.name) };
}

export type CodeRefusal = { tag: 'code' } | Wait;

/** Six digits of any script, spaces between them or not; nothing when it is something else. */
const readSix = (typed: string): string | undefined =>
	/^\d{6}$/.exec(latinDigits(typed.normalize('NFKC')).replace(/[\s-]/g, ''))?.[0];

/**
 * Turns the second factor on: the app's first code confirms it, her other sessions end.
 * @returns recovery codes, to be shown now and never again
 */
export async function confirmFactor(
	services: Services,
	who: { staffId: string; name: string; sessionId: string },
	typed: string
): Promise<Result<{ codes: string[] }, CodeRefusal | { tag: 'already' }>> {
	const { db, clock, secrets } = services;
	const now = clock();
	const { secret } = proposeFactor(services, who);
	const step = acceptedStep(secret, readSix(typed) ?? '', now, 0);
	if (step === undefined) return refuse({ tag: 'code' });
	// They follow from the session as the secret does: a second tap is told the same ones.
	const { codes, hashes } = recoveryFrom(services, who.staffId, who.sessionId);
	const made = await db.transaction().execute(async (tx) => {
		const fresh = await factors.insertFactor(tx, {
			staff_id: who.staffId,
			secret: secrets.seal(secret, aboutFactor(who.staffId)),
			created_at: now,
			confirmed_at: now,
			last_step: step
		});
		if (!fresh) return false;
		await factors.insertRecovery(tx, who.staffId, hashes, now);
		await deleteOtherSessions(tx, `staff:${who.staffId}`, secrets.lookup('session', who.sessionId));
		await auditOwn(tx, services, who.staffId, 'factor.set');
		return true;
	});
	if (!made) {
		const held = await factors.findFactor(db, who.staffId);
		if (!held || secrets.open(held.secret, aboutFactor(who.staffId)) !== secret)
			return refuse({ tag: 'already' });
	}
	await proveSession(services, who.sessionId);
	return ok({ codes: codes.map(groupRecovery) });
}

/**
 * K2, K3. A code of her app or a recovery code. Everybody who knows her password shares one count of wrong tries: a cookie
 * thrown away gives no new ones.
 * @param then what the code allows, in the transaction that uses the code up: false when it was no right code after all
 */
export async function checkCode(
	services: Services,
	staffId: string,
	typed: string,
	then = async (_: Tx, right: boolean): Promise<boolean> => right
): Promise<Result<null, CodeRefusal>> {
	const { db, clock } = services;
	const subject = `second-${staffId}`;
	const attempt = await takeAttempt(db, subject, '', clock());
	if (!attempt.ok) return attempt;
	const right = await db
		.transaction()
		.execute(async (tx) => then(tx, await useCode(tx, services, staffId, typed)));
	if (!right) return refuse({ tag: 'code' });
	await clearAttempts(db, subject, attempt.value.countedAs);
	return ok(null);
}

/** Whether it is right and was not used before; from now on it is used. */
async function useCode(tx: Tx, services: Services, staffId: string, typed: string): Promise<boolean> {
	const { clock, secrets } = services;
	const factor = await factors.findFactor(tx, staffId);
	if (!factor) return false;
	const six = readSix(typed);
	if (six) {
		const secret = secrets.open(factor.secret, aboutFactor(staffId));
		const step = acceptedStep(secret, six, clock(), factor.last_step);
		return step !== undefined && factors.useStep(tx, staffId, step);
	}
	const code = readRecovery(typed);
	if (!code) return false;
	if (!(await factors.useRecovery(tx, staffId, recoveryHash(services, staffId, code), clock()))) return false;
	await auditOwn(tx, services, staffId, 'factor.recovery_used');
	return true;
}

/**
 * New recovery codes for a code of her app or one that is left; the old ones open nothing from then on.
 * @param given.form the page's: with the same code typed again, as by a second tap, it is told the same ones
 * @returns recovery codes, to be shown now and never again
 */
export async function renewRecovery(
	services: Services,
	who: { staffId: string; sessionId: string },
	given: { form: string; typed: string }
): Promise<Result<{ codes: string[] }, CodeRefusal>> {
	const { staffId, sessionId } = who;
	const origin = `${sessionId}:${given.form}:${readSix(given.typed) ?? readRecovery(given.typed) ?? ''}`;
	const { codes, hashes } = recoveryFrom(services, staffId, origin);
	const renewed = await checkCode(services, staffId, given.typed, async (tx, right) => {
		if (!right) return factors.holdsRecovery(tx, staffId, hashes[0]!);
		await factors.deleteRecovery(tx, staffId);
		await factors.insertRecovery(tx, staffId, hashes, services.clock());
		await auditOwn(tx, services, staffId, 'factor.codes_renewed');
		return true;
	});
	return renewed.ok ? ok({ codes: codes.map(groupRecovery) }) : renewed;
}

/** The second step of logging in: the session is hers from now on. */
export async function proveSecond(
	services: Services,
	who: { staffId: string; sessionId: string },
	typed: string
): Promise<Result<null, CodeRefusal>> {
	const right = await checkCode(services, who.staffId, typed);
	if (right.ok) await proveSession(services, who.sessionId);
	return right;
}

/** A demo may be looked at without an authenticator app; nothing else may. */
export async function skipFactor(
	services: Services,
	who: { staffId: string; sessionId: string }
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!services.env.demo || (await hasFactor(services, who.staffId))) return refuse({ tag: 'forbidden' });
	await proveSession(services, who.sessionId);
	return ok(null);
}

/** Turns it off, by a code; who administers anything may not. */
export async function turnOffFactor(
	services: Services,
	staffId: string,
	typed: string
): Promise<Result<null, CodeRefusal | { tag: 'forbidden' }>> {
	if (await mustHaveFactor(services, staffId)) return refuse({ tag: 'forbidden' });
	const right = await checkCode(services, staffId, typed);
	if (!right.ok) return right;
	await services.db.transaction().execute(async (tx) => {
		if (await factors.deleteFactor(tx, staffId)) await auditOwn(tx, services, staffId, 'factor.off');
	});
	return ok(null);
}
