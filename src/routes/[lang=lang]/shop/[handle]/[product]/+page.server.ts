import { error, redirect } from '@sveltejs/kit';
import { readPublicShop } from '#lib/selling/index.server.ts';
import { caching } from '../../caching.ts';
import { goodsPath, pageOfGood } from '../../goods-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { services, lang }, params, request, setHeaders }) => {
	const shop = await readPublicShop(services, params.handle);
	// A link in a chat outlives the day on which the shop is closed: the shop says so itself,
	// at an address of its own: the page she has just seen open may lie in a cache.
	if (shop && shop.face !== 'open') redirect(303, `/${lang}/shop/${shop.handle}?closed`);
	const at = shop?.products.findIndex((p) => p.id === params.product) ?? -1;
	const product = shop?.products[at];
	if (!shop || !product) error(404, 'no such product');
	setHeaders({ 'Cache-Control': caching(request, 60) });
	return {
		shop: { ...shop, products: [] },
		product,
		back: goodsPath(shop.handle, pageOfGood(at)),
		origin: services.env.origin
	};
};
