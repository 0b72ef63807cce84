import { problem } from '#lib/platform/problem.server.ts';
import { snapshotFile } from '#lib/reports/index.server.ts';
import { caller, PRIVATE } from '../../caller.ts';
import type { RequestHandler } from './$types';

/** R5. A snapshot with all that it takes to check it: the bytes that were hashed, and the signature. */
export const GET: RequestHandler = async (event) => {
	const organisationId = await caller(event, 'snapshot');
	if (organisationId instanceof Response) return organisationId;
	const file = await snapshotFile(event.locals.services.db, organisationId, event.params.snapshot);
	if (file === undefined)
		return problem({ status: 404, tag: 'unknown-snapshot', title: 'There is no such snapshot.' });
	return new Response(file, { headers: { ...PRIVATE, 'content-type': 'application/json' } });
};
