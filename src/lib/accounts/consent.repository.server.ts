import type { Selectable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ConsentRow } from '../platform/schema.ts';
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
	return rows.map(actOf);
}

const actOf = (
	row: Pick<Selectable<ConsentRow>, 'purpose' | 'at' | 'given' | 'text_version'>
): ConsentAct => ({
	purpose: row.purpose as Purpose,
	at: row.at,
	given: row.given === 1,
	textVersion: row.text_version
});

/** Of these learners, whose work may be kept: one query, however many. */
export async function whoseWorkMayBeKept(db: Db, learnerIds: readonly string[]): Promise<Set<string>> {
	if (!learnerIds.length) return new Set();
	const rows = await db
		.selectFrom('consent')
		.selectAll()
		.where('learner_id', 'in', learnerIds)
		.orderBy('at')
		.execute();
	const of = Map.groupBy(rows, (row) => row.learner_id);
	return new Set(learnerIds.filter((id) => maySaid((of.get(id) ?? []).map(actOf))));
}

/** Whether more of her work may come to the server: always for a guest, until it is taken back for who has joined. */
export async function mayKeepWork(db: Db, learnerId: string): Promise<boolean> {
	return maySaid(await readConsent(db, learnerId));
}

const maySaid = (history: readonly ConsentAct[]): boolean =>
	history.length === 0 || currentConsent(history).learning;
