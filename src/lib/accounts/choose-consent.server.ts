import { hex } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { CONSENT_TEXT, currentConsent, type Purpose } from './consent.ts';
import { addConsent, readConsent } from './consent.repository.server.ts';
import type { Handover } from './handover.ts';
import { issueUploads } from './issue.server.ts';
import { findOpenLearner } from './learner.repository.server.ts';
import { profilesOf, revokeTokens } from './profile.repository.server.ts';

/**
 * K5. Gives or takes back one consent, as a dated act. Without consent to learning nothing more of her work may come to
 * the server: the tokens of her phones end. Giving it again makes new ones.
 * @returns what her phone needs to send again, when learning was given again
 */
export async function chooseConsent(
	services: Services,
	{ learnerId, purpose, given }: { learnerId: string; purpose: Purpose; given: boolean }
): Promise<Handover | undefined> {
	const { db, clock, random } = services;
	return db.transaction().execute(async (tx) => {
		const history = await readConsent(tx, learnerId);
		const learner = await findOpenLearner(tx, learnerId);
		if (!learner || currentConsent(history)[purpose] === given) return undefined;
		// Two acts never share a moment, so that the newest is always told from the one before.
		const at = Math.max(clock(), ...history.map((act) => act.at + 1));
		await addConsent(tx, learnerId, [{ purpose, at, given, textVersion: CONSENT_TEXT }]);
		if (purpose !== 'learning') return undefined;
		if (!given) {
			await revokeTokens(tx, learnerId, at);
			return undefined;
		}
		const uploads = await issueUploads(
			services,
			tx,
			learnerId,
			hex(random(16)),
			await profilesOf(tx, learnerId)
		);
		return { learnerId, name: learner.display_name ?? '', tileSeed: learner.tile_seed, ...uploads };
	});
}
