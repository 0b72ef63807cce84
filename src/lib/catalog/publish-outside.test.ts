import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyFixture, type Edit } from '../../../tests/support/tiny-course.ts';
import { outsideFolders, outsideMark } from '../platform/outside-courses.server.ts';
import { publishOutside, withdrawOutside, type OutsideRefusal } from './publish-outside.server.ts';

const NOW = Date.UTC(2026, 10, 23);
const REGISTERS = ['facts.yaml', 'values.yaml'];
let made: { folder: string; remove(): void }[] = [];
let dataDir: string;
/** The repository of these tests: registers of its own, and no course. */
let contentDir: string;

beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'qadam-data-'));
	contentDir = mkdtempSync(join(tmpdir(), 'qadam-own-'));
	made = [];
	for (const file of REGISTERS)
		writeFileSync(join(contentDir, file), readFileSync(join('tests/fixtures/courses', file)));
});
afterEach(() => {
	for (const copy of made) copy.remove();
	for (const folder of [dataDir, contentDir]) rmSync(folder, { recursive: true, force: true });
});

const outside = (edits: Record<string, Edit> = {}): string => {
	const copy = copyFixture(edits);
	made.push(copy);
	return copy.folder;
};
const publish = (folder: string) => publishOutside({ folder, dataDir, contentDir, now: NOW });
const refusal = (folder: string): OutsideRefusal => {
	const before = outsideMark(dataDir);
	const done = publish(folder);
	if (done.ok) throw new Error('was published');
	// Refused: nothing changes, and nothing half done is left.
	expect(outsideMark(dataDir)).toBe(before);
	expect(folders().filter((name) => name.startsWith('.'))).toEqual([]);
	return done.refusal;
};
const folders = (): string[] => {
	try {
		return readdirSync(join(dataDir, 'courses'));
	} catch {
		return [];
	}
};

describe('a course from outside', () => {
	test('is copied with its registers, turned to the new version at once, and stays when it is the same', () => {
		const folder = outside({ 'tiny/notes.txt': 'mine', 'tiny/.git/config': 'x' });
		const first = publish(join(folder, 'tiny'));
		expect(first).toMatchObject({ ok: true, value: { did: 'new', left: ['notes.txt'] } });
		const [live] = outsideFolders(dataDir);
		expect(readdirSync(live!).sort()).toEqual(['facts.yaml', 'tiny', 'values.yaml']);
		expect(readdirSync(join(live!, 'tiny')).sort()).toEqual(['course.yaml', 'en', 'media', 'ur']);
		expect(publish(join(folder, 'tiny'))).toMatchObject({ ok: true, value: { did: 'same' } });

		writeFileSync(
			join(folder, 'tiny/en/prepost.md'),
			readFileSync(join(folder, 'tiny/en/prepost.md'), 'utf8').replace('Plain cloth', 'A plain cloth')
		);
		expect(publish(join(folder, 'tiny'))).toMatchObject({ ok: true, value: { did: 'update' } });
		expect(outsideFolders(dataDir)).not.toEqual([live]);
		// The former one stays where it is, for whoever is reading it.
		expect(readdirSync(join(dataDir, 'courses/tiny')).filter((n) => n !== 'live')).toHaveLength(2);
	});

	test('a value of a register is news, though the version is the same', () => {
		const folder = outside();
		publish(join(folder, 'tiny'));
		const before = outsideMark(dataDir);
		const newer = (file: string) => {
			const text = readFileSync(file, 'utf8');
			writeFileSync(file, text.replace(/check_by: \S+/, 'check_by: 2031-01-31'));
		};
		newer(join(folder, 'values.yaml'));
		expect(publish(join(folder, 'tiny'))).toMatchObject({ ok: true, value: { did: 'update' } });
		expect(outsideMark(dataDir)).not.toBe(before);
	});

	test('where it has no register of its own, the repository’s goes with it', () => {
		const folder = outside({ 'values.yaml': null, 'facts.yaml': null });
		expect(publish(join(folder, 'tiny'))).toMatchObject({ ok: true });
		expect(readdirSync(outsideFolders(dataDir)[0]!).sort()).toEqual(['facts.yaml', 'tiny', 'values.yaml']);
	});

	test('withdrawn it is gone; what was never there, or is no id, cannot be withdrawn', () => {
		publish(join(outside(), 'tiny'));
		expect(withdrawOutside(dataDir, 'tiny')).toBe(true);
		expect(outsideFolders(dataDir)).toEqual([]);
		for (const id of ['tiny', 'other', '../courses/tiny', '', '.'])
			expect(withdrawOutside(dataDir, id)).toBe(false);
	});
});

