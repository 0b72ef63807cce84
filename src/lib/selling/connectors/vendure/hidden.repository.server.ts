/**
 * Which products a suspension hid: those that she had hidden herself stay hidden when it is lifted. Vendure has no place for
 * it that is long enough and not hers to change.
 */
import type { Db } from '../../../platform/db.server.ts';

export async function readHidden(db: Db, learnerId: string): Promise<string[]> {
	const row = await db
		.selectFrom('vendure_seller')
		.select('hidden')
		.where('learner_id', '=', learnerId)
		.executeTakeFirst();
	return JSON.parse(row?.hidden ?? '[]') as string[];
}

export const writeHidden = (db: Db, learnerId: string, ids: readonly string[]) =>
	db
		.updateTable('vendure_seller')
		.set({ hidden: JSON.stringify(ids) })
		.where('learner_id', '=', learnerId)
		.execute();
