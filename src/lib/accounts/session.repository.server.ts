import type { Insertable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { SessionRow } from '../platform/schema.ts';

export const findSession = (db: Db, hash: string) =>
	db.selectFrom('session').selectAll().where('session_hash', '=', hash).executeTakeFirst();

export const findSessionsOf = (db: Db, userId: string) =>
	db.selectFrom('session').selectAll().where('user_id', '=', userId).execute();

export const insertSession = (db: Db, row: Insertable<SessionRow>) =>
	db.insertInto('session').values(row).execute();

export const extendSession = (db: Db, hash: string, expiresAt: number) =>
	db.updateTable('session').set({ expires_at: expiresAt }).where('session_hash', '=', hash).execute();

export const proveSession = (db: Db, hash: string) =>
	db.updateTable('session').set({ proof: 'secret' }).where('session_hash', '=', hash).execute();

export const deleteSession = (db: Db, hash: string) =>
	db.deleteFrom('session').where('session_hash', '=', hash).execute();

export const deleteSessionsOf = (db: Db, userId: string) =>
	db.deleteFrom('session').where('user_id', '=', userId).execute();

export const deleteExpiredSessions = (db: Db, now: number) =>
	db.deleteFrom('session').where('expires_at', '<=', now).execute();

/** All of this person but one. */
export const deleteOtherSessions = (db: Db, userId: string, butHash: string) =>
	db.deleteFrom('session').where('user_id', '=', userId).where('session_hash', '<>', butHash).execute();

/** Open sessions of this person are a password's alone again: a second factor has to follow. */
export const unproveSessions = (db: Db, userId: string) =>
	db.updateTable('session').set({ proof: 'password' }).where('user_id', '=', userId).execute();
