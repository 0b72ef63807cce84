import type { Lang } from '#lib/catalog/index.ts';
import { sha256HexSync } from '#lib/platform/hash.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readVoices } from '#lib/voice/index.server.ts';
import type { RequestHandler } from './$types';

/** Which cards of a course can be heard, in which voices: the same for everybody, asked anew each time. */
export const GET: RequestHandler = async ({ params, request, locals: { services } }) => {
	const list = await readVoices(services, params.course, params.lang as Lang);
	if (!list) return problem({ status: 404, tag: 'no-course', title: 'No such course is published.' });
	const body = JSON.stringify(list);
	const etag = `W/"${sha256HexSync(body).slice(0, 24)}"`;
	const headers = { etag, 'cache-control': 'no-cache', 'content-type': 'application/json' };
	if (request.headers.get('if-none-match')?.includes(etag))
		return new Response(null, { status: 304, headers });
	return new Response(body, { headers });
};
