import { readVoice, serveSpan } from '#lib/voice/index.server.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A card read aloud. Its address stands for its bytes; one that was taken back, or whose words have changed, has none. */
export const GET: RequestHandler = async ({ params, request, locals: { services } }) => {
	const id = params.recording;
	const found = await readVoice(services, id);
	if (!found) error(404, 'no such recording');
	return serveSpan(
		request,
		{ ...found, tag: id },
		{ 'cache-control': 'public, max-age=31536000, immutable' }
	);
};
