import { productCard } from '#lib/selling/index.server.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** For previews of one product's link in a chat. */
export const GET: RequestHandler = async ({ params, locals: { services, lang } }) => {
	const card = await productCard(services, { handle: params.handle, productId: params.product }, lang);
	if (!card) error(404, 'no such product');
	return new Response(new Uint8Array(card), {
		headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=3600' }
	});
};
