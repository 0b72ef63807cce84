import { readDesk } from '#lib/selling/index.server.ts';
import { json } from '@sveltejs/kit';
import { whoReads } from '../reader.ts';
import type { RequestHandler } from './$types';

/** K8: her shop desk as she reads it without a signal. No shop, nothing to read. */
export const GET: RequestHandler = async (event) => {
	const who = await whoReads(event);
	if (typeof who !== 'string') return who;
	const desk = await readDesk(event.locals.services, who);
	return desk ? json(desk) : new Response(null, { status: 204 });
};
