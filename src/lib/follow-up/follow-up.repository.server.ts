import type { Db, Tx } from '../platform/db.server.ts';
import type { FollowUpRow } from '../platform/schema.ts';

export const rowsOf = (db: Db, learnerId: string) =>
	db.selectFrom('follow_up').selectAll().where('learner_id', '=', learnerId).orderBy('month').execute();

/** @param learnerIds at least one */
export const rowsOfMany = (db: Db, learnerIds: readonly string[]) =>
	db
		.selectFrom('follow_up')
		.selectAll()
		.where('learner_id', 'in', learnerIds)
		.orderBy('learner_id')
		.orderBy('month')
		.execute();

export async function writeRow(tx: Tx, row: FollowUpRow): Promise<void> {
	const { answers, at, by_person, event_id } = row;
	await tx
		.insertInto('follow_up')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'month']).doUpdateSet({ answers, at, by_person, event_id }))
		.execute();
}

export async function clearRows(tx: Tx, learnerId: string): Promise<void> {
	await tx.deleteFrom('follow_up').where('learner_id', '=', learnerId).execute();
}

/**
 * When she first was in a class, by her history and by what stands: a class that she was put into by mistake and taken
 * out of has left its history alone. Undefined for who never was in one.
 */
export async function firstEnrolledAt(db: Db, learnerId: string): Promise<number | undefined> {
	const [standing, history] = await Promise.all([
		db
			.selectFrom('enrolment')
			.select(['organisation_id', 'cohort_id', 'state', 'at'])
			.where('learner_id', '=', learnerId)
			.execute(),
		db
			.selectFrom('enrolment_change')
			.select(['organisation_id', 'cohort_id', 'at'])
			.where('learner_id', '=', learnerId)
			.where('state', '=', 'active')
			.execute()
	]);
	const places = new Set(standing.map((e) => `${e.organisation_id} ${e.cohort_id}`));
	const times = [
		...standing.filter(({ state }) => state === 'active').map(({ at }) => Number(at)),
		...history.filter((h) => places.has(`${h.organisation_id} ${h.cohort_id}`)).map(({ at }) => Number(at))
	];
	return times.length ? Math.min(...times) : undefined;
}
