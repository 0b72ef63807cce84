/** R6. Tables as files: nothing in them runs, and Urdu reads as Urdu. */
import Papa from 'papaparse';
import writeXlsxFile from 'write-excel-file/node';
import { safeCell } from './cells.ts';

export type SheetKind = 'xlsx' | 'csv';

export interface Table {
	headings: readonly string[];
	rows: readonly (readonly string[])[];
	/** In characters, per column. */
	widths?: readonly number[];
	/** Written from right to left. */
	rtl: boolean;
}

export const SHEET_TYPES: Record<SheetKind, string> = {
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv; charset=utf-8'
};

/** @returns the bytes of the file; a CSV begins with the mark by which Excel knows UTF-8 */
export async function writeSheet(kind: SheetKind, { headings, rows, widths, rtl }: Table): Promise<Buffer> {
	const safe = rows.map((row) => row.map(safeCell));
	if (kind === 'csv')
		return Buffer.from(`\ufeff${Papa.unparse([[...headings], ...safe], { newline: '\r\n' })}\r\n`);
	const align = rtl ? ('right' as const) : ('left' as const);
	return writeXlsxFile(
		[
			headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const, align })),
			...safe.map((row) => row.map((value) => (value ? { value, type: String, align } : null)))
		],
		{
			sheet: 'Qadam',
			stickyRowsCount: 1,
			rightToLeft: rtl,
			columns: headings.map((_, i) => ({ width: widths?.[i] ?? 18 }))
		}
	).toBuffer();
}

/** A number is a number in the file; a text never runs. Null: an empty cell. */
export type BookCell = string | number | null;

export interface BookSheet {
	/** At most 31 characters, none of `[]:*?/\\`. */
	name: string;
	headings: readonly string[];
	rows: readonly (readonly BookCell[])[];
	widths?: readonly number[];
}

/** R6. Several tables as one XLSX: frozen heads, typed cells. @param rtl all of them from right to left */
export function writeBook(sheets: readonly BookSheet[], rtl: boolean): Promise<Buffer> {
	const align = rtl ? ('right' as const) : ('left' as const);
	return writeXlsxFile(
		sheets.map(({ name, headings, rows, widths }) => ({
			sheet: name,
			stickyRowsCount: 1,
			rightToLeft: rtl,
			columns: headings.map((_, i) => ({ width: widths?.[i] ?? 14 })),
			data: [
				headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const, align, wrap: true })),
				...rows.map((row) =>
					row.map((value) =>
						value === null || value === ''
							? null
							: typeof value === 'number'
								? { value, type: Number }
								: { value: safeCell(value), type: String, align, wrap: true }
					)
				)
			]
		}))
	).toBuffer();
}

/** R6. Rows of typed cells as CSV; begins with the mark by which Excel knows UTF-8. */
export const writeCsv = (headings: readonly string[], rows: readonly (readonly BookCell[])[]): Buffer =>
	Buffer.from(
		`\ufeff${Papa.unparse([[...headings], ...rows.map((row) => row.map((cell) => (typeof cell === 'string' ? safeCell(cell) : cell)))], { newline: '\r\n' })}\r\n`
	);
