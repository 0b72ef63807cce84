import { readTake, serveSpan } from '#lib/voice/index.server.ts';
import { staffHere } from '../../../../../staff-here.server.ts';
import type { RequestHandler } from './$types';

/** For the desk to listen to, also before it is published. */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'voice.record');
	const id = event.params.recording;
	const take = await readTake(event.locals.services, at, id);
	if (!take) return new Response(null, { status: 404 });
	return serveSpan(event.request, { ...take, tag: id }, { 'cache-control': 'private, max-age=86400' });
};