describe('refused, and nothing has changed', () => {
	test('faults, a draft, a course of the repository, a badge that another one gives', () => {
		publish(join(outside(), 'tiny'));
		const broken = outside({ 'tiny/ur/01-picture.md': (t) => t.replace('نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی') });
		expect(refusal(join(broken, 'tiny'))).toMatchObject({ tag: 'faults', findings: [{ rule: 'U09' }] });
		const draft = outside({ 'tiny/course.yaml': (t) => t.replace('status: live', 'status: draft') });
		expect(refusal(join(draft, 'tiny'))).toEqual({ tag: 'not_live', status: 'draft' });
		const twin = outside({ 'twin/course.yaml': '' });
		rmSync(join(twin, 'twin'), { recursive: true });
		mkdirSync(join(twin, 'twin'));
		for (const name of readdirSync(join(twin, 'tiny'), { recursive: true, withFileTypes: true }))
			if (name.isFile()) {
				const from = join(name.parentPath, name.name);
				const to = from.replace('/tiny/', '/twin/');
				mkdirSync(join(to, '..'), { recursive: true });
				writeFileSync(to, readFileSync(from));
			}
		writeFileSync(
			join(twin, 'twin/course.yaml'),
			readFileSync(join(twin, 'tiny/course.yaml'), 'utf8').replace('id: tiny', 'id: twin')
		);
		expect(refusal(join(twin, 'twin'))).toEqual({ tag: 'name_taken', name: 'tiny', by: 'tiny' });
		mkdirSync(join(contentDir, 'tiny'));
		writeFileSync(join(contentDir, 'tiny/course.yaml'), 'id: tiny');
		expect(refusal(join(outside(), 'tiny'))).toEqual({ tag: 'own_course', id: 'tiny' });
	});

	test('a value or a word that says something else here', () => {
		const folder = outside({ 'values.yaml': (t) => t.replace(/(en: ")[^"]*"/, '$1something else"') });
		expect(refusal(join(folder, 'tiny'))).toMatchObject({ tag: 'register_differs' });
	});

	test('links out of the folder, in any place of it, and a folder that is a link', () => {
		for (const [name, to] of [
			['tiny/ur/09-more.md', '/etc/passwd'],
			['tiny/media/t9-x.svg', '/etc/hostname'],
			['tiny/more', '/etc'],
			['glossary-ur.yaml', '/etc/passwd']
		] as const) {
			const folder = outside();
			symlinkSync(to, join(folder, name));
			expect(refusal(join(folder, 'tiny')), name).toMatchObject({ tag: 'links' });
		}
		const folder = outside();
		symlinkSync(join(folder, 'tiny'), join(folder, 'linked'));
		expect(refusal(join(folder, 'linked'))).toEqual({ tag: 'no_course' });
		expect(refusal(join(folder, 'linked/'))).toEqual({ tag: 'no_course' });
		expect(refusal(join(folder, 'none'))).toEqual({ tag: 'no_course' });
	});

	test('an id that is no id, another id than the folder’s, files too large, too many, no text', () => {
		for (const id of ['../../evil', '.', 'CON', '__proto__']) {
			const folder = outside({ 'tiny/course.yaml': (t) => t.replace('id: tiny', `id: "${id}"`) });
			expect(refusal(join(folder, 'tiny')), id).toMatchObject({ tag: 'faults' });
		}
		const named = outside({ 'tiny/course.yaml': (t) => t.replace('id: tiny', 'id: other') });
		expect(refusal(join(named, 'tiny'))).toMatchObject({ tag: 'faults', findings: [{ rule: 'C3.id' }] });
		const large = outside({ 'tiny/en/prepost.md': 'x'.repeat(200_000) });
		expect(refusal(join(large, 'tiny'))).toMatchObject({ tag: 'faults' });
		const heavy = outside({ 'tiny/media/big.bin': new Uint8Array(21_000_000) });
		expect(refusal(join(heavy, 'tiny'))).toEqual({ tag: 'too_large' });
		const binary = outside({ 'tiny/course.yaml': new Uint8Array([0, 255, 254]) });
		expect(refusal(join(binary, 'tiny'))).toMatchObject({ tag: 'faults' });
	});
});

test('a pointer that somebody bent leads nowhere', () => {
	publish(join(outside(), 'tiny'));
	const pointer = join(dataDir, 'courses/tiny/live');
	for (const bent of ['../../..', '/etc', '', 'x'.repeat(200), '0123456789abcdef-01234567']) {
		writeFileSync(pointer, bent);
		expect(outsideFolders(dataDir), bent).toEqual([]);
	}
	rmSync(pointer);
	symlinkSync('/etc/hostname', pointer);
	expect(outsideFolders(dataDir)).toEqual([]);
});
