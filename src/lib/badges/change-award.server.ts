import { cleanLine, INSTALLATION, isAdministrator, writeAudit } from '../accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { addHistory, findAward, setState, type Award } from './award.repository.server.ts';
import type { AwardListener } from './badges-projector.server.ts';
import { decideSets, lacksPart } from './change-sets.server.ts';
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
	| { tag: 'not_administrator' }
	| { tag: 'unknown_award' }
	| { tag: 'reason_missing' }
	| { tag: 'already_so' }
	/** A set of badges, of which one is not held. */
	| { tag: 'parts_missing' };

/** Characters of a reason. */
export const REASON = { min: 3, max: 400 };

/**
 * B4. Takes a badge back or gives it again: an administrator and a reason, at once on the public page and in the status
 * list, audited (K6). A set of badges goes with one of them and comes back with it, in the same act.
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
	return services.allLearners.transaction().execute(async (tx) => {
		if (!revoke && (await lacksPart(tx, services.catalogue, award))) return refuse({ tag: 'parts_missing' });
		const said = { by, why, at: now };
		if (!(await changeOne(tx, services, award, act, said))) return refuse({ tag: 'already_so' });
		const sets = await decideSets(tx, services.catalogue, award, now);
		for (const set of sets) if (set.act !== 'award') await changeOne(tx, services, set.award, set.act, said);
		for (const { learner_id, badge, award_id } of [award, ...sets.map((set) => set.award)])
			for (const listener of onChange)
				await listener(tx, { learnerId: learner_id, badge, awardId: award_id, at: now });
		return ok({ learnerId: award.learner_id });
	});
}

/** State, history, status list and audit of one award. @returns false when it stood so already */
async function changeOne(
	tx: Tx,
	services: Services,
	award: Award,
	act: ChangeAward['act'],
	{ by, why, at }: { by: string; why: string; at: number }
): Promise<boolean> {
	const revoke = act === 'revoke';
	if (!(await setState(tx, award, revoke ? 'revoked' : 'active', revoke ? why : null))) return false;
	await addHistory(tx, {
		learner_id: award.learner_id,
		award_id: award.award_id,
		at,
		act: revoke ? 'revoked' : 'reinstated',
		by_person: by,
		reason: why
	});
	await setRevoked(tx, award.award_id, revoke, at);
	await writeAudit(tx, services, {
		organisationId: INSTALLATION,
		actor: by,
		act: `badge.${act}`,
		subject: award.award_id
	});
	return true;
}
