import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { writeAudit } from './audit.server.ts';
import { cancelOtherCards } from './card.repository.server.ts';
import type { Card } from './handover.ts';
import { issueCard } from './issue.server.ts';
import { findOpenLearner } from './learner.repository.server.ts';

export interface IssuedCard {
	learnerId: string;
	name: string;
	tileSeed: number;
	/** Nothing where a newer card has taken the place of this form's. */
	card?: Card;
}

/**
 * T5. Cards for learners of a class, from staff: codes are kept only as hashes, so they are shown at their making and never
 * again. Old cards stop working at once; her work, her secret and what stands on her phone stay. The same form sent twice
 * shows the same cards. The caller has made sure that these are learners of hers.
 */
export async function issueCards(
	services: Services,
	{
		organisationId,
		cohortId,
		actor,
		key,
		learnerIds
	}: { organisationId: string; cohortId: string; actor: string; key: string; learnerIds: readonly string[] }
): Promise<Result<IssuedCard[], { tag: 'nobody' }>> {
	const { db, secrets, clock } = services;
	if (!learnerIds.length) return refuse({ tag: 'nobody' });
	return db.transaction().execute(async (tx) => {
		const issued: IssuedCard[] = [];
		// In one order for everybody, so that two forms at once cannot block each other.
		for (const learnerId of [...learnerIds].sort()) {
			const learner = await findOpenLearner(tx, learnerId);
			if (!learner) continue;
			const card = await issueCard(services, tx, learnerId, key);
			if (card) {
				const keep = {
					codeHash: secrets.lookup('code', card.code),
					recoveryHash: secrets.lookup('recovery', card.recovery)
				};
				await cancelOtherCards(tx, learnerId, keep, clock());
				await writeAudit(tx, services, {
					organisationId,
					actor,
					act: 'card.made',
					subject: learnerId,
					detail: { cohort: cohortId }
				});
			}
			issued.push({
				learnerId,
				name: learner.display_name ?? '',
				tileSeed: learner.tile_seed,
				...(card && { card })
			});
		}
		return ok(issued);
	});
}
