import type { Db } from '../platform/db.server.ts';
import { isUnder18 } from '../selling/index.server.ts';
import { readConsents } from './consent.repository.server.ts';
import { findPartner, readPartners } from './partner.repository.server.ts';
import type { Partner } from './partner.ts';

/** Who may look later how a badge stands may be told so as well; nobody else, and no partner that is stopped. */
const listens = ({ scopes, stoppedAt }: Partner): boolean => stoppedAt === null && scopes.includes('status');

/** A partner that an endpoint may belong to. @param id whatever a form sent */
export async function findListening(db: Db, id: string): Promise<Partner | undefined> {
	const partner = await findPartner(db, id);
	return partner && listens(partner) ? partner : undefined;
}

/**
 * What decides of whom a partner's endpoint is told, as of its status door: those whose badge it took over and who have not
 * taken that back, nor say that they are under 18 (M11). She allowed one badge: of her others the partner hears nothing.
 * @param allLearners walks all learners: for the job only
 */
export const partnersTold = (allLearners: Db) => ({
	listening: async (): Promise<ReadonlySet<string>> =>
		new Set((await readPartners(allLearners)).filter(listens).map(({ id }) => id)),
	knows: async (partnerId: string, learnerId: string, awardId?: string): Promise<boolean> =>
		(await readConsents(allLearners, learnerId)).some(
			(one) =>
				one.partner_id === partnerId &&
				one.redeemed_at !== null &&
				one.withdrawn_at === null &&
				(awardId === undefined || one.award_id === awardId)
		) && !(await isUnder18(allLearners, learnerId))
});
