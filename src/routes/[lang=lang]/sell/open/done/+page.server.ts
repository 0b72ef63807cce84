import { readOwnShop } from '#lib/selling/index.server.ts';
import { joinedLearner, orSell } from '../../seller.ts';
import type { PageServerLoad } from './$types';

/** The shop is made. */
export const load: PageServerLoad = async ({ locals }) => {
	const { services, lang } = locals;
	return {
		shop: orSell(await readOwnShop(services, joinedLearner(locals)), lang),
		origin: services.env.origin
	};
};
