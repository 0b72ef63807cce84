import { aboutContact, findOpenLearner, readLatestAboutMe } from '../accounts/index.server.ts';
import { credentialOf, readAwards, type Award, type Signed } from '../badges/index.server.ts';
import type { Lang } from '../catalog/index.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { saysUnder18 } from '../selling/index.ts';
import type { Services } from '../services.server.ts';
import type { Partner } from './partner.ts';

/** What would be told, exactly; shown to her before she answers. */
export interface Offer {
	award: Award;
	badgeName: string;
	credential: Signed;
	/** Only while she shows it on the badge's page (B5). */
	name: string | null;
	/** E.164; told only where she ticks it. Null where none is known, or this partner may not ask. */
	phone: string | null;
}

export type NoOffer = {
	tag: 'not_joined' | 'no_badge' | 'badge_not_active' | 'under_18' | 'not_signed_yet';
};

/**
 * @returns why there is nothing to tell. M11: who says that she is under 18 keeps her badges, and no marketplace is told of
 * them for an account there
 */
export async function readOffer(
	services: Services,
	learnerId: string,
	partner: Partner,
	lang: Lang
): Promise<Result<Offer, NoOffer>> {
	const { db, catalogue, secrets } = services;
	const learner = await findOpenLearner(db, learnerId);
	if (learner?.kind !== 'joined') return refuse({ tag: 'not_joined' });
	const award = (await readAwards(db, learnerId)).find((one) => one.badge === partner.badge);
	if (!award) return refuse({ tag: 'no_badge' });
	if (award.state !== 'active') return refuse({ tag: 'badge_not_active' });
	if (saysUnder18(await readLatestAboutMe(db, learnerId))) return refuse({ tag: 'under_18' });
	const credential = await credentialOf(services, award);
	if (!credential.ok) return credential;
	const asksPhone = partner.scopes.includes('contact') && learner.contact !== null;
	return ok({
		award,
		badgeName: catalogue.version(award.course, award.criterion_version)?.badge.name[lang] ?? award.badge,
		credential: credential.value,
		name: shownName(award, learner.display_name),
		phone: asksPhone ? secrets.open(learner.contact!, aboutContact(learnerId)) : null
	});
}

/** B5. Her name as a partner is told it: only while she shows it on the badge’s page. */
export const shownName = (award: Pick<Award, 'public_name'>, name: string | null): string | null =>
	award.public_name === 1 ? name : null;
