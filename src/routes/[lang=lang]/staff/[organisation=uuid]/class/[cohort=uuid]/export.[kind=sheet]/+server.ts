import { exportClass, SHEET_TYPES } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import type { RequestHandler } from './$types';

/** The learners of the class, or, with `?empty`, a sheet to fill in. */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'learners.manage');
	const { params, locals, url } = event;
	const { kind, cohort: cohortId } = params;
	const empty = url.searchParams.has('empty');
	const made = await exportClass(locals.services, at, { cohortId, kind, lang: locals.lang, empty });
	if (!made.ok) error(404, 'no such page');
	return new Response(new Uint8Array(made.value), {
		headers: {
			'Content-Type': SHEET_TYPES[kind],
			'Content-Disposition': `attachment; filename="${empty ? 'new-learners' : 'class'}.${kind}"`,
			'Cache-Control': 'private, no-store'
		}
	});
};
