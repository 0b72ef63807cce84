import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { findAward, setPublicName } from './award.repository.server.ts';

/** B5. She alone shows or hides her name on the badge's public page, as often as she likes. */
export async function changePublicName(
	{ db }: Pick<Services, 'db'>,
	learnerId: string | undefined,
	awardId: string,
	shown: boolean
): Promise<Result<null, { tag: 'not_hers' }>> {
	const award = await findAward(db, awardId);
	if (!award || award.learner_id !== learnerId) return refuse({ tag: 'not_hers' });
	await setPublicName(db, learnerId, award.badge, shown);
	return ok(null);
}
