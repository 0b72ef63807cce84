/** An .xlsx is a zip: its few parts that matter are taken out under our own limits and put into a plain zip again. */
import { crc32, inflateRawSync } from 'node:zlib';
import { LAST_ROW, MOST_COLUMNS, MOST_ROWS, type FileRefusal } from './sheet.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';

const MOST_PARTS = 300;
/** All parts together, unpacked: about twenty times what 2,000 rows need. */
const MOST_UNPACKED = 40 * 1024 * 1024;

const END = 0x06054b50;
const ENTRY = 0x02014b50;

interface Part {
	path: string;
	method: number;
	packed: number;
	size: number;
	at: number;
}

/** The zip's own directory. Nothing when it is none. Sizes it names are checked before anything is unpacked. */
function directory(file: Buffer): Part[] | undefined {
	let end = file.length - 22;
	for (const least = Math.max(0, end - 65_535); end >= least && file.readUInt32LE(end) !== END;) end--;
	if (end < 0 || file.readUInt32LE(end) !== END) return undefined;
	const count = file.readUInt16LE(end + 10);
	let at = file.readUInt32LE(end + 16);
	const parts: Part[] = [];
	for (let n = 0; n < Math.min(count, MOST_PARTS + 1); n++) {
		if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) return undefined;
		const named = file.readUInt16LE(at + 28);
		parts.push({
			path: file.toString('utf8', at + 46, at + 46 + named).replaceAll('\\', '/'),
			method: file.readUInt16LE(at + 10),
			packed: file.readUInt32LE(at + 20),
			size: file.readUInt32LE(at + 24),
			at: file.readUInt32LE(at + 42)
		});
		at += 46 + named + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
	}
	return parts;
}

function unpack(file: Buffer, { at, method, packed, size }: Part): Buffer | undefined {
	if (at + 30 > file.length) return undefined;
	const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
	const raw = file.subarray(from, from + packed);
	if (method === 0) return raw.length === size ? raw : undefined;
	if (method !== 8) return undefined;
	try {
		// What unpacks to more than it said is a bomb: zlib stops there.
		return inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
	} catch {
		return undefined;
	}
}

/** A zip without compression, which the reader of spreadsheets gets instead of the file that came. */
function pack(parts: Map<string, Buffer>): Buffer {
	const bodies: Buffer[] = [];
	const entries: Buffer[] = [];
	let at = 0;
	for (const [path, body] of parts) {
		const name = Buffer.from(path);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(0x0800, 2);
		common.writeUInt16LE(0x21, 8);
		common.writeUInt32LE(crc32(body), 10);
		common.writeUInt32LE(body.length, 14);
		common.writeUInt32LE(body.length, 18);
		common.writeUInt16LE(name.length, 22);
		const mark = (signature: number) => Buffer.from(Uint32Array.of(signature).buffer);
		const entry = Buffer.alloc(14);
		entry.writeUInt32LE(at, 10);
		bodies.push(mark(0x04034b50), common, name, body);
		entries.push(mark(ENTRY), Buffer.from([20, 0]), common, entry, name);
		at += 30 + name.length + body.length;
	}
	const listed = Buffer.concat(entries);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(END, 0);
	end.writeUInt16LE(parts.size, 8);
	end.writeUInt16LE(parts.size, 10);
	end.writeUInt32LE(listed.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...bodies, listed, end]);
}

/** Longest tag, and longest text between two: far more than spreadsheets write, and far more than a cell may say here. */
const LONGEST_TAG = 8000;
const LONGEST_TEXT = 10_000;

/**
 * Whether every tag is closed and holds no other, and nothing is longer than that: patterns, ours and those of the reader
 * after us, then have little to go back over. Found in one pass, so that a few kilobytes that unpack to megabytes of `<c ` or
 * of spaces keep nobody waiting.
 */
function isPlain(xml: string): boolean {
	let from = 0;
	for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', from)) {
		const end = xml.indexOf('>', at);
		const next = xml.indexOf('<', at + 1);
		if (at - from > LONGEST_TEXT || end < 0 || end - at > LONGEST_TAG || (next >= 0 && next < end))
			return false;
		from = end + 1;
	}
	return xml.length - from <= LONGEST_TEXT;
}

