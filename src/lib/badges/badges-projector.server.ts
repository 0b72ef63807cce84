import { readAttempts, readPracticals } from '../assessment/index.server.ts';
import type { Catalogue } from '../catalog/index.ts';
import type { Tx } from '../platform/db.server.ts';
import type { Projector } from '../progress/index.server.ts';
import { readAwards } from './award.repository.server.ts';
import { decideAward, decideSet } from './decide-award.ts';
import { giveAward, heldOf } from './give-award.server.ts';

/** What listeners are told, inside the transaction of the award (M2). Badges do not know who listens. */
export interface Awarded {
	learnerId: string;
	badge: string;
	awardId: string;
	at: number;
}
export type AwardListener = (tx: Tx, awarded: Awarded) => Promise<void>;

/** Decides awards after assessment has marked what came in. */
export const badgesProjector = (wired: {
	catalogue: () => Catalogue;
	onAward: readonly AwardListener[];
}): Projector => ({
	name: 'badges',
	kinds: ['check.submitted', 'draft.saved', 'practical.marked'],
	// It decides from what assessment has stored: whose events they are is enough.
	async apply(tx, [event]) {
		const { learner_id: learnerId } = event!;
		const attempts = await readAttempts(tx, learnerId);
		const practicals = await readPracticals(tx, learnerId);
		// Sets come last: they are made of the awards of this very act.
		for (const course of wired.catalogue().earned()) {
			const practical = practicals.find((p) => p.course === course.id);
			const earned = course.needs
				? decideSet(course, (await readAwards(tx, learnerId)).map(heldOf))
				: decideAward({
						attempts: attempts.filter((a) => a.course === course.id),
						practical:
							course.practical.rubric.length === 0
								? 'unasked'
								: practical && {
										passed: practical.passed === 1,
										eventId: practical.event_id,
										at: practical.at
									}
					});
			if (!earned) continue;
			const awardId = await giveAward(tx, wired.catalogue(), learnerId, course, earned);
			if (awardId === undefined) continue;
			for (const listener of wired.onAward)
				await listener(tx, { learnerId, badge: course.badge.id, awardId, at: earned.at });
		}
	},
	// An award carries acts of people (revoked, name shown) and a signature: a replay only adds what is missing.
	reset: async () => {}
});
