import { error } from '@sveltejs/kit';
import { readPublicShop } from '#lib/selling/index.server.ts';
import { caching } from '../../caching.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { services }, params, request, setHeaders }) => {
	const shop = await readPublicShop(services, params.handle);
	const product = shop?.products.find((p) => p.id === params.product);
	if (!shop || !product) error(404, 'no such product');
	setHeaders({ 'Cache-Control': caching(request, 60) });
	return { shop: { ...shop, products: [] }, product, origin: services.env.origin };
};
