import { SHEET_TYPES, writeSheet } from '#lib/cohorts/index.server.ts';
import { listMarketplaces, listSellers } from '#lib/selling/index.server.ts';
import { readMarketplace } from '#lib/selling/index.ts';
import { error } from '@sveltejs/kit';
import { staffSession } from '../../../staff-here.server.ts';
import type { RequestHandler } from './$types';

/** R6, M8. The list of sellers for one marketplace: ids of this list alone, and nothing that a spreadsheet runs. */
export const GET: RequestHandler = async (event) => {
	const { staffId } = staffSession(event);
	const { kind } = event.params;
	const { services } = event.locals;
	// Who may not have it is told nothing of how it is asked for.
	const named = await listMarketplaces(services, staffId);
	if (!named.ok) error(403, named.refusal.tag);
	const marketplace = readMarketplace(event.url.searchParams.get('marketplace'));
	if (marketplace === null) error(400, 'no marketplace');
	const listed = await listSellers(services, staffId, marketplace);
	if (!listed.ok) error(403, listed.refusal.tag);
	// Its headings are read by programs, in whatever language the page was.
	const file = await writeSheet(kind, { ...listed.value, widths: [38, 9, 11, 12, 12, 40], rtl: false });
	return new Response(new Uint8Array(file), {
		headers: {
			'Content-Type': SHEET_TYPES[kind],
			'Content-Disposition': `attachment; filename="sellers-${marketplace}.${kind}"`,
			'Cache-Control': 'private, no-store'
		}
	});
};
