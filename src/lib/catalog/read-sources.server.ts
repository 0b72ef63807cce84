import { EITHER, LANGS } from '#lib/platform/country/lang.ts';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sha256HexSync } from '../platform/hash.server.ts';
import type { Findings } from './finding.ts';

/** Limits on what is read at all: authors' files are hostile input (C5). A lesson has about 12 KB, a picture 12 KB. */
const TEXT_BYTES = 100_000;
const PICTURE_BYTES = 256_000;
const FILES = 2_000;

const COURSE_FILE = new RegExp(
	String.raw`^(?:course\.yaml|meetings\.yaml|${EITHER}/(?:prepost|(?:rehearsal/|check/)?\d{2}-[a-z0-9-]{1,60})\.md|media/[a-z0-9-]{1,60}\.(?:svg|webp))$`
);
/** Plans of the weekly meetings, for trainers (docs/course-format.md). */
export const MEETINGS_FILE = 'meetings.yaml';
const BANK_FILE = new RegExp(String.raw`^${EITHER}/(?:prepost|check/\d{2}-[a-z0-9-]{1,60})\.md$`);

export interface SourceFile {
	/** As findings name it: `selling-online/ur/01-where-to-sell.md`. */
	name: string;
	bytes: Uint8Array;
}

/** Files of a course by their path inside its folder. */
export type Sources = Map<string, SourceFile>;

/** Only plain files whose names the format knows; symbolic links are not followed, larger files not opened. */
function readTree(root: string, shown: string, wanted: RegExp, findings: Findings): Sources {
	const sources: Sources = new Map();
	const visit = (folder: string, depth: number): void => {
		for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
			a.name < b.name ? -1 : 1
		)) {
			const path = folder ? `${folder}/${entry.name}` : entry.name;
			if (entry.isDirectory() && depth < 2) visit(path, depth + 1);
			if (!entry.isFile() || !wanted.test(path) || sources.size >= FILES) continue;
			const name = `${shown}/${path}`;
			const { size } = lstatSync(join(root, path));
			if (size > (path.startsWith('media/') ? PICTURE_BYTES : TEXT_BYTES))
				findings.add('C5.size', { file: name, line: 1 }, `${size} bytes`);
			else sources.set(path, { name, bytes: readFileSync(join(root, path)) });
		}
	};
	try {
		visit('', 0);
	} catch (error) {
		findings.add('C3.file', { file: shown, line: 1 }, (error as Error).message);
	}
	return sources;
}

export const readCourseSources = (folder: string, findings: Findings): Sources =>
	readTree(folder, basename(folder), COURSE_FILE, findings);

/**
 * Puts the bank of the data folder in the place of the repository's (C6): a language's `check/` is replaced as a whole,
 * `prepost.md` as a file.
 * @returns whether the check of every language was replaced, so that the bank is no open one
 */
export function replaceBank(sources: Sources, bankFolder: string, id: string, findings: Findings): boolean {
	const bank = readTree(bankFolder, `banks/${id}`, BANK_FILE, findings);
	const replaced = LANGS.filter((lang) => [...bank.keys()].some((path) => path.startsWith(`${lang}/check/`)));
	for (const path of [...sources.keys()])
		if (replaced.some((lang) => path.startsWith(`${lang}/check/`))) sources.delete(path);
	for (const [path, file] of bank) sources.set(path, file);
	return replaced.length === 2;
}

/** Raised when the same sources begin to mean something else (letters of options, for one): attempts name versions. */
const FORMAT = 'qadam course 1';

/**
 * The course's version: a hash of its sources, without register values (C1) and without the plans of its meetings, by which
 * nobody is judged.
 */
export const versionOf = (sources: Sources): string =>
	sha256HexSync(
		[
			FORMAT,
			...[...sources.entries()]
				.filter(([path]) => path !== MEETINGS_FILE)
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([path, file]) => `${path} ${sha256HexSync(file.bytes)}`)
		].join('\n')
	).slice(0, 16);

/** Text of a file, or nothing with a finding: not UTF-8, U+0000. */
export function textOf(file: SourceFile, findings: Findings): string | undefined {
	try {
		const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes);
		if (!text.includes('\0')) return text.replaceAll('\r\n', '\n');
	} catch {
		// Named below.
	}
	findings.add('C5.size', { file: file.name, line: 1 }, 'not plain UTF-8 text');
	return undefined;
}
