import { practiceOf } from '#lib/catalog/index.ts';
import { findLesson } from '../../../find.ts';
import { playData } from '../../../practice-view.ts';
import type { RequestHandler } from './$types';

/**
 * What a played practice says, published beside its page: a module, because a phone answers scripts of a page from what it
 * keeps. The page itself stays as light as one scene.
 */
export const GET: RequestHandler = ({ params, locals: { services, lang } }) => {
	const found = findLesson(services.catalogue, params);
	const practice = found && practiceOf(found.lesson);
	// A script that is not there is no page, in whatever language.
	if (practice?.type !== 'play') return new Response(null, { status: 404 });
	// JSON is data in a module as it is in a script element: nothing that an author writes can end it (C5).
	const body = `export default ${JSON.stringify(playData(found!.course, practice, lang))}`;
	return new Response(body, {
		headers: { 'content-type': 'text/javascript; charset=utf-8', 'x-content-type-options': 'nosniff' }
	});
};
