import { credentialOf, findAward, readPublicBadge } from '#lib/badges/index.server.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { error } from '@sveltejs/kit';
import { qrSquares } from '../../me/card/qr.server.ts';

/** What a picture of a badge to keep and to hand on carries (B6); there is none before it is signed. */
export async function carriedBy({ params, locals: { services, lang } }: RequestEvent<{ award: string }>) {
	const [badge, award] = [
		await readPublicBadge(services, params.award, lang),
		await findAward(services.db, params.award)
	];
	const credential = badge && award && (await credentialOf(services, award));
	if (!credential?.ok) error(404, 'no signed badge has this address');
	const address = `${services.env.origin}/${lang}/badge/${params.award}`;
	return {
		name: badge!.name,
		carried: {
			tileSeed: badge!.tileSeed,
			credential: credential.value,
			address: address.replace(/^https?:\/\//, ''),
			qr: qrSquares(address)
		}
	};
}