/** The path of the first sheet, as the workbook names it. */
function firstSheet(parts: Map<string, Buffer>): string | undefined {
	const book = parts.get('xl/workbook.xml')?.toString() ?? '';
	const links = parts.get('xl/_rels/workbook.xml.rels')?.toString() ?? '';
	const id = /<(?:\w+:)?sheet\b[^>]*?\br:id="([^"]+)"/.exec(book)?.[1];
	const link = [...links.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].find(
		([tag]) => id !== undefined && tag.includes(`Id="${id}"`)
	)?.[0];
	const target = link && /\bTarget="([^"]+)"/.exec(link)?.[1];
	return target && (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
}

const column = (letters: string): number => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);

/** What stands in `r`; an XML attribute has either quotes. */
const addressOf = (tag: string): string | undefined => {
	const found = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(tag);
	return found ? (found[1] ?? found[2]) : undefined;
};

/**
 * Cells and rows that hold nothing (a whole column that was coloured once) go, and formulas that never showed a value;
 * what is left must fit.
 */
function lean(sheet: string): Result<string, FileRefusal> {
	const left = sheet
		.replace(/>\s+</g, '><')
		.replace(/<c\b[^>]*\/>/g, '')
		.replace(/<c\b[^>]*>(?:<f\b[^>]*\/>|<f\b[^>]*>[^<]*<\/f>)?(?:<v\s*\/>|<v><\/v>)?<\/c>/g, '')
		// An error is shown as well: #N/A where a number should be is a fault of its row.
		.replace(/(<c\b[^>]*)\bt="e"/g, '$1t="str"')
		.replace(/<row\b[^>]*\/>/g, '')
		.replace(/<row\b[^>]*><\/row>/g, '');
	let rows = 0;
	for (const [tag] of left.matchAll(/<row\b[^>]*>/g)) {
		const number = Number(addressOf(tag) ?? 0);
		if (Number.isNaN(number)) return refuse({ tag: 'broken' });
		if (++rows > MOST_ROWS + 50 || number > LAST_ROW) return refuse({ tag: 'too_many_rows' });
	}
	// A cell whose place we cannot tell could be anywhere: nobody lays out a million rows for it.
	for (const [tag] of left.matchAll(/<c\b[^>]*>/g)) {
		const [, letters, row] = /^([A-Z]{1,4})(\d{1,7})$/.exec(addressOf(tag) ?? '') ?? [];
		if (!letters) return refuse({ tag: 'broken' });
		if (column(letters) > MOST_COLUMNS) return refuse({ tag: 'too_many_columns' });
		if (Number(row) > LAST_ROW) return refuse({ tag: 'too_many_rows' });
	}
	return ok(left);
}

/** @returns the same workbook with nothing in it but what is read, small enough to be read */
export function takeApart(file: Buffer): Result<Buffer, FileRefusal> {
	const listed = directory(file);
	if (!listed) return refuse({ tag: 'broken' });
	if (listed.some((p) => /vbaProject\.bin$/i.test(p.path))) return refuse({ tag: 'macros' });
	const wanted = listed.filter((p) =>
		/^(?:\[Content_Types\]\.xml|_rels\/|xl\/).*?(?:xml|rels)$/.test(p.path)
	);
	const text = wanted.filter((p) => !/^xl\/(?:drawings|media|theme|charts|comments|pivot)/.test(p.path));
	if (listed.length > MOST_PARTS || text.reduce((sum, p) => sum + p.size, 0) > MOST_UNPACKED)
		return refuse({ tag: 'too_big' });
	const parts = new Map<string, Buffer>();
	for (const part of text) {
		const body = unpack(file, part);
		if (!body || !isPlain(body.toString())) return refuse({ tag: 'broken' });
		parts.set(part.path, body);
	}
	const path = firstSheet(parts);
	const sheet = path && parts.get(path);
	if (!path || !sheet)
		return refuse({ tag: listed.some((p) => p.path === 'mimetype') ? 'unknown_kind' : 'broken' });
	const leaned = lean(sheet.toString());
	if (!leaned.ok) return leaned;
	parts.set(path, Buffer.from(leaned.value));
	return ok(pack(parts));
}
