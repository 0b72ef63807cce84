/** Sellers and what marketplaces said of them: of all for administrators alone, across all learners; of one for herself. */
import type { Insertable } from 'kysely';
import type { Db } from '../../platform/db.server.ts';
import type { SellerDecisionRow } from '../../platform/schema.ts';
import { writeSetting } from '../../platform/settings.server.ts';

/** The first unlocked first, with what this marketplace decided. */
export const readAllSellers = (allLearners: Db, marketplace: string) =>
	allLearners
		.selectFrom('seller')
		.leftJoin('seller_decision', (join) =>
			join
				.onRef('seller_decision.learner_id', '=', 'seller.learner_id')
				.on('seller_decision.marketplace', '=', marketplace)
		)
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
			c.columns(['learner_id', 'marketplace']).doUpdateSet({
				decision: row.decision,
				reason: row.reason,
				at: row.at,
				by_staff: row.by_staff
			})
		)
		.execute();

/** What marketplaces said of her, the newest first; for her own eyes. */
export const readOwnDecisions = (db: Db, learnerId: string) =>
	db
		.selectFrom('seller_decision')
		.select(['marketplace', 'decision', 'reason', 'at'])
		.where('learner_id', '=', learnerId)
		.orderBy('at', 'desc')
		.orderBy('marketplace')
		.execute();

const NAMED = 'list-of:';

/** Kept when a list goes out, so that nobody types the word a second time, and another way. */
export const keepMarketplace = (db: Db, marketplace: string) =>
	writeSetting(db, `${NAMED}${marketplace}`, marketplace);

export const readMarketplaces = async (db: Db): Promise<string[]> =>
	(
		await db
			.selectFrom('setting')
			.select('value')
			.where('name', 'like', `${NAMED}%`)
			.orderBy('name')
			.execute()
	).map(({ value }) => value);
