import { readLogo } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import type { RequestHandler } from './$types';

/** A logo of the organisation; its id stands for its bytes. */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'organisation.see');
	const logo = await readLogo(event.locals.services, at, event.params.file);
	if (!logo) error(404, 'no such page');
	return new Response(Buffer.from(logo.bytes), {
		headers: {
			'Content-Type': logo.type,
			'Cache-Control': 'private, max-age=86400',
			'X-Content-Type-Options': 'nosniff'
		}
	});
};
