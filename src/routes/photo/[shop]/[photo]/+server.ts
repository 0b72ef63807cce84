import { readPhotoAddress, readShopPhoto } from '#lib/selling/index.server.ts';
import type { RequestHandler } from './$types';

const gone = () => new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });

/**
 * A picture of a product. Its address names its bytes for ever, so every cache may keep it; until it is public only its
 * owner gets it, and no shared cache.
 */
export const GET: RequestHandler = async ({ locals: { services, learner }, params, request }) => {
	const address = readPhotoAddress(params.photo);
	if (!address) return gone();
	const viewer = learner?.kind === 'joined' ? learner.learnerId : null;
	const photo = await readShopPhoto(services, params.shop, address.photoId, address.size, viewer);
	if (!photo) return gone();
	const etag = `"${photo.sha256.slice(0, 32)}"`;
	// A cookie that came along may be answered with one: then only this browser keeps the answer.
	const kept = photo.public && !request.headers.has('cookie') ? 'public' : 'private';
	const headers = {
		'Content-Type': photo.type,
		'Cache-Control': photo.public ? `${kept}, max-age=31536000, immutable` : 'private, max-age=600',
		'X-Content-Type-Options': 'nosniff',
		'Content-Security-Policy': "default-src 'none'; sandbox",
		'Cross-Origin-Resource-Policy': 'same-origin',
		ETag: etag
	};
	if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
	return new Response(Buffer.from(photo.bytes), { headers });
};
