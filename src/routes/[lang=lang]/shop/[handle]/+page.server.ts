import { error } from '@sveltejs/kit';
import { readPublicShop } from '#lib/selling/index.server.ts';
import { caching } from '../caching.ts';
import type { PageServerLoad } from './$types';

/** The same for every buyer; a minute in caches, so that a paused shop is soon paused everywhere. */
export const load: PageServerLoad = async ({ locals: { services }, params, request, setHeaders }) => {
	const shop = await readPublicShop(services, params.handle);
	if (!shop) error(404, 'no such shop');
	setHeaders({ 'Cache-Control': caching(request, 60) });
	return { shop, origin: services.env.origin };
};
