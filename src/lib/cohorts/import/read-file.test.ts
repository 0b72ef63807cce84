import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { readFile } from './read-file.server.ts';
import { workbook } from './test-kit.server.ts';

const cells = async (bytes: Uint8Array) => {
	const read = await readFile(bytes);
	return read.ok ? read.value.rows.map((r) => [r.number, ...r.cells]) : read.refusal.tag;
};
const csv = (text: string, encoding: BufferEncoding = 'utf8') => cells(Buffer.from(text, encoding));

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('a CSV', () => {
	const urdu = 'نام,فون\nثنا,0300\n';
	const table = [
		[1, 'نام', 'فون'],
		[2, 'ثنا', '0300']
	];

	it('T3 is read with each separator', async () => {
		for (const mark of [',', ';', '\t']) expect(await csv(urdu.replaceAll(',', mark))).toEqual(table);
		expect(await csv(`sep=;\r\n${urdu.replaceAll(',', ';')}`)).toEqual(
			table.map(([n, ...c]) => [(n as number) + 1, ...c])
		);
	});

	it('T3 is read in each encoding', async () => {
		expect(await csv(`\ufeff${urdu}`)).toEqual(table);
		expect(await csv(`\ufeff${urdu}`, 'utf16le')).toEqual(table);
		// "ثنا,x" as Excel on an Urdu Windows writes it.
		expect(await cells(Buffer.from([0xcb, 0xe4, 0xc7, 0x2c, 0x78]))).toEqual([[1, 'ثنا', 'x']]);
	});

	it('T3 empty rows are skipped and the others keep their numbers', async () => {
		expect(await csv('Name,Phone\n\n,,\nSana,1\n')).toEqual([
			[1, 'Name', 'Phone'],
			[4, 'Sana', '1']
		]);
	});

	it('R6 a cell that begins like a formula is text', async () => {
		expect(await csv('Name\n=1+1\n\'@x\n"=HYPERLINK(""http://x"")"\n')).toEqual([
			[1, 'Name'],
			[2, '=1+1'],
			[3, '@x'],
			[4, '=HYPERLINK("http://x")']
		]);
	});

	it.each([
		['', 'no_file'],
		['\n\n,,\n', 'empty'],
		['Name,Phone\n"Sana,1\nRida,2\n', 'broken'],
		['Name,Phone\n"Sana" K,1\nRida,"2"\n', 'broken'],
		['Name\u0000\n', 'unknown_kind'],
		['\u0089PNG\r\n\u001a\n\u0000', 'unknown_kind'],
		[`Name\n${'Sana\n'.repeat(100_000)}`, 'too_many_rows'],
		[`${'x,'.repeat(61)}x`, 'too_many_columns'],
		['x'.repeat(2 * 1024 * 1024 + 1), 'too_big']
	])('T3 refused: %.20j', async (body, tag) => {
		expect(await csv(body)).toBe(tag);
	});
});

describe('a workbook', () => {
	it('T3 numbers, days, formulas and merged cells are read as they are shown', async () => {
		const rows =
			`<row r="1">${text('A1', 'List')}</row>` +
			`<row r="3">${text('A3', 'Sana')}<c r="B3"><v>3001234567</v></c>` +
			`<c r="C3" t="str"><f>1+1</f><v>two</v></c><c r="D3" t="str"><f>NOW()</f></c><c r="E3" t="e"><v>#N/A</v></c></row>`;
		expect(await cells(workbook(rows))).toEqual([
			[1, 'List'],
			[3, 'Sana', '3001234567', 'two', '', '#N/A']
		]);
		const made = await writeXlsxFile([
			[
				{ value: new Date(Date.UTC(2026, 10, 25)), type: Date, format: 'dd/mm/yyyy' },
				{ value: 'ثنا', type: String }
			]
		]).toBuffer();
		expect(await cells(made)).toEqual([[1, '2026-11-25', 'ثنا']]);
	});

	it('T3 cells that hold nothing do not make it large', async () => {
		const empty = Array.from(
			{ length: 3000 },
			(_, i) => `<row r="${i + 2}"><c r="A${i + 2}" s="3"/></row>`
		).join('');
		const far = '<row r="1048576"><c r="XFD1048576" s="3"/></row>';
		expect(await cells(workbook(`<row r="1">${text('A1', 'Name')}</row>${empty}${far}`))).toEqual([
			[1, 'Name']
		]);
	});

	it('T3 too much is refused before it is unpacked or laid out', async () => {
		const many = Array.from(
			{ length: 100_000 },
			(_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>1</v></c></row>`
		);
		expect(await cells(workbook(many.join('')))).toBe('too_many_rows');
		expect(await cells(workbook(`<row r="1048576">${text('A1048576', 'x')}</row>`))).toBe('too_many_rows');
		expect(await cells(workbook(`<row r="1">${text('XFD1', 'x')}</row>`))).toBe('too_many_columns');
		for (const [cell, tag] of [
			[`<c r='XFD1'><v>1</v></c>`, 'too_many_columns'],
			[`<c r = "A9999999"><v>1</v></c>`, 'too_many_rows'],
			[`<c><v>1</v></c>`, 'broken'],
			// A file of a few kilobytes that unpacks to what a careless pattern reads for hours.
			['<c '.repeat(2_000_000), 'broken'],
			[`<c r="A1">${' '.repeat(4_000_000)}x</c>`, 'broken'],
			[`<c r="A1" ${' '.repeat(4_000_000)}/>`, 'broken'],
			[`<c a=">" r="A1048576"><v>1</v></c>`, 'broken']
		])
			expect(await cells(workbook(`<row>${cell}</row>`)), cell?.slice(0, 60)).toBe(tag);
		const bomb = { 'xl/worksheets/sheet2.xml': Buffer.alloc(60_000_000, 'x') };
		expect(await cells(workbook('', bomb))).toBe('too_big');
		// The directory says it is small.
		expect(await cells(workbook(many.join(''), {}, 900))).toBe('broken');
	});

	it('T3 what is no plain workbook is named', async () => {
		expect(await cells(workbook('', { 'xl/vbaProject.bin': 'x' }))).toBe('macros');
		expect(await cells(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('old_excel');
		expect(await cells(Buffer.from('PK\u0003\u0004 and nothing'))).toBe('broken');
		expect(await cells(workbook(''))).toBe('empty');
		expect(await cells(workbook('<row r="2"><c r="B2"><v>x</row>'))).toMatch(/broken|empty/);
		const odt = workbook('', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' });
		expect(await cells(odt)).toBe('empty');
	});
});
