import { error } from '@sveltejs/kit';
import { pictureHeaders } from '#lib/catalog/index.server.ts';
import type { RequestHandler } from './$types';

/** Pictures of the courses, for `<img>` alone (C5). With the hash of these bytes in the address they are kept for good. */
export const GET: RequestHandler = ({ params, url, locals }) => {
	const { catalogue } = locals.services;
	const picture = catalogue.picture(params.course, params.file);
	if (!picture) error(404);
	const hash = catalogue.course(params.course)?.media?.[params.file]?.hash;
	const forGood = hash !== undefined && url.searchParams.get('v') === hash;
	return new Response(picture.bytes as Uint8Array<ArrayBuffer>, {
		headers: pictureHeaders(picture.type, forGood)
	});
};
