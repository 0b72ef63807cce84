import { MINUTE } from '../../../platform/clock.ts';
import { readDeletions } from '../../../platform/deletion-list.server.ts';
import { logInfo } from '../../../platform/log.server.ts';
import { readSetting, writeSetting } from '../../../platform/settings.server.ts';
import type { Services } from '../../../services.server.ts';

/** How many of the deletion list have been seen to: the list only grows. */
const SEEN = 'vendure-erased';
/** A worker that had her account when she was erased has ended by then. */
const SETTLED = 5 * MINUTE;
const AT_ONCE = 200;

/**
 * K5. Whoever was erased here sells there no more. Of her nothing is left but a line of the deletion list, and her id in it
 * leads to her account. May be run at any time; stops where Vendure does not answer, and goes on there the next time.
 * @param services `allLearners`: for the job only
 * @returns how many were seen to
 */
export async function hideErased({
	allLearners,
	clock,
	env,
	vendure
}: Pick<Services, 'allLearners' | 'clock' | 'env' | 'vendure'>): Promise<number> {
	if (!vendure) return 0;
	const seen = Number(await readSetting(allLearners, SEEN, () => '0'));
	let reached = seen;
	for (const { learnerId, at } of readDeletions(env.dataDir).slice(seen, seen + AT_ONCE)) {
		if (at > clock() - SETTLED) break;
		const done = await vendure.suspend({ learnerId, sellerId: '', tier: 'starter' });
		// Holding her account wrote her id once more.
		await allLearners.deleteFrom('vendure_seller').where('learner_id', '=', learnerId).execute();
		if (!done.ok) {
			logInfo('an erased seller is not hidden in Vendure yet', { detail: done.refusal.detail });
			break;
		}
		await writeSetting(allLearners, SEEN, String(++reached));
	}
	return reached - seen;
}
