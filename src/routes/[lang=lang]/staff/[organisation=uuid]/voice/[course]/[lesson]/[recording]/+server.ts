import { readTake, serveSpan } from '#lib/voice/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../../staff-here.server.ts';
import type { RequestHandler } from './$types';

/** For the desk to listen to, also before it is published. */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'voice.record');
	const id = event.params.recording;
	const take = await readTake(event.locals.services, at, id);
	if (!take) error(404, 'no such page');
	return serveSpan(event.request, { ...take, tag: id }, { 'cache-control': 'private, max-age=86400' });
};
