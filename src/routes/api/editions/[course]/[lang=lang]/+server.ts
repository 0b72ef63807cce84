import type { Lang } from '#lib/catalog/index.ts';
import { currentEdition } from '#lib/catalog/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** C1, C2: what a download follows: every part of the edition that is served now, with its hash and its sizes. */
export const GET: RequestHandler = ({ params, request }) => {
	const found = currentEdition(params.course, params.lang as Lang);
	if (!found)
		return problem({
			status: 404,
			tag: 'no-edition',
			title: 'No such course is published in this language.'
		});
	const { edition, course, lang, version, parts } = found;
	const headers = { etag: `W/"${edition}"`, 'cache-control': 'no-cache' };
	if (request.headers.get('if-none-match')?.includes(`"${edition}"`))
		return new Response(null, { status: 304, headers });
	return json({ edition, course, lang, version, parts }, { headers });
};
