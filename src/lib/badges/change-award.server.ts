import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { addHistory, findAward, setState } from './award.repository.server.ts';
import { setRevoked } from './status-list.server.ts';

export interface ChangeAward {
	awardId: string;
	act: 'revoke' | 'reinstate';
	/** Staff id of the person who answers for it. */
	by: string;
	/** In words; shown on the public page of a revoked badge. */
	reason: string;
}

export type ChangeRefused = { tag: 'unknown_award' } | { tag: 'reason_missing' } | { tag: 'already_so' };

/** B4. Takes a badge back or gives it again: a person and a reason, at once on the public page and in the status list. */
export async function changeAward(
	services: Pick<Services, 'db' | 'allLearners' | 'clock'>,
	{ awardId, act, by, reason }: ChangeAward
): Promise<Result<{ learnerId: string }, ChangeRefused>> {
	const why = reason.trim();
	if (why.length < 3 || why.length > 400) return refuse({ tag: 'reason_missing' });
	const award = await findAward(services.db, awardId);
	if (!award) return refuse({ tag: 'unknown_award' });
	const state = act === 'revoke' ? 'revoked' : 'active';
	if (award.state === state) return refuse({ tag: 'already_so' });
	const now = services.clock();
	await services.allLearners.transaction().execute(async (tx) => {
		await setState(tx, award, state, act === 'revoke' ? why : null);
		await addHistory(tx, {
			learner_id: award.learner_id,
			award_id: awardId,
			at: now,
			act: act === 'revoke' ? 'revoked' : 'reinstated',
			by_person: by,
			reason: why
		});
		await setRevoked(tx, awardId, act === 'revoke', now);
	});
	return ok({ learnerId: award.learner_id });
}
