/** All sellers and what a marketplace said of them: for administrators alone, across all learners. */
import type { Insertable } from 'kysely';
import type { Db } from '../../platform/db.server.ts';
import type { SellerDecisionRow } from '../../platform/schema.ts';

/** The first unlocked first. */
export const readAllSellers = (allLearners: Db) =>
	allLearners
		.selectFrom('seller')
		.leftJoin('seller_decision', 'seller_decision.learner_id', 'seller.learner_id')
		.select([
			'seller.learner_id',
			'seller.tier',
			'seller.state',
			'seller.unlocked_at',
			'seller_decision.decision',
			'seller_decision.reason'
		])
		.orderBy('seller.unlocked_at')
		.orderBy('seller.learner_id')
		.execute();

export const writeDecision = (db: Db, row: Insertable<SellerDecisionRow>) =>
	db
		.insertInto('seller_decision')
		.values(row)
		.onConflict((c) =>
			c.column('learner_id').doUpdateSet({
				decision: row.decision,
				reason: row.reason,
				at: row.at,
				by_staff: row.by_staff
			})
		)
		.execute();
