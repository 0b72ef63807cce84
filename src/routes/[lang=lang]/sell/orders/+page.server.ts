import { readSellersOrders } from '#lib/selling/index.server.ts';
import { joinedLearner } from '../seller.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) =>
	readSellersOrders(locals.services, joinedLearner(locals));
