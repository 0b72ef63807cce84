import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyFixture } from '../../../tests/support/tiny-course.ts';
import { contentDir, readContent } from './read-content.server.ts';
import type { Remembered } from './remember-course.server.ts';

const NOW = Date.UTC(2026, 10, 1);

let remembered: Remembered;
let copy: ReturnType<typeof copyFixture>;
beforeEach(() => {
	remembered = { folder: mkdtempSync(join(tmpdir(), 'qadam-read-')), reader: 'one' };
	copy = copyFixture();
});
afterEach(() => {
	rmSync(remembered.folder, { recursive: true });
	copy.remove();
});

const read = (more: Partial<Remembered> = {}) =>
	readContent(copy.folder, { now: NOW, remembered: { ...remembered, ...more } }).courses[0]!;

function edit(path: string, change: (text: string) => string): void {
	const file = join(copy.folder, path);
	writeFileSync(file, change(existsSync(file) ? readFileSync(file, 'utf8') : ''));
}

/** Puts a mark into what is remembered: who sees it did not read. */
const MARK = 'from memory';
function mark(): void {
	const file = join(remembered.folder, 'tiny');
	const kept = deserialize(readFileSync(file)) as { course: { title: { en: string } } };
	kept.course.title.en = MARK;
	writeFileSync(file, serialize(kept));
}

test('the repository’s courses are the same from memory: course, plans and findings', () => {
	const all = () => readContent(contentDir(), { now: NOW, remembered }).courses;
	const first = all();
	expect(readdirSync(remembered.folder).sort()).toEqual(first.map(({ folder }) => folder.split('/').at(-1)));
	expect(all()).toEqual(first);
	expect(first).toEqual(readContent(contentDir(), { now: NOW }).courses);
});

test('C6 only the owner reads it: a closed bank may stand in it', () => {
	const folder = join(remembered.folder, 'read');
	read({ folder });
	for (const path of [folder, join(folder, 'tiny')]) expect(statSync(path).mode & 0o077, path).toBe(0);
});

test('what has not changed is not read again', () => {
	const { course } = read();
	mark();
	expect(read().course!.title.en).toBe(MARK);
	expect(read().course!.lessons).toEqual(course!.lessons);
});

test.each<[string, () => void, Partial<Remembered>]>([
	['a lesson', () => edit('tiny/en/01-picture.md', (text) => `${text}\n`), {}],
	['a file more', () => edit('tiny/media/more.svg', () => '<svg/>'), {}],
	['a value of the register', () => edit('values.yaml', (text) => text.replace('2027', '2028')), {}],
	['a fact', () => edit('facts.yaml', (text) => text.replace('statement: ', 'statement: x')), {}],
	['the code that reads', () => {}, { reader: 'two' }]
])('a change is seen: %s', (_, change, more) => {
	read();
	mark();
	change();
	expect(read(more).course!.title.en).not.toBe(MARK);
});

test('a memory that is damaged or cannot be kept only costs time', () => {
	const fresh = read();
	for (const bytes of [Buffer.alloc(0), Buffer.from('{}'), serialize({ key: 1 }), serialize(undefined)]) {
		writeFileSync(join(remembered.folder, 'tiny'), bytes);
		expect(read().course).toEqual(fresh.course);
	}
	const file = join(remembered.folder, 'a file');
	writeFileSync(file, '');
	expect(read({ folder: join(file, 'below') }).course).toEqual(fresh.course);
	rmSync(join(remembered.folder, 'tiny'));
	mkdirSync(join(remembered.folder, 'tiny'));
	expect(read().course).toEqual(fresh.course);
	expect(readdirSync(remembered.folder).sort()).toEqual(['a file', 'tiny']);
});
