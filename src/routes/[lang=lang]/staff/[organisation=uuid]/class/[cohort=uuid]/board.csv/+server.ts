import Papa from 'papaparse';
import { asFile, boardRows } from '../board-file.server.ts';
import type { RequestHandler } from './$types';

/** R6. With a mark of its encoding, so that a spreadsheet reads the Urdu; a name that looks like a formula stays text. */
export const GET: RequestHandler = async (event) => {
	const { rows, day } = await boardRows(event);
	const text = Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' });
	return asFile(day, `\uFEFF${text}\r\n`, 'text/csv; charset=utf-8', 'csv');
};
