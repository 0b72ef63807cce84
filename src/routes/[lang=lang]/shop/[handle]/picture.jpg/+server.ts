import { shopCard } from '#lib/selling/index.server.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** For previews of the shop's link in a chat. */
export const GET: RequestHandler = async ({ params, locals: { services, lang } }) => {
	const card = await shopCard(services, params.handle, lang);
	if (!card) error(404, 'no such shop');
	return new Response(new Uint8Array(card), {
		headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=3600' }
	});
};
