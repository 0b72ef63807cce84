/** All SQL of what a learner allowed partners, and of the claims that carry it over. */
import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { PartnerClaimRow, PartnerConsentRow } from '../platform/schema.ts';

export type Consent = Selectable<PartnerConsentRow>;
export type Claim = Selectable<PartnerClaimRow>;

export const insertConsent = (tx: Tx, row: Insertable<PartnerConsentRow>) =>
	tx.insertInto('partner_consent').values(row).execute();

export const findConsent = (db: Db, learnerId: string, consentId: string): Promise<Consent | undefined> =>
	db
		.selectFrom('partner_consent')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('consent_id', '=', consentId)
		.executeTakeFirst();

/** Newest first. */
export const readConsents = (db: Db, learnerId: string): Promise<Consent[]> =>
	db
		.selectFrom('partner_consent')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('at', 'desc')
		.orderBy('consent_id', 'desc')
		.execute();

export const setRedeemed = (tx: Tx, learnerId: string, consentId: string, now: number) =>
	tx
		.updateTable('partner_consent')
		.set({ redeemed_at: now })
		.where('learner_id', '=', learnerId)
		.where('consent_id', '=', consentId)
		.execute();

/** @returns whether anything stood allowed */
export async function setWithdrawn(
	tx: Tx,
	learnerId: string,
	partnerId: string,
	now: number
): Promise<boolean> {
	const rows = await tx
		.updateTable('partner_consent')
		.set({ withdrawn_at: now })
		.where('learner_id', '=', learnerId)
		.where('partner_id', '=', partnerId)
		.where('withdrawn_at', 'is', null)
		.returning('consent_id')
		.execute();
	return rows.length > 0;
}

export const insertClaim = (tx: Tx, row: Omit<Claim, 'redeemed_at'>) =>
	tx.insertInto('partner_claim').values(row).execute();

export const findClaim = (db: Db, claimHash: string): Promise<Claim | undefined> =>
	db.selectFrom('partner_claim').selectAll().where('claim_hash', '=', claimHash).executeTakeFirst();

/** Of two redeemers at once one takes it. @returns whether this one did */
export async function takeClaim(tx: Tx, claimHash: string, now: number): Promise<boolean> {
	const row = await tx
		.updateTable('partner_claim')
		.set({ redeemed_at: now })
		.where('claim_hash', '=', claimHash)
		.where('redeemed_at', 'is', null)
		.where('expires_at', '>', now)
		.returning('claim_hash')
		.executeTakeFirst();
	return row !== undefined;
}

/** Some time after their end: until then the partner is told what became of them. */
export const deleteClaims = (db: Db, expiredBefore: number) =>
	db.deleteFrom('partner_claim').where('expires_at', '<', expiredBefore).execute();

/** The id that this partner knows her by leads back to her. */
export const keepSeller = (tx: Tx, row: { seller_ref: string; learner_id: string; partner_id: string }) =>
	tx
		.insertInto('partner_seller')
		.values(row)
		.onConflict((c) => c.column('seller_ref').doNothing())
		.execute();

export const findSeller = (db: Db, sellerRef: string, partnerId: string) =>
	db
		.selectFrom('partner_seller')
		.select('learner_id')
		.where('seller_ref', '=', sellerRef)
		.where('partner_id', '=', partnerId)
		.executeTakeFirst();
