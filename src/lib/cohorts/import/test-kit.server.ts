/** Workbooks as no writer makes them, for the tests of reading. */
import { deflateRawSync } from 'node:zlib';

/** A workbook of one sheet with this inside `<sheetData>`; `more` are other parts, `lie` is what the directory says of sizes. */
export function workbook(rows: string, more: Record<string, string | Buffer> = {}, lie?: number): Buffer {
	const ns = 'http://schemas.openxmlformats.org';
	const parts: Record<string, string | Buffer> = {
		'[Content_Types].xml': `<Types xmlns="${ns}/package/2006/content-types"/>`,
		'xl/workbook.xml': `<workbook xmlns="${ns}/spreadsheetml/2006/main" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId1" Type="${ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${ns}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`,
		...more
	};
	const bodies: Buffer[] = [];
	const listed: Buffer[] = [];
	let at = 0;
	for (const [path, body] of Object.entries(parts)) {
		const raw = Buffer.from(body);
		const packed = deflateRawSync(raw);
		const name = Buffer.from(path);
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(8, 8);
		local.writeUInt32LE(packed.length, 18);
		local.writeUInt32LE(raw.length, 22);
		local.writeUInt16LE(name.length, 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(8, 10);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt32LE(lie ?? raw.length, 24);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt32LE(at, 42);
		bodies.push(local, name, packed);
		listed.push(entry, name);
		at += 30 + name.length + packed.length;
	}
	const directory = Buffer.concat(listed);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(Object.keys(parts).length, 8);
	end.writeUInt16LE(Object.keys(parts).length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...bodies, directory, end]);
}
