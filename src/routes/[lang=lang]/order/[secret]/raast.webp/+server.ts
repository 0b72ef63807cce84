import { readRaastPicture } from '#lib/selling/index.server.ts';
import type { RequestHandler } from './$types';

/** M7, M8. The seller's Raast QR for the buyer of a confirmed order, by the order's own link; kept nowhere on the way. */
export const GET: RequestHandler = async ({ locals: { services }, params }) => {
	const headers = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' };
	const picture = await readRaastPicture(services, params.secret);
	if (!picture) return new Response(null, { status: 404, headers });
	return new Response(Buffer.from(picture.bytes), {
		headers: {
			...headers,
			'Content-Type': picture.type,
			'X-Content-Type-Options': 'nosniff',
			'Content-Security-Policy': "default-src 'none'; sandbox",
			'Cross-Origin-Resource-Policy': 'same-origin'
		}
	});
};
