import { listEditions } from '#lib/reports/index.server.ts';
import { json } from '@sveltejs/kit';
import { caller, PRIVATE } from '../caller.ts';
import type { RequestHandler } from './$types';

/** Every closed quarter of the organisation, with its newest edition. */
export const GET: RequestHandler = async (event) => {
	const organisationId = await caller(event, 'report');
	if (organisationId instanceof Response) return organisationId;
	const editions = await listEditions(event.locals.services.db, organisationId);
	return json(
		editions.map(({ period, edition, madeAt, threshold }) => ({
			quarter: period,
			edition,
			counted_until: new Date(madeAt).toISOString(),
			threshold
		})),
		{ headers: PRIVATE }
	);
};
