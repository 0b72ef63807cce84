import { openRequest } from '#lib/partners/index.server.ts';
import { json } from '@sveltejs/kit';
import { caller } from '../caller.ts';
import type { RequestHandler } from './$types';

/** A computer of the partner's begins to wait: answers with what its QR shows, and with what it asks and redeems by. */
export const POST: RequestHandler = async (event) => {
	const partner = await caller(event, 'claims');
	if (partner instanceof Response) return partner;
	const { request, scan, expiresAt } = await openRequest(event.locals.services, partner);
	return json(
		{ request, scan, expiresAt: new Date(expiresAt).toISOString() },
		{ status: 201, headers: { 'cache-control': 'no-store' } }
	);
};
