import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ShopEnquiryRow } from '../platform/schema.ts';

export type Enquiry = Selectable<ShopEnquiryRow>;

/** The same form sent twice is one enquiry. @returns whether it is new */
export const insertEnquiry = async (db: Db, row: Insertable<ShopEnquiryRow>): Promise<boolean> =>
	(await db
		.insertInto('shop_enquiry')
		.values(row)
		.onConflict((c) => c.doNothing())
		.returning('enquiry_id')
		.executeTakeFirst()) !== undefined;

export async function countEnquiryRows(db: Db, learnerId: string, since: number): Promise<number> {
	const { n } = await db
		.selectFrom('shop_enquiry')
		.select((eb) => eb.fn.countAll().as('n'))
		.where('learner_id', '=', learnerId)
		.where('at', '>=', since)
		.executeTakeFirstOrThrow();
	return Number(n);
}

export const readEnquiryRows = (db: Db, learnerId: string, since: number): Promise<Enquiry[]> =>
	db
		.selectFrom('shop_enquiry')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('at', '>=', since)
		.orderBy('at', 'desc')
		.orderBy('enquiry_id')
		.limit(200)
		.execute();

export const deleteEnquiry = (db: Db, learnerId: string, enquiryId: string) =>
	db
		.deleteFrom('shop_enquiry')
		.where('learner_id', '=', learnerId)
		.where('enquiry_id', '=', enquiryId)
		.execute();

/** Walks all learners: for the job. */
export async function deleteOldEnquiries(allLearners: Db, before: number): Promise<number> {
	const gone = await allLearners
		.deleteFrom('shop_enquiry')
		.where('at', '<', before)
		.returning('enquiry_id')
		.execute();
	return gone.length;
}
