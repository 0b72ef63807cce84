import { badgePicture } from '#lib/badges/index.server.ts';
import { pictureHeaders } from '#lib/catalog/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import type { RequestHandler } from './$types';

/** The picture that credentials name; wallets and verifiers of others fetch it. */
export const GET: RequestHandler = ({ params, locals: { services } }) => {
	const known = services.catalogue.earned().some((course) => course.badge.id === params.badge);
	if (!known) return problem({ status: 404, tag: 'no-such-badge', title: 'No badge has this name.' });
	return new Response(badgePicture(params.badge), {
		headers: {
			...pictureHeaders('image/svg+xml', false),
			'access-control-allow-origin': '*',
			'cache-control': 'public, max-age=86400'
		}
	});
};
