import { snapshotFile } from '#lib/reports/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../../staff-here.server.ts';
import type { RequestHandler } from './$types';

/** R5. What a donor is given to check it by itself (docs/reports.md). */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'report.see');
	const file = await snapshotFile(event.locals.services.db, at.organisationId, event.params.snapshot);
	if (file === undefined) error(404, 'no such snapshot');
	return new Response(file, {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="qadam-report-${event.params.snapshot.slice(0, 8)}.json"`,
			'cache-control': 'private, no-store'
		}
	});
};
