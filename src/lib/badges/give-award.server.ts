import type { Catalogue, Course } from '../catalog/index.ts';
import type { Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import { insertAward, type Award } from './award.repository.server.ts';
import { frozenCriteria, type Earned, type Held } from './decide-award.ts';

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

/** Writes what was earned. @returns the award's id; nothing where it stood already (B2) */
export async function giveAward(
	tx: Tx,
	catalogue: Pick<Catalogue, 'version'>,
	learnerId: string,
	course: Course,
	earned: Earned
): Promise<string | undefined> {
	const criteria = frozenCriteria(catalogue.version(course.id, earned.version) ?? course);
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
	return isNew ? awardId : undefined;
}
