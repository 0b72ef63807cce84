import { statusListCredential } from '#lib/badges/index.server.ts';
import { jsonLd } from '#lib/platform/json-ld.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import type { RequestHandler } from './$types';

/** A signed Bitstring Status List. Short caching: a revocation shows at once to those who ask (B4). */
export const GET: RequestHandler = async ({ params, locals: { services } }) => {
	const list = await statusListCredential(services, params.list);
	if (!list) return problem({ status: 404, tag: 'no-such-list', title: 'No status list has this address.' });
	return jsonLd(list, 60, 'application/vc+ld+json');
};
