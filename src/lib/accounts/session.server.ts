import type { Lang } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import { cookieOptions, GUEST_COOKIE, LONGEST_COOKIE, SESSION_COOKIE, type Jar } from './cookies.server.ts';
import { hasFactor, mustHaveFactor } from './second-factor.server.ts';
import { createGuest } from './learner.repository.server.ts';
import { adoptSession, closeSession, findSessionPerson, openSession, type Proof } from './lucia.server.ts';

export interface OpenSession {
	learner: { learnerId: string; kind: 'guest' | 'joined' } | null;
	staff: { staffId: string; name: string } | null;
	sessionId: string | null;
	/** What opened it (K3). */
	proof: Proof | null;
}

export const nobody: OpenSession = { learner: null, staff: null, sessionId: null, proof: null };

/** K4. Whose work is open in this browser. A cookie that stands for nothing any more is dropped. */
export async function readSession(services: Services, cookies: Jar): Promise<OpenSession> {
	const sessionId = cookies.get(SESSION_COOKIE);
	if (!sessionId) return nobody;
	const found = await findSessionPerson(services, sessionId);
	if (!found) {
		cookies.delete(SESSION_COOKIE, cookieOptions(services));
		return nobody;
	}
	if (found.renewed) adoptSession(services, cookies, sessionId);
	const { person, proof } = found;
	return person.who === 'learner'
		? { ...nobody, sessionId, proof, learner: { learnerId: person.learnerId, kind: person.kind } }
		: {
				...nobody,
				sessionId,
				proof,
				// K2. A password that a second factor has yet to follow is nobody's.
				staff: proof === 'password' ? null : { staffId: person.staffId, name: person.name }
			};
}

/** K2. Whose password this browser has given, whether or not the second factor has followed; for the pages that ask it. */
export async function readSecondStep(
	services: Services,
	cookies: Jar
): Promise<{ staffId: string; name: string; sessionId: string; proven: boolean } | undefined> {
	const sessionId = cookies.get(SESSION_COOKIE);
	const found = sessionId && (await findSessionPerson(services, sessionId));
	if (!found || found.person.who !== 'staff') return undefined;
	const { staffId, name } = found.person;
	return { staffId, name, sessionId, proven: found.proof === 'secret' };
}

/**
 * Opens a learner's work. A new session id each time (no fixation). Another guest's session that was open here is
 * kept aside until {@link endSession}: work that is not hers stays for whom it belongs to (K1).
 */
export async function startLearnerSession(
	services: Services,
	cookies: Jar,
	learnerId: string,
	proof: Proof = 'secret'
): Promise<string> {
	const before = await readSession(services, cookies);
	if (before.learner?.kind === 'guest' && before.learner.learnerId !== learnerId)
		cookies.set(GUEST_COOKIE, before.sessionId!, cookieOptions(services, LONGEST_COOKIE));
	else if (before.sessionId) await closeSession(services, cookies, before.sessionId);
	return openSession(services, cookies, 'learner', learnerId, proof);
}

/**
 * Opens a session after the right password. Where a second factor is set or must be set (K2) it is nobody's until that
 * is done.
 * @returns whether she is in, or a second step follows
 */
export async function startStaffSession(
	services: Services,
	cookies: Jar,
	staffId: string
): Promise<'open' | 'second'> {
	const before = await readSession(services, cookies);
	if (before.learner?.kind === 'guest')
		cookies.set(GUEST_COOKIE, before.sessionId!, cookieOptions(services, LONGEST_COOKIE));
	else if (before.sessionId) await closeSession(services, cookies, before.sessionId);
	const second = (await hasFactor(services, staffId)) || (await mustHaveFactor(services, staffId));
	await openSession(services, cookies, 'staff', staffId, second ? 'password' : 'secret');
	return second ? 'second' : 'open';
}

/** Closes what is open here; a guest's work that was kept aside opens again. */
export async function endSession(services: Services, cookies: Jar): Promise<void> {
	const open = cookies.get(SESSION_COOKIE);
	if (open) await closeSession(services, cookies, open);
	const aside = cookies.get(GUEST_COOKIE);
	if (!aside) return;
	cookies.delete(GUEST_COOKIE, cookieOptions(services));
	const guest = await findSessionPerson(services, aside);
	if (guest?.person.who === 'learner' && guest.person.kind === 'guest')
		adoptSession(services, cookies, aside);
}

/**
 * K1. Whose log a form post goes to: the open learner's, or a new guest's. Called on the first post that has something
 * to keep, never on reading.
 */
export async function ensureGuest(services: Services, cookies: Jar, lang: Lang): Promise<string> {
	const { learner } = await readSession(services, cookies);
	if (learner) return learner.learnerId;
	const learnerId = await createGuest(services, lang);
	await startLearnerSession(services, cookies, learnerId);
	return learnerId;
}
