import { bakedPicture, credentialOf, findAward, readPublicBadge } from '#lib/badges/index.server.ts';
import { pictureHeaders } from '#lib/catalog/index.server.ts';
import { error } from '@sveltejs/kit';
import { qrSquares } from '../../../me/card/qr.server.ts';
import type { RequestHandler } from './$types';

/** The badge to keep and to hand on: a picture with the credential inside (B6). */
export const GET: RequestHandler = async ({ params, locals: { services, lang } }) => {
	const [badge, award] = [
		await readPublicBadge(services, params.award, lang),
		await findAward(services.db, params.award)
	];
	const credential = badge && award && (await credentialOf(services, award));
	if (!credential?.ok) error(404, 'no signed badge has this address');
	const address = `${services.env.origin}/${lang}/badge/${params.award}`;
	const picture = bakedPicture({
		tileSeed: badge!.tileSeed,
		credential: credential.value,
		address: address.replace(/^https?:\/\//, ''),
		qr: qrSquares(address)
	});
	return new Response(picture, { headers: pictureHeaders('image/svg+xml', false) });
};
