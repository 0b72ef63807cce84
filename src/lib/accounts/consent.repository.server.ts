import type { Db } from '../platform/db.server.ts';
import { currentConsent, type ConsentAct, type Purpose } from './consent.ts';

/** K5. Acts are added, never changed. The same act sent twice in one millisecond is one. */
export const addConsent = (db: Db, learnerId: string, acts: readonly ConsentAct[]) =>
	db
		.insertInto('consent')
		.values(
			acts.map(({ purpose, at, given, textVersion }) => ({
				learner_id: learnerId,
				purpose,
				at,
				given: given ? 1 : 0,
				text_version: textVersion
			}))
		)
		.onConflict((c) => c.columns(['learner_id', 'purpose', 'at']).doNothing())
		.execute();

/** Oldest first. */
export async function readConsent(db: Db, learnerId: string): Promise<ConsentAct[]> {
	const rows = await db
		.selectFrom('consent')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('at')
		.execute();
	return rows.map((r) => ({
		purpose: r.purpose as Purpose,
		at: r.at,
		given: r.given === 1,
		textVersion: r.text_version
	}));
}

/** Whether more of her work may come to the server: always for a guest, until it is taken back for who has joined. */
export async function mayKeepWork(db: Db, learnerId: string): Promise<boolean> {
	const history = await readConsent(db, learnerId);
	return history.length === 0 || currentConsent(history).learning;
}
