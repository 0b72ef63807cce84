import { listSnapshots, snapshotCode } from '#lib/reports/index.server.ts';
import { json } from '@sveltejs/kit';
import { caller, PRIVATE } from '../caller.ts';
import type { RequestHandler } from './$types';

/** R5. What was frozen, the newest first. */
export const GET: RequestHandler = async (event) => {
	const organisationId = await caller(event, 'snapshot');
	if (organisationId instanceof Response) return organisationId;
	const listed = await listSnapshots(event.locals.services.db, organisationId);
	return json(
		listed.map((snapshot) => ({
			id: snapshot.id,
			code: snapshotCode(snapshot),
			name: snapshot.name,
			quarter: snapshot.period,
			edition: snapshot.edition,
			made_at: new Date(snapshot.madeAt).toISOString(),
			hash: snapshot.hash
		})),
		{ headers: PRIVATE }
	);
};
