/** All SQL of partners, their keys and the requests of their waiting computers. None of these tables names a learner. */
import type { Selectable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { PartnerKeyRow, PartnerRow } from '../platform/schema.ts';
import { PARTNER_ID, type Partner, type Scope } from './partner.ts';

const read = (row: Selectable<PartnerRow>): Partner => ({
	id: row.partner_id,
	name: row.name,
	badge: row.badge,
	origins: JSON.parse(row.origins) as string[],
	scopes: JSON.parse(row.scopes) as Scope[],
	stoppedAt: row.stopped_at
});

/** Whatever was sent as an id. */
export async function findPartner(db: Db, id: string): Promise<Partner | undefined> {
	if (!PARTNER_ID.test(id)) return undefined;
	const row = await db.selectFrom('partner').selectAll().where('partner_id', '=', id).executeTakeFirst();
	return row && read(row);
}

export const readPartners = async (db: Db): Promise<Partner[]> =>
	(await db.selectFrom('partner').selectAll().orderBy('created_at').orderBy('partner_id').execute()).map(
		read
	);

/** @returns false when the id is taken */
export async function insertPartner(tx: Tx, partner: Partner, now: number): Promise<boolean> {
	const row = await tx
		.insertInto('partner')
		.values({
			partner_id: partner.id,
			name: partner.name,
			badge: partner.badge,
			origins: JSON.stringify(partner.origins),
			scopes: JSON.stringify(partner.scopes),
			created_at: now
		})
		.onConflict((c) => c.column('partner_id').doNothing())
		.returning('partner_id')
		.executeTakeFirst();
	return row !== undefined;
}

export const updatePartner = (tx: Tx, { id, name, badge, origins, scopes }: Omit<Partner, 'stoppedAt'>) =>
	tx
		.updateTable('partner')
		.set({ name, badge, origins: JSON.stringify(origins), scopes: JSON.stringify(scopes) })
		.where('partner_id', '=', id)
		.execute();

/** @returns false when it stood so already, or there is none */
export async function setStopped(tx: Tx, id: string, at: number | null): Promise<boolean> {
	const query = tx.updateTable('partner').set({ stopped_at: at }).where('partner_id', '=', id);
	const row = await query
		.where('stopped_at', at === null ? 'is not' : 'is', null)
		.returning('partner_id')
		.executeTakeFirst();
	return row !== undefined;
}

export type PartnerKey = Selectable<PartnerKeyRow>;

export const insertKey = (tx: Tx, key: Omit<PartnerKey, 'ends_at' | 'last_used_at'>) =>
	tx.insertInto('partner_key').values(key).execute();

export const findKey = (db: Db, keyHash: string): Promise<PartnerKey | undefined> =>
	db.selectFrom('partner_key').selectAll().where('key_hash', '=', keyHash).executeTakeFirst();

export const readKeysOf = (db: Db): Promise<PartnerKey[]> =>
	db.selectFrom('partner_key').selectAll().orderBy('created_at', 'desc').orderBy('key_id').execute();

/** Keys that would last longer end then; those that end sooner stay as they are. */
export const endKeys = (tx: Tx, partnerId: string, at: number) =>
	tx
		.updateTable('partner_key')
		.set({ ends_at: at })
		.where('partner_id', '=', partnerId)
		.where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', at)]))
		.execute();

/** @returns false when it has ended, or there is none */
export async function endOneKey(tx: Tx, partnerId: string, keyId: string, now: number): Promise<boolean> {
	const row = await tx
		.updateTable('partner_key')
		.set({ ends_at: now })
		.where('partner_id', '=', partnerId)
		.where('key_id', '=', keyId)
		.where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
		.returning('key_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Written once in `every` ms: who looks at the list wants the day, and calls want no row to wait for. */
export const noteUse = (db: Db, keyHash: string, now: number, every: number) =>
	db
		.updateTable('partner_key')
		.set({ last_used_at: now })
		.where('key_hash', '=', keyHash)
		.where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', now - every)]))
		.execute();

export const insertRequest = (
	db: Db,
	row: { request_hash: string; partner_id: string; created_at: number; expires_at: number }
) => db.insertInto('partner_request').values(row).execute();

export const findRequest = (db: Db, requestHash: string, partnerId: string) =>
	db
		.selectFrom('partner_request')
		.selectAll()
		.where('request_hash', '=', requestHash)
		.where('partner_id', '=', partnerId)
		.executeTakeFirst();

/** The first answer counts: of two phones before one QR the second finds it answered. @returns whether this one counted */
export async function answerRequest(
	tx: Tx,
	asked: { requestHash: string; partnerId: string },
	answer: 'allowed' | 'declined',
	now: number
): Promise<boolean> {
	const row = await tx
		.updateTable('partner_request')
		.set({ answer })
		.where('request_hash', '=', asked.requestHash)
		.where('partner_id', '=', asked.partnerId)
		.where('answer', 'is', null)
		.where('expires_at', '>', now)
		.returning('request_hash')
		.executeTakeFirst();
	return row !== undefined;
}

export const deleteRequests = (db: Db, expiredBefore: number) =>
	db.deleteFrom('partner_request').where('expires_at', '<', expiredBefore).execute();
