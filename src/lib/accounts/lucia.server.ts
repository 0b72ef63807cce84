/**
 * The one file that knows Lucia 3 (small, finished, no longer developed). Session ids are stored only as a keyed hash,
 * and time is the clock of the services: Lucia's own dates are shifted at the adapter.
 */
import type { Selectable } from 'kysely';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import { hex } from '../platform/ids.ts';
import type { SessionRow } from '../platform/schema.ts';
import type { Services } from '../services.server.ts';
import { cookieOptions, SESSION_COOKIE, type Jar } from './cookies.server.ts';
import { findOpenLearner } from './learner.repository.server.ts';
import * as sessions from './session.repository.server.ts';
import { findActiveStaff } from './staff.repository.server.ts';

export type Person =
	| { who: 'learner'; learnerId: string; kind: 'guest' | 'joined' }
	| { who: 'staff'; staffId: string; name: string };

/**
 * What opened a session: her secret (staff: the password), only a phone on which her work is open (K3), or a password that
 * a second factor has yet to follow (K2).
 */
export type Proof = 'secret' | 'phone' | 'password';

declare module 'lucia' {
	interface Register {
		Lucia: Lucia;
		DatabaseUserAttributes: { person: Person };
		DatabaseSessionAttributes: { proof: Proof };
	}
}

/** A phone of the house stays open for half a year of use; a staff desk for a working day, however busy it is. */
const LASTS = { learner: new TimeSpan(180, 'd'), staff: new TimeSpan(12, 'h') };
type Who = keyof typeof LASTS;

async function findPerson({ db }: Services, userId: string): Promise<Person | undefined> {
	const [who, id] = userId.split(':') as [Who, string];
	if (who === 'learner') {
		const learner = await findOpenLearner(db, id);
		return learner && { who, learnerId: id, kind: learner.kind };
	}
	const staff = await findActiveStaff(db, id);
	return staff && { who, staffId: id, name: staff.name };
}

function adapter(services: Services): Adapter {
	const { db, clock, secrets } = services;
	const hash = (id: string) => secrets.lookup('session', id);
	const toLucia = (ms: number) => new Date(ms - clock() + Date.now());
	const fromLucia = (date: Date) => date.getTime() - Date.now() + clock();
	const session = (id: string, row: Selectable<SessionRow>): DatabaseSession => ({
		id,
		userId: row.user_id,
		expiresAt: toLucia(row.expires_at),
		attributes: { proof: row.proof }
	});
	return {
		async getSessionAndUser(id) {
			const row = await sessions.findSession(db, hash(id));
			if (!row) return [null, null];
			const person = await findPerson(services, row.user_id);
			return [session(id, row), person ? { id: row.user_id, attributes: { person } } : null];
		},
		// Only hashes are kept: these sessions can be counted and ended, not named.
		getUserSessions: async (userId) =>
			(await sessions.findSessionsOf(db, userId)).map((row) => session(row.session_hash, row)),
		async setSession({ id, userId, expiresAt, attributes }) {
			await sessions.insertSession(db, {
				session_hash: hash(id),
				user_id: userId,
				created_at: clock(),
				expires_at: fromLucia(expiresAt),
				proof: attributes.proof
			});
		},
		async updateSessionExpiration(id, expiresAt) {
			if (whoseId(id) === 'learner') await sessions.extendSession(db, hash(id), fromLucia(expiresAt));
		},
		async deleteSession(id) {
			await sessions.deleteSession(db, hash(id));
		},
		async deleteUserSessions(userId) {
			await sessions.deleteSessionsOf(db, userId);
		},
		async deleteExpiredSessions() {
			await sessions.deleteExpiredSessions(db, clock());
		}
	};
}

const lucia = (services: Services, who: Who) =>
	new Lucia(adapter(services), {
		sessionExpiresIn: LASTS[who],
		sessionCookie: { name: SESSION_COOKIE, attributes: cookieOptions(services) },
		getUserAttributes: ({ person }) => ({ person }),
		getSessionAttributes: ({ proof }) => ({ proof })
	});

/** The first letter of a session id says how long such sessions last. */
const whoseId = (id: string): Who => (id.startsWith('s') ? 'staff' : 'learner');

function setCookie(services: Services, cookies: Jar, id: string): void {
	const { name, value, attributes } = lucia(services, whoseId(id)).createSessionCookie(id);
	cookies.set(name, value, { ...cookieOptions(services), maxAge: attributes.maxAge });
}

/** Opens a session for this person in this browser. */
export async function openSession(
	services: Services,
	cookies: Jar,
	who: Who,
	id: string,
	proof: Proof = 'secret'
): Promise<string> {
	const sessionId = `${who[0]}${hex(services.random(20))}`;
	await lucia(services, who).createSession(`${who}:${id}`, { proof }, { sessionId });
	setCookie(services, cookies, sessionId);
	return sessionId;
}

/** Who a session id stands for; one in use for half its time is made longer. */
export async function findSessionPerson(services: Services, sessionId: string) {
	const { session, user } = await lucia(services, whoseId(sessionId)).validateSession(sessionId);
	return (
		session && {
			person: (user as unknown as { person: Person }).person,
			proof: (session as unknown as { proof: Proof }).proof,
			renewed: session.fresh
		}
	);
}

/** Her secret was asked again and was right. */
export const proveSession = ({ db, secrets }: Services, sessionId: string): Promise<unknown> =>
	sessions.proveSession(db, secrets.lookup('session', sessionId));

/** Makes this the browser's open session. */
export const adoptSession = setCookie;

export async function closeSession(services: Services, cookies: Jar, sessionId: string): Promise<void> {
	await lucia(services, whoseId(sessionId)).invalidateSession(sessionId);
	cookies.delete(SESSION_COOKIE, cookieOptions(services));
}

/** Ends all sessions of one person, on every phone. */
export const closeSessionsOf = (services: Services, who: Who, id: string): Promise<void> =>
	lucia(services, who).invalidateUserSessions(`${who}:${id}`);
