import { isRtl } from '#lib/platform/country/lang.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import writeXlsxFile from 'write-excel-file/node';
import { asFile, boardRows } from '../board-file.server.ts';
import type { RequestHandler } from './$types';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** R6. Every cell is text, none a formula; in Urdu the sheet runs from the right. */
export const GET: RequestHandler = async (event) => {
	const {
		rows: [head, ...rows],
		day
	} = await boardRows(event);
	const sheet = [
		head!.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })),
		...rows.map((row) => row.map((value) => ({ value, type: String })))
	];
	const made = await writeXlsxFile(sheet, {
		sheet: m.insight_sheet(),
		rightToLeft: isRtl(event.locals.lang),
		stickyRowsCount: 1,
		stickyColumnsCount: 1,
		columns: head!.map((_, i) => ({ width: i === 0 ? 22 : i >= head!.length - 2 ? 28 : 14 }))
	}).toBuffer();
	return asFile(day, new Uint8Array(made), TYPE, 'xlsx');
};
