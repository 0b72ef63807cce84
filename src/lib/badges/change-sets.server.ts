import type { Catalogue } from '../catalog/index.ts';
import type { Tx } from '../platform/db.server.ts';
import { readAwards, readHistory, type Award } from './award.repository.server.ts';
import { decideSet } from './decide-award.ts';
import { giveAward, heldOf } from './give-award.server.ts';

/** Of one award of hers: it is taken back, given again, or given for the first time. */
export interface SetChange {
	award: Award;
	act: 'revoke' | 'suspend' | 'reinstate' | 'award';
}

/**
 * What becomes of the sets that a badge is part of, once that badge has changed (B4). A set stands while all of its badges
 * do. It comes back with them where it went with one of them; what a person took back for its own sake stays so.
 * @param at of the change; a first award is written here
 */
export async function decideSets(
	tx: Tx,
	catalogue: Pick<Catalogue, 'earned' | 'version'>,
	{ learner_id: learnerId, badge }: Pick<Award, 'learner_id' | 'badge'>,
	at: number
): Promise<SetChange[]> {
	const changes: SetChange[] = [];
	for (const set of catalogue.earned().filter(({ needs }) => needs?.includes(badge))) {
		const awards = await readAwards(tx, learnerId);
		const whole = decideSet(set, awards.map(heldOf));
		const award = awards.find((one) => one.badge === set.badge.id);
		const part = awards.find((one) => one.badge === badge);
		if (!whole && award?.state === 'active')
			changes.push({ award, act: part?.state === 'suspended' ? 'suspend' : 'revoke' });
		// What was suspended with a badge of it is taken back with it.
		else if (award?.state === 'suspended' && part?.state === 'revoked') {
			if (await wentWithPart(tx, award, [part])) changes.push({ award, act: 'revoke' });
		} else if (whole && award && award.state !== 'active') {
			const parts = awards.filter((one) => set.needs!.includes(one.badge));
			if (await wentWithPart(tx, award, parts)) changes.push({ award, act: 'reinstate' });
		} else if (whole && !award && (await giveAward(tx, catalogue, learnerId, set, { ...whole, at }))) {
			const given = (await readAwards(tx, learnerId)).find((one) => one.badge === set.badge.id);
			changes.push({ award: given!, act: 'award' });
		}
	}
	return changes;
}

const TAKEN = new Set(['revoked', 'suspended']);

/** Taken back, or suspended, in the same act as one of its badges. */
async function wentWithPart(tx: Tx, set: Award, parts: readonly Award[]): Promise<boolean> {
	const revokedAt = async ({ learner_id, award_id }: Award) =>
		(await readHistory(tx, learner_id, award_id)).filter(({ act }) => TAKEN.has(act)).map(({ at }) => at);
	const last = (await revokedAt(set)).at(-1);
	for (const part of parts) if (last !== undefined && (await revokedAt(part)).includes(last)) return true;
	return false;
}

/** @returns whether a badge is a set that lacks one of its badges now: it cannot be given again by itself */
export async function lacksPart(
	tx: Tx,
	catalogue: Pick<Catalogue, 'earned'>,
	{ learner_id, badge }: Pick<Award, 'learner_id' | 'badge'>
): Promise<boolean> {
	const set = catalogue.earned().find((one) => one.needs && one.badge.id === badge);
	return set !== undefined && !decideSet(set, (await readAwards(tx, learner_id)).map(heldOf));
}
