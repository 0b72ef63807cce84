import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ShopReportRow } from '../platform/schema.ts';
import type { SuspendReason } from './unlock-seller.server.ts';

export type Report = Selectable<ShopReportRow>;

/** The same form sent twice is one report. */
export const insertReport = (db: Db, row: Insertable<ShopReportRow>) =>
	db
		.insertInto('shop_report')
		.values(row)
		.onConflict((c) => c.doNothing())
		.execute();

/** What nobody has decided about yet, oldest first: walks all learners, for staff. */
export const readOpenReports = (allLearners: Db, limit: number): Promise<Report[]> =>
	allLearners
		.selectFrom('shop_report')
		.selectAll()
		.where('decided_at', 'is', null)
		.orderBy('at')
		.orderBy('report_id')
		.limit(limit)
		.execute();

/** Takes one for this transaction. @returns false when somebody has decided it */
export async function decideReport(
	db: Db,
	learnerId: string,
	reportId: string,
	decision: { decided_at: number; decided_by: string; decision: 'nothing' | 'stopped' }
): Promise<boolean> {
	const row = await db
		.updateTable('shop_report')
		.set(decision)
		.where('learner_id', '=', learnerId)
		.where('report_id', '=', reportId)
		.where('decided_at', 'is', null)
		.returning('report_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Shops that were stopped for this reason, newest first: walks all learners, for staff. */
export const readSuspendedSellers = (allLearners: Db, reason: SuspendReason, limit: number) =>
	allLearners
		.selectFrom('seller')
		.innerJoin('shop', 'shop.learner_id', 'seller.learner_id')
		.select(['shop.learner_id as learnerId', 'shop.handle', 'shop.name', 'seller.changed_at as at'])
		.where('seller.state', '=', 'suspended')
		.where('seller.reason', '=', reason)
		.orderBy('seller.changed_at', 'desc')
		.limit(limit)
		.execute();

/** Reports that were decided before a time: walks all learners, for the job. @returns how many */
export async function deleteDecidedReports(allLearners: Db, before: number): Promise<number> {
	const gone = await allLearners
		.deleteFrom('shop_report')
		.where('decided_at', '<', before)
		.executeTakeFirst();
	return Number(gone.numDeletedRows);
}
