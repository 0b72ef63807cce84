import type { Lang } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import { cookieOptions, GUEST_COOKIE, LONGEST_COOKIE, SESSION_COOKIE, type Jar } from './cookies.server.ts';
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
		: { ...nobody, sessionId, proof, staff: { staffId: person.staffId, name: person.name } };
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

export async function startStaffSession(services: Services, cookies: Jar, staffId: string): Promise<string> {
	const before = await readSession(services, cookies);
	if (before.learner?.kind === 'guest')
		cookies.set(GUEST_COOKIE, before.sessionId!, cookieOptions(services, LONGEST_COOKIE));
	else if (before.sessionId) await closeSession(services, cookies, before.sessionId);
	return openSession(services, cookies, 'staff', staffId);
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
