import { isRtl } from '#lib/platform/country/lang.ts';
import { linkPicture, readPublicBadge } from '#lib/badges/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** For previews of the link in a chat. A badge that was taken back has none. */
export const GET: RequestHandler = async ({ params, locals: { services, lang } }) => {
	const badge = await readPublicBadge(services, params.award, lang);
	if (!badge || badge.revoked) error(404, 'no badge has this picture');
	const words = { name: badge.name, issuer: m.app_name(), rtl: isRtl(lang) };
	return new Response(new Uint8Array(await linkPicture(badge.tileSeed, words)), {
		headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' }
	});
};
