import { readAttempts, readPracticals } from '../assessment/index.server.ts';
import type { Catalogue } from '../catalog/index.ts';
import type { Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import type { Projector } from '../progress/index.server.ts';
import { insertAward, readAwards, type Award } from './award.repository.server.ts';
import { decideAward, decideSet, frozenCriteria, type Held } from './decide-award.ts';

/** What listeners are told, inside the transaction of the award (M2). Badges do not know who listens. */
export interface Awarded {
	learnerId: string;
	badge: string;
	awardId: string;
	at: number;
}
export type AwardListener = (tx: Tx, awarded: Awarded) => Promise<void>;

/** B1. The same learner and badge give the same id, on every replay. */
export const awardIdOf = (learnerId: string, badge: string): string =>
	uuidv8(Buffer.from(sha256HexSync(`award|${learnerId}|${badge}`), 'hex'));

export const heldOf = (award: Award): Held => ({
	badge: award.badge,
	awardId: award.award_id,
	state: award.state,
	openBank: award.open_bank === 1,
	at: award.awarded_at
});

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
			const criteria = frozenCriteria(wired.catalogue().version(course.id, earned.version) ?? course);
			const awardId = awardIdOf(learnerId, course.badge.id);
			const isNew = await insertAward(tx, {
				learner_id: learnerId,
				badge: course.badge.id,
				award_id: awardId,
				course: course.id,
				criterion_version: earned.version,
				criterion: JSON.stringify(criteria),
				evidence: JSON.stringify(earned.evidence),
				open_bank: earned.openBank ? 1 : 0,
				awarded_at: earned.at,
				state: 'active'
			});
			if (!isNew) continue;
			for (const listener of wired.onAward)
				await listener(tx, { learnerId, badge: course.badge.id, awardId, at: earned.at });
		}
	},
	// An award carries acts of people (revoked, name shown) and a signature: a replay only adds what is missing.
	reset: async () => {}
});
