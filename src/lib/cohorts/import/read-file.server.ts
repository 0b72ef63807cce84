/** T3. A spreadsheet or a CSV as people send it, read within limits; whatever is in it, it is text. */
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/universal';
import { ok, refuse, type Result } from '../../platform/result.ts';
import { cellText, LONGEST_CELL, plainCell } from './cells.ts';
import { LAST_ROW, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, type FileRefusal, type Sheet } from './sheet.ts';
import { takeApart } from './take-apart.server.ts';

/** All that is kept of a file until it is imported. */
const MOST_TEXT = 4_000_000;
/** What no text has; a file with it is a picture, a program, or damaged. */
// eslint-disable-next-line no-control-regex
const NO_TEXT = /[\u0000-\u0008\u000e-\u001b]/;

export async function readFile(bytes: Uint8Array): Promise<Result<Sheet, FileRefusal>> {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (!file.length) return refuse({ tag: 'no_file' });
	if (file.length > MOST_BYTES) return refuse({ tag: 'too_big' });
	const head = file.subarray(0, 4).toString('hex');
	if (head === 'd0cf11e0') return refuse({ tag: 'old_excel' });
	const table = head.startsWith('504b') ? await readWorkbook(file) : readCsv(file);
	return table.ok ? fit(table.value) : table;
}

async function readWorkbook(file: Buffer): Promise<Result<unknown[][], FileRefusal>> {
	const plain = takeApart(file);
	if (!plain.ok) return plain;
	try {
		const { buffer, byteOffset, byteLength } = plain.value;
		return ok(await readSheet(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer));
	} catch {
		// The library throws errors of many kinds for what is no workbook; to whoever sent it they are one.
		return refuse({ tag: 'broken' });
	}
}

function readCsv(file: Buffer): Result<string[][], FileRefusal> {
	const text = decode(file).replace(/^sep=.\r?\n/i, '\n');
	if (NO_TEXT.test(text)) return refuse({ tag: 'unknown_kind' });
	const { data, errors } = Papa.parse<string[]>(text, {
		delimiter: separator(text),
		preview: LAST_ROW + 1
	});
	// A quote that does not close swallows the rows behind it: nobody knows any more what they said.
	if (errors.some(({ type }) => type === 'Quotes')) return refuse({ tag: 'broken' });
	return ok(data);
}

/** Whichever of the separators stands most in the first lines, outside quotes. */
function separator(text: string): string {
	const bare = text.slice(0, 4000).replace(/"[^"]*"/g, '');
	const count = (mark: string) => bare.split(mark).length;
	return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** UTF-8 or UTF-16 by their marks or because the bytes are just that; else what Excel writes on an Urdu Windows. */
function decode(file: Buffer): string {
	const mark = file.subarray(0, 2).toString('hex');
	if (mark === 'fffe') return new TextDecoder('utf-16le').decode(file);
	if (mark === 'feff') return new TextDecoder('utf-16be').decode(file);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(file);
	} catch {
		// That code page has no ی of its own.
		return new TextDecoder('windows-1256').decode(file).replaceAll('ي', 'ی').replaceAll('ى', 'ی');
	}
}

function fit(table: readonly (readonly unknown[])[]): Result<Sheet, FileRefusal> {
	const rows: Sheet['rows'] = [];
	let size = 0;
	for (const [index, row] of table.entries()) {
		const cells = row.map((value) => plainCell(cellText(value).trim()).slice(0, LONGEST_CELL));
		while (cells.length && cells.at(-1) === '') cells.pop();
		if (!cells.length) continue;
		if (cells.length > MOST_COLUMNS) return refuse({ tag: 'too_many_columns' });
		if (cells.some((cell) => NO_TEXT.test(cell))) return refuse({ tag: 'unknown_kind' });
		size += cells.reduce((sum, cell) => sum + cell.length, 0);
		rows.push({ number: index + 1, cells });
	}
	if (rows.length > MOST_ROWS + 10 || table.length > LAST_ROW) return refuse({ tag: 'too_many_rows' });
	if (size > MOST_TEXT) return refuse({ tag: 'too_big' });
	return rows.length ? ok({ rows }) : refuse({ tag: 'empty' });
}
