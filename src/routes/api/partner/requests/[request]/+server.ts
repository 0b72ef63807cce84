import { readRequest } from '#lib/partners/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { json } from '@sveltejs/kit';
import { caller } from '../../caller.ts';
import type { RequestHandler } from './$types';

/** How far a waiting computer's request is; asked every few seconds. */
export const GET: RequestHandler = async (event) => {
	const partner = await caller(event, 'claims');
	if (partner instanceof Response) return partner;
	const read = await readRequest(event.locals.services, partner, event.params.request);
	if (!read.ok)
		return problem({
			status: 404,
			tag: 'unknown-request',
			title: 'There is no such request of this partner.'
		});
	const { state, expiresAt } = read.value;
	return json(
		{ state, expiresAt: new Date(expiresAt).toISOString() },
		{ headers: { 'cache-control': 'no-store' } }
	);
};
