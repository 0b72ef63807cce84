import { openApi } from '#lib/partners/index.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** What programs may ask of this installation, for people and generators. */
export const GET: RequestHandler = ({ locals: { services } }) =>
	json(openApi(services.env.origin), {
		headers: { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' }
	});
