import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { insertClaim } from './profile.repository.server.ts';

/**
 * K1. Says whose the work of a phone's guest profile is. Once: the first learner who says "mine" has it; the same
 * learner may say it again.
 */
export async function claimProfile(
	db: Db,
	profileId: string,
	learnerId: string,
	now: number
): Promise<Result<null, { tag: 'claimed_by_other' }>> {
	return (await insertClaim(db, profileId, learnerId, now)) === learnerId
		? ok(null)
		: refuse({ tag: 'claimed_by_other' });
}
