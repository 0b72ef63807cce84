import { cleanLine, INSTALLATION, isAdministrator, writeAudit } from '../accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { addHistory, findAward, setState } from './award.repository.server.ts';
import type { AwardListener } from './badges-projector.server.ts';
import { setRevoked } from './status-list.server.ts';

export interface ChangeAward {
	awardId: string;
	act: 'revoke' | 'reinstate';
	/** Staff id of the person who answers for it. */
	by: string;
	/** In words; shown on the public page of a revoked badge. */
	reason: string;
}

export type ChangeRefused =
	{ tag: 'not_administrator' } | { tag: 'unknown_award' } | { tag: 'reason_missing' } | { tag: 'already_so' };

/** Characters of a reason. */
export const REASON = { min: 3, max: 400 };

/**
 * B4. Takes a badge back or gives it again: an administrator and a reason, at once on the public page and in the status
 * list, audited (K6).
 * @param onChange told inside the transaction, after the state has changed (M5); badges do not know who listens
 */
export async function changeAward(
	services: Services,
	onChange: readonly AwardListener[],
	{ awardId, act, by, reason }: ChangeAward
): Promise<Result<{ learnerId: string }, ChangeRefused>> {
	if (!(await isAdministrator(services.db, by))) return refuse({ tag: 'not_administrator' });
	const award = await findAward(services.db, awardId);
	if (!award) return refuse({ tag: 'unknown_award' });
	const why = cleanLine(reason);
	if (why.length < REASON.min || why.length > REASON.max) return refuse({ tag: 'reason_missing' });
	const now = services.clock();
	const revoke = act === 'revoke';
	const changed = await services.allLearners.transaction().execute(async (tx) => {
		if (!(await setState(tx, award, revoke ? 'revoked' : 'active', revoke ? why : null))) return false;
		await addHistory(tx, {
			learner_id: award.learner_id,
			award_id: awardId,
			at: now,
			act: revoke ? 'revoked' : 'reinstated',
			by_person: by,
			reason: why
		});
		await setRevoked(tx, awardId, revoke, now);
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: by,
			act: `badge.${act}`,
			subject: awardId
		});
		for (const listener of onChange)
			await listener(tx, { learnerId: award.learner_id, badge: award.badge, awardId, at: now });
		return true;
	});
	return changed ? ok({ learnerId: award.learner_id }) : refuse({ tag: 'already_so' });
}
