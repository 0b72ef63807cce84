import type { Db, Tx } from '../platform/db.server.ts';
import type { SetupLinkRow } from '../platform/schema.ts';
import { INSTALLATION } from './audit.server.ts';
import { isRole, type Role } from './decide-permission.ts';

export const findActiveStaff = (db: Db, staffId: string) =>
	db
		.selectFrom('staff')
		.select(['staff_id', 'name'])
		.where('staff_id', '=', staffId)
		.where('disabled_at', 'is', null)
		.executeTakeFirst();

/** @param email as stored: trimmed, lower case */
export const findStaffByEmail = (db: Db, email: string) =>
	db
		.selectFrom('staff')
		.select(['staff_id', 'password_hash'])
		.where('email', '=', email)
		.where('disabled_at', 'is', null)
		.executeTakeFirst();

/** Her own account, for herself. */
export const findAccount = (db: Db, staffId: string) =>
	db
		.selectFrom('staff')
		.select(['name', 'email', 'password_hash'])
		.where('staff_id', '=', staffId)
		.where('disabled_at', 'is', null)
		.executeTakeFirst();

/** Names as they are now, of whoever of these is or was staff. */
export async function staffNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
	if (!ids.length) return new Map();
	const rows = await db
		.selectFrom('staff')
		.select(['staff_id', 'name'])
		.where('staff_id', 'in', ids)
		.execute();
	return new Map(rows.map(({ staff_id, name }) => [staff_id, name]));
}

export const updateStaff = (db: Db, staffId: string, change: { name: string } | { password_hash: string }) =>
	db.updateTable('staff').set(change).where('staff_id', '=', staffId).execute();

/** The same password under a newer key; another one that she has chosen meanwhile stays. */
export const renewPasswordHash = (db: Db, staffId: string, was: string, fresh: string) =>
	db
		.updateTable('staff')
		.set({ password_hash: fresh })
		.where('staff_id', '=', staffId)
		.where('password_hash', '=', was)
		.execute();

export interface NewStaff {
	staffId: string;
	name: string;
	/** Log-in name: an e-mail address, or a phone number in E.164. */
	email: string;
	passwordHash: string;
}

/** @returns false when the log-in name is taken */
export async function insertStaff(tx: Tx, staff: NewStaff, now: number): Promise<boolean> {
	const row = await tx
		.insertInto('staff')
		.values({
			staff_id: staff.staffId,
			name: staff.name,
			email: staff.email,
			password_hash: staff.passwordHash,
			created_at: now
		})
		.onConflict((c) => c.column('email').doNothing())
		.returning('staff_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** The role, and in `staff_place` that she has one there: roles of one person are found without asking every organisation. */
export async function grantRole(
	tx: Tx,
	organisationId: string,
	staffId: string,
	role: Role,
	now: number
): Promise<void> {
	await tx
		.insertInto('staff_role')
		.values({ organisation_id: organisationId, staff_id: staffId, role, granted_at: now })
		.onConflict((c) => c.columns(['organisation_id', 'staff_id', 'role']).doNothing())
		.execute();
	await tx
		.insertInto('staff_place')
		.values({ staff_id: staffId, organisation_id: organisationId })
		.onConflict((c) => c.columns(['staff_id', 'organisation_id']).doNothing())
		.execute();
}

/** @returns false when she did not have it */
export async function revokeRole(
	tx: Tx,
	organisationId: string,
	staffId: string,
	role: Role
): Promise<boolean> {
	const gone = await tx
		.deleteFrom('staff_role')
		.where('organisation_id', '=', organisationId)
		.where('staff_id', '=', staffId)
		.where('role', '=', role)
		.returning('staff_id')
		.executeTakeFirst();
	return gone !== undefined;
}

/** Everybody with a role in an organisation, the first who came first. */
export const staffIn = async (
	db: Db,
	organisationId: string
): Promise<{ staffId: string; role: Role; since: number }[]> =>
	(
		await db
			.selectFrom('staff_role')
			.select(['staff_id', 'role', 'granted_at'])
			.where('organisation_id', '=', organisationId)
			.orderBy('granted_at')
			.orderBy('staff_id')
			.execute()
	).flatMap(({ staff_id: staffId, role, granted_at: since }) =>
		isRole(role) ? [{ staffId, role, since }] : []
	);

/** What she is in one organisation; what a newer version knows is passed over. */
export const rolesIn = async (db: Db, organisationId: string, staffId: string): Promise<Role[]> =>
	(
		await db
			.selectFrom('staff_role')
			.select('role')
			.where('organisation_id', '=', organisationId)
			.where('staff_id', '=', staffId)
			.execute()
	)
		.map(({ role }) => role)
		.filter(isRole);

/** Organisations where she has, or had, a role; the installation itself among them. */
export const placesOf = async (db: Db, staffId: string): Promise<string[]> =>
	(
		await db.selectFrom('staff_place').select('organisation_id').where('staff_id', '=', staffId).execute()
	).map((row) => row.organisation_id);

/** Whether this person administers the installation. */
export const isAdministrator = async (db: Db, staffId: string): Promise<boolean> =>
	(await db
		.selectFrom('staff_role')
		.select('role')
		.where('organisation_id', '=', INSTALLATION)
		.where('staff_id', '=', staffId)
		.where('role', '=', 'administrator')
		.executeTakeFirst()) !== undefined;

/** Whether anybody administers the installation yet; the first start asks. */
export const hasAdministrator = async (db: Db): Promise<boolean> =>
	(await db
		.selectFrom('staff_role')
		.select('staff_id')
		.where('organisation_id', '=', INSTALLATION)
		.where('role', '=', 'administrator')
		.executeTakeFirst()) !== undefined;

export const insertSetupLink = (db: Db, row: Omit<SetupLinkRow, 'used_at'>) =>
	db.insertInto('setup_link').values(row).execute();

export const findSetupLink = (db: Db, tokenHash: string, now: number) =>
	db
		.selectFrom('setup_link')
		.select('purpose')
		.where('token_hash', '=', tokenHash)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirst();

/** Single use: of two at once one gets it. */
export async function useSetupLink(tx: Tx, tokenHash: string, now: number): Promise<boolean> {
	const row = await tx
		.updateTable('setup_link')
		.set({ used_at: now })
		.where('token_hash', '=', tokenHash)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.returning('token_hash')
		.executeTakeFirst();
	return row !== undefined;
}
