/** Whether the projections are what the log says (P3): for `npm run rebuild`, and for tests that broke something. */
import type { Db } from './platform/db.server.ts';
import { sha256HexSync } from './platform/hash.server.ts';
import type { Services } from './services.server.ts';
import { rebuild, rebuildLearner, type Rebuilt } from './sync/index.server.ts';

/** Tables that projectors write. */
const PROJECTIONS = [
	'lesson_progress',
	'item_tries',
	'draft_part',
	'attempt',
	'practical',
	'prepost',
	'granted_try',
	'late_decision',
	'help_request',
	'award',
	'seller',
	'attendance',
	'follow_up'
] as const;

/** Every row of the projections by its hash. */
async function fingerprints(db: Db, learnerIds?: readonly string[]): Promise<Map<string, number>> {
	const rows = new Map<string, number>();
	for (const table of PROJECTIONS) {
		const query = db.selectFrom(table).selectAll();
		for (const row of await (learnerIds ? query.where('learner_id', 'in', learnerIds) : query).execute()) {
			const hash = sha256HexSync(`${table}${JSON.stringify(row)}`);
			rows.set(hash, (rows.get(hash) ?? 0) + 1);
		}
	}
	return rows;
}

type Wired = Pick<Services, 'allLearners' | 'projectors'>;

/** Makes every projection anew, or those of some learners, and counts rows that came out otherwise. */
export async function rebuildAndCompare(
	{ allLearners, projectors }: Wired,
	{ learnerIds, progress }: { learnerIds?: readonly string[]; progress?: (done: number) => void } = {}
): Promise<Rebuilt & { changed: number }> {
	const before = await fingerprints(allLearners, learnerIds);
	const done = learnerIds
		? await rebuildSome({ allLearners, projectors }, learnerIds)
		: await rebuild(allLearners, projectors, progress);
	const after = await fingerprints(allLearners, learnerIds);
	let changed = 0;
	for (const [hash, count] of after) changed += Math.max(0, count - (before.get(hash) ?? 0));
	for (const [hash, count] of before) changed += Math.max(0, count - (after.get(hash) ?? 0));
	return { ...done, changed };
}

async function rebuildSome(
	{ allLearners, projectors }: Wired,
	learnerIds: readonly string[]
): Promise<Rebuilt> {
	const total: Rebuilt = { learners: learnerIds.length, events: 0, redeemed: 0 };
	for (const learnerId of learnerIds) {
		const one = await rebuildLearner(allLearners, projectors, learnerId);
		total.events += one.events;
		total.redeemed += one.redeemed;
	}
	return total;
}
