/** What selling reads of rows that other modules write; it never changes one of them. */
import type { Db } from '../platform/db.server.ts';

/** Her draft shop, as the progress projection keeps it. */
export const readDraftParts = (db: Db, learnerId: string) =>
	db.selectFrom('draft_part').select(['part', 'body']).where('learner_id', '=', learnerId).execute();

export const readActiveBadges = async (db: Db, learnerId: string): Promise<string[]> => {
	const rows = await db
		.selectFrom('award')
		.select('badge')
		.where('learner_id', '=', learnerId)
		.where('state', '=', 'active')
		.execute();
	return rows.map((r) => r.badge);
};

export const readTileSeed = async (db: Db, learnerId: string): Promise<number> => {
	const row = await db
		.selectFrom('learner')
		.select('tile_seed')
		.where('learner_id', '=', learnerId)
		.executeTakeFirst();
	return row?.tile_seed ?? 1;
};

/** The latest answers about her, as JSON; null when she gave none. */
export const readAboutMe = async (db: Db, learnerId: string): Promise<string | null> => {
	const row = await db
		.selectFrom('about_me')
		.select('answers')
		.where('learner_id', '=', learnerId)
		.orderBy('at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.answers ?? null;
};
