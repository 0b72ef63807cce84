import { cleanLine, INSTALLATION, isAdministrator, writeAudit } from '../accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { addHistory, findAward, setState, type Award } from './award.repository.server.ts';
import type { AwardListener } from './badges-projector.server.ts';
import { decideSets, lacksPart } from './change-sets.server.ts';
import { setStanding } from './status-list.server.ts';

export interface ChangeAward {
	awardId: string;
	/** `suspend` is for as long as a person looks into it; `revoke` ends it. */
	act: 'revoke' | 'suspend' | 'reinstate';
	/** Staff id of the person who answers for it. */
	by: string;
	/** In words; shown on the public page of a badge that does not stand. */
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

/** What each act makes of a badge, and what its history calls it. */
const BECOMES = {
	revoke: { state: 'revoked', said: 'revoked' },
	suspend: { state: 'suspended', said: 'suspended' },
	reinstate: { state: 'active', said: 'reinstated' }
} as const;

/**
 * B4. Takes a badge back, suspends it or gives it again: an administrator and a reason, at once on the public page and in the status
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
	return services.allLearners.transaction().execute(async (tx) => {
		if (act === 'reinstate' && (await lacksPart(tx, services.catalogue, award)))
			return refuse({ tag: 'parts_missing' });
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
	const { state, said } = BECOMES[act];
	// A badge that was taken back is not suspended by that: it is given again, or stays taken back.
	const from = act === 'suspend' ? (['active'] as const) : undefined;
	if (!(await setState(tx, award, state, act === 'reinstate' ? null : why, from))) return false;
	await addHistory(tx, {
		learner_id: award.learner_id,
		award_id: award.award_id,
		at,
		act: said,
		by_person: by,
		reason: why
	});
	await setStanding(tx, award.award_id, state, at);
	await writeAudit(tx, services, {
		organisationId: INSTALLATION,
		actor: by,
		act: `badge.${act}`,
		subject: award.award_id
	});
	return true;
}
