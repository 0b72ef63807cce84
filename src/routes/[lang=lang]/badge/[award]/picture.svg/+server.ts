import { bakedPicture } from '#lib/badges/index.server.ts';
import { pictureHeaders } from '#lib/catalog/index.server.ts';
import { carriedBy } from '../carried.server.ts';
import type { RequestHandler } from './$types';

/** The badge to keep and to hand on: a picture with the credential inside, sharp at any size (B6). */
export const GET: RequestHandler = async (event) =>
	new Response(bakedPicture((await carriedBy(event)).carried), {
		headers: pictureHeaders('image/svg+xml', false)
	});
