import { isRtl } from '#lib/platform/country/lang.ts';
import { openDraft, previewImport, SHEET_TYPES, writeSheet } from '#lib/cohorts/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../../../staff-here.server.ts';
import { rowFaultWord } from '../../words.ts';
import type { RequestHandler } from './$types';

/** The rows that cannot be imported, as they were, each with why: mended, this file can be sent in itself. */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'learners.manage');
	const { params, locals } = event;
	const draft = await openDraft(locals.services, at, params.cohort, params.draft);
	if (!draft) error(404, 'no such page');
	const { bad } = await previewImport(locals.services, at, draft);
	const cells = new Map(draft.sheet.rows.map((row) => [row.number, row.cells]));
	const file = await writeSheet('csv', {
		headings: [...draft.headings, m.imports_row(), m.imports_why()],
		rows: bad.map(({ number, faults }) => [
			...draft.headings.map((_, i) => cells.get(number)?.[i] ?? ''),
			String(number),
			faults.map(({ fault }) => rowFaultWord(fault)).join('; ')
		]),
		rtl: isRtl(locals.lang)
	});
	return new Response(new Uint8Array(file), {
		headers: {
			'Content-Type': SHEET_TYPES.csv,
			'Content-Disposition': 'attachment; filename="rows-to-mend.csv"',
			'Cache-Control': 'private, no-store'
		}
	});
};
