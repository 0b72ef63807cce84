import { error, redirect } from '@sveltejs/kit';
import { readPublicShop } from '#lib/selling/index.server.ts';
import { caching } from '../caching.ts';
import { goodsPage } from '../goods-page.ts';
import type { PageServerLoad } from './$types';

/** The same for every buyer; a minute in caches, so that a paused shop is soon paused everywhere. */
export const load: PageServerLoad = async ({
	locals: { services, lang },
	params,
	request,
	url,
	setHeaders
}) => {
	const shop = await readPublicShop(services, params.handle);
	if (!shop) error(404, 'no such shop');
	const { products, ...sign } = shop;
	const part = goodsPage(products, url.searchParams.get('page'));
	if (!part) redirect(303, `/${lang}/shop/${shop.handle}`);
	setHeaders({ 'Cache-Control': caching(request, 60) });
	const notOrdered = shop.face !== 'open' && url.searchParams.has('not-ordered');
	return { shop: sign, notOrdered, ...part, origin: services.env.origin };
};
