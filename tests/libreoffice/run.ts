/**
 * `npm run test:libreoffice`: the files of reports as an officer's own program reads them. LibreOffice opens each and writes it
 * anew; what it has read must be what the report says, number for number, with nothing that runs. Ends with `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import readXlsxFile from 'read-excel-file/node';
import Papa from 'papaparse';
import { safeCell } from '../../src/lib/cohorts/import/cells.ts';
import { findStaffAt, type BookCell, type BookSheet } from '../../src/lib/cohorts/index.server.ts';
import { compose } from '../../src/lib/compose.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import {
	readNames,
	readWholeReport,
	reportBook,
	reportCsv,
	reportXlsx
} from '../../src/lib/reports/index.server.ts';
import type { Names } from '../../src/lib/reports/index.ts';
import { needPackages } from '../support/debian.ts';
import { fillWithDemo } from '../support/prepared.ts';

needPackages(['libreoffice-calc-nogui']);

const folder = mkdtempSync(join(tmpdir(), 'qadam-libreoffice-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let [passed, failed] = [0, 0];
const hold = (what: string, is: boolean, why = ''): void => {
	if (is) passed++;
	else failed++;
	console.log(`${is ? 'ok     ' : 'not ok '} ${what}${is || !why ? '' : `: ${why}`}`);
};

/** What LibreOffice makes of a file. @returns the path of what it wrote */
function converted(file: string, to: string): string {
	const out = join(folder, to);
	mkdirSync(out, { recursive: true });
	const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
	execFileSync('soffice', [profile, '--headless', '--convert-to', to, '--outdir', out, file], {
		stdio: 'pipe',
		timeout: 180_000
	});
	return join(
		out,
		`${file
			.split('/')
			.at(-1)!
			.replace(/\.\w+$/, '')}.${to}`
	);
}

/** The files of a ZIP by its central directory (APPNOTE 4.3.12). */
function partsOf(zip: Buffer): [name: string, text: string][] {
	const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	const parts: [string, string][] = [];
	for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === 0x02014b50;) {
		const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
		const [name, extra, comment] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o)) as [
			number,
			number,
			number
		];
		const local = zip.readUInt32LE(at + 42);
		const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		const bytes = zip.subarray(from, from + size);
		const text = (method === 0 ? bytes : inflateRawSync(bytes)).toString('utf8');
		parts.push([zip.toString('utf8', at + 46, at + 46 + name), text]);
		at += 46 + name + extra + comment;
	}
	return parts;
}

const shown = (cell: BookCell): BookCell => (typeof cell === 'string' ? safeCell(cell) || null : cell);
const asRead = (cells: readonly unknown[], width: number) =>
	Array.from({ length: width }, (_, i) => cells[i] ?? null);

/** The first place where two tables differ. */
function firstDifference(read: readonly unknown[][], meant: readonly BookCell[][]): string {
	for (let i = 0; i < Math.max(read.length, meant.length); i++)
		if (!isDeepStrictEqual(read[i], meant[i]))
			return `row ${i + 1}: read ${JSON.stringify(read[i])}, meant ${JSON.stringify(meant[i])}`;
	return '';
}

async function holdBook(what: string, bytes: Buffer, book: readonly BookSheet[]): Promise<void> {
	const file = join(folder, `${what.replace(/\W+/g, '-')}.xlsx`);
	writeFileSync(file, bytes);
	const sheets = await readXlsxFile(readFileSync(converted(file, 'xlsx')));
	hold(
		`${what}: every sheet`,
		isDeepStrictEqual(
			sheets.map((s) => s.sheet),
			book.map((s) => s.name)
		)
	);
	for (const { name, headings, rows } of book) {
		const read = sheets.find((s) => s.sheet === name)?.data ?? [];
		const meant = [[...headings], ...rows.map((row) => row.map(shown))];
		// A row of nothing at all is not there when it is read.
		const some = (row: readonly unknown[]) => row.some((cell) => cell !== null);
		const difference = firstDifference(
			read.map((row) => asRead(row, headings.length)).filter(some),
			meant.map((row) => asRead(row, headings.length) as BookCell[]).filter(some)
		);
		hold(`${what}, ${name}: ${rows.length} rows read back as they are`, difference === '', difference);
	}
	const flat = readFileSync(converted(file, 'fods'), 'utf8');
	hold(`${what}: nothing in it runs`, !/table:formula|xlink:href="(?!#)/.test(flat));
	// Said in the file itself: without a window LibreOffice has no view to keep.
	const frozen = partsOf(bytes).filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name));
	hold(
		`${what}: heads stay in view`,
		frozen.length === book.length && frozen.every(([, xml]) => /<pane [^>]*state="frozen"/.test(xml))
	);
}

/** Names that a spreadsheet would take for commands, and Urdu with what breaks it: joiners, marks of direction, other digits. */
const HOSTILE = [
	'=1+1',
	'=HYPERLINK("http://example.com/","x")',
	'+1+1',
	'-2+3',
	'@SUM(1;2)',
	"=cmd|' /C calc'!A0",
	'\t=1+1',
	'"quoted", with a comma',
	'بہاولپور کی کلاس ۳، «نئی»',
	'\u200fکلاس\u200c نمبر 2\u200e (دوبارہ)',
	'<b>&amp;</b>'
];

const DATA_DIR = join(folder, 'data');
fillWithDemo(DATA_DIR);
const { services, close } = await compose(
	readEnv({ ...process.env, DATA_DIR, QADAM_DEMO: '1', DATABASE_URL: '' })
);
try {
	const officer = await services.allLearners
		.selectFrom('staff_role')
		.innerJoin('staff', 'staff.staff_id', 'staff_role.staff_id')
		.select(['staff.staff_id', 'staff_role.organisation_id'])
		.where('staff_role.role', '=', 'programme_officer')
		.executeTakeFirstOrThrow();
	const at = (await findStaffAt(services, officer.staff_id, officer.organisation_id))!;
	const read = await readWholeReport(services, at);
	if (!read.ok) throw new Error(read.refusal.tag);
	const report = {
		...read.value,
		organisation: at.organisation,
		span: read.value.edition.period,
		counted: ''
	};
	for (const lang of ['ur', 'en'] as const) {
		const names = await readNames(services, at.organisationId, lang);
		await holdBook(
			`the report (${lang})`,
			await reportXlsx(report, names, lang),
			reportBook(report, names, lang)
		);
		// Each of them once as the name of a class, a programme, a course, a badge and the organisation.
		const ids: string[] = [];
		const hostile = (id: string) => {
			if (!ids.includes(id)) ids.push(id);
			return HOSTILE[ids.indexOf(id) % HOSTILE.length]!;
		};
		const every: Names = { course: hostile, badge: hostile, cohort: hostile, programme: hostile };
		const named = { ...report, organisation: '=1+1' };
		await holdBook(
			`hostile names (${lang})`,
			await reportXlsx(named, every, lang),
			reportBook(named, every, lang)
		);
		hold(`all hostile names are in it (${lang})`, ids.length >= HOSTILE.length, `${ids.length} names`);
		const csv = join(folder, `report-${lang}.csv`);
		const bytes = reportCsv(report, names, lang);
		writeFileSync(csv, bytes);
		const rows = (text: string) =>
			Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;
		const again = readFileSync(converted(csv, 'csv'), 'utf8');
		const difference = firstDifference(rows(again), rows(bytes.toString('utf8')));
		hold(`the report as CSV (${lang}), read by LibreOffice`, difference === '', difference);
	}
} finally {
	await close();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
