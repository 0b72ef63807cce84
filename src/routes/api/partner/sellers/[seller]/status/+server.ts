import { readSellerStatus } from '#lib/partners/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { json } from '@sveltejs/kit';
import { caller } from '../../../caller.ts';
import type { RequestHandler } from './$types';

/** How the badge stands that a partner was shown: by the id that this partner knows her by. */
export const GET: RequestHandler = async (event) => {
	const partner = await caller(event, 'status');
	if (partner instanceof Response) return partner;
	const read = await readSellerStatus(event.locals.services, partner, event.params.seller);
	if (read.ok) return json(read.value, { headers: { 'cache-control': 'no-store' } });
	return read.refusal.tag === 'withdrawn'
		? problem({ status: 410, tag: 'withdrawn', title: 'She has withdrawn what she had allowed.' })
		: problem({ status: 404, tag: 'unknown-seller', title: 'This partner knows nobody by this id.' });
};
