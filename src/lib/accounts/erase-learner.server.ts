import type { Db, Tx } from '../platform/db.server.ts';
import { readDeletions, recordDeletions } from '../platform/deletion-list.server.ts';
import { learnerTables } from '../platform/tables.ts';
import type { Services } from '../services.server.ts';
import { holdOpenLearner } from './learner.repository.server.ts';
import { deleteSessionsOf } from './session.repository.server.ts';

type Contribute = Services['contribute'];

/**
 * K5. Forgets a learner: every row that is hers, and every way to find her. The list is written first, so that neither a
 * crash in the middle nor a backup put back later can bring her back ({@link replayDeletions}).
 *
 * What stays names nobody: the audit's ids, what of her is counted in quarters that are over, and her badge's place in the
 * status list: it must never be given to another, and what she carries away goes on being answered.
 */
export async function eraseLearner(
	{ allLearners, env, clock, contribute }: Pick<Services, 'allLearners' | 'env' | 'clock' | 'contribute'>,
	learnerId: string
): Promise<void> {
	const at = clock();
	recordDeletions(env.dataDir, [{ learnerId, at }]);
	await allLearners
		.transaction()
		.execute((tx) => eraseWhole(tx, { dataDir: env.dataDir, contribute }, { learnerId, at }));
}

/** T5. Another record of the same woman goes with her, and stands in the list before its first row goes. */
async function eraseWhole(
	tx: Tx,
	{ dataDir, contribute }: { dataDir: string; contribute: Contribute },
	{ learnerId, at }: { learnerId: string; at: number }
): Promise<void> {
	await holdRows(tx, learnerId);
	const joined = await tx
		.selectFrom('learner')
		.select('learner_id')
		.where('merged_into', '=', learnerId)
		.execute();
	const others = joined.map((row) => ({ learnerId: row.learner_id, at }));
	if (others.length) recordDeletions(dataDir, others);
	await contribute(tx, learnerId, at);
	for (const { learnerId: id } of [{ learnerId }, ...others]) await eraseRows(tx, id);
}

/**
 * Two taps at once: the second waits here until nothing of her is there, and so adds nothing to what stays. In the order in
 * which the rows go, which is that of a batch of hers on its way: that one is waited for, and goes with the rest.
 */
async function holdRows(tx: Tx, learnerId: string): Promise<void> {
	await tx
		.updateTable('learner_head')
		.set((eb) => ({ next_pos: eb.ref('next_pos') }))
		.where('learner_id', '=', learnerId)
		.execute();
	await holdOpenLearner(tx, learnerId);
}

async function eraseRows(tx: Tx, learnerId: string): Promise<void> {
	// What was done about her reports names her only through them (T7).
	await tx
		.deleteFrom('safeguarding_note')
		.where('report_id', 'in', (of) =>
			of.selectFrom('safeguarding_report').select('report_id').where('learner_id', '=', learnerId)
		)
		.execute();
	for (const table of learnerTables)
		await tx
			.deleteFrom(table as 'event')
			.where('learner_id', '=', learnerId)
			.execute();
	await deleteSessionsOf(tx, `learner:${learnerId}`);
	// Last: every row that went has marked her once more.
	await tx.deleteFrom('report_dirty').where('learner_id', '=', learnerId).execute();
}

const AT_ONCE = 500;

/**
 * Erases whoever the list names and is there all the same: after a restore, after a crash, or because a batch of hers
 * came in behind her deletion. May be run at any time.
 * @returns how many learners were still there
 */
export async function replayDeletions(db: Db, dataDir: string, contribute: Contribute): Promise<number> {
	const times = new Map(readDeletions(dataDir).map(({ learnerId, at }) => [learnerId, at]));
	const listed = [...times.keys()];
	let found = 0;
	for (let from = 0; from < listed.length; from += AT_ONCE)
		for (const learnerId of await stillThere(db, listed.slice(from, from + AT_ONCE))) {
			const gone = { learnerId, at: times.get(learnerId)! };
			await db.transaction().execute((tx) => eraseWhole(tx, { dataDir, contribute }, gone));
			found++;
		}
	return found;
}

/** Whoever has a row at all has one of these. */
async function stillThere(db: Db, learnerIds: string[]): Promise<Set<string>> {
	const [people, logs] = await Promise.all([
		db.selectFrom('learner').select('learner_id').where('learner_id', 'in', learnerIds).execute(),
		db.selectFrom('learner_head').select('learner_id').where('learner_id', 'in', learnerIds).execute()
	]);
	return new Set([...people, ...logs].map((row) => row.learner_id));
}
