import type { Db } from '../platform/db.server.ts';

/** T5. Her record, and any that was joined to it: all of them are hers. */
export async function recordsOf(allLearners: Db, learnerId: string): Promise<string[]> {
	const joined = await allLearners
		.selectFrom('learner')
		.select('learner_id')
		.where('merged_into', '=', learnerId)
		.execute();
	return [learnerId, ...joined.map((row) => row.learner_id)];
}
