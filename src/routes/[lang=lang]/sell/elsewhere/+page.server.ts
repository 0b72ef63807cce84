import { readAwards } from '#lib/badges/index.server.ts';
import { readOwnDecisions, readOwnShop } from '#lib/selling/index.server.ts';
import type { PageServerLoad } from './$types';

/** The list is everybody's; beside it stands what of hers is public already, where she has a shop. */
export const load: PageServerLoad = async ({ locals: { services, learner } }) => {
	const origin = services.env.origin;
	if (learner?.kind !== 'joined') return { origin, shop: null, award: null, decided: [] };
	const [shop, awards, decided] = await Promise.all([
		readOwnShop(services, learner.learnerId),
		readAwards(services.db, learner.learnerId),
		readOwnDecisions(services.db, learner.learnerId)
	]);
	return {
		origin,
		decided,
		shop: shop
			? {
					handle: shop.handle,
					name: shop.name,
					nameEn: shop.nameEn,
					about: shop.about,
					city: shop.city,
					returns: shop.returns.join('\n')
				}
			: null,
		award: awards.find(({ state }) => state === 'active')?.award_id ?? null
	};
};
