import { afterEach, expect, test } from 'vitest';
import { copyFixture, fixtureCourses, type Edit } from '../../../tests/support/tiny-course.ts';
import type { Course } from './course.ts';
import { diffCourse } from './diff-course.ts';
import { readContent } from './read-content.server.ts';

const made: { remove(): void }[] = [];
afterEach(() => made.splice(0).forEach((copy) => copy.remove()));

const read = (folder: string): Course => readContent(folder, { now: 0 }).courses[0]!.course!;
const live = read(fixtureCourses);
const edited = (edits: Record<string, Edit>): Course => {
	const copy = copyFixture(edits);
	made.push(copy);
	return read(copy.folder);
};
const replaced = (from: string, to: string) => (text: string) => {
	expect(text).toContain(from);
	return text.replace(from, to);
};
const NOTHING = { came: [], went: [], changed: [], loud: [], signed: [], course: [] };

test('the same course differs in nothing', () => {
	expect(diffCourse(live, live)).toEqual(NOTHING);
});

test('a mended sentence is a change of one language, and of nothing else', () => {
	const next = edited({ 'tiny/en/01-picture.md': replaced('Nadia laughed.', 'Nadia laughed aloud.') });
	expect(diffCourse(live, next)).toEqual({
		...NOTHING,
		changed: [{ kind: 'card', id: 't1-01', what: ['english'] }]
	});
});

test('what came and went is named, and what went is named loudly', () => {
	const gone = /:::question\{#t1-q4[\s\S]*?\n:::\n/;
	const without = {
		'tiny/ur/01-picture.md': (t: string) => t.replace(gone, ''),
		'tiny/en/01-picture.md': (t: string) => t.replace(gone, '')
	};
	const next = edited(without);
	expect(diffCourse(live, next)).toMatchObject({
		went: [{ kind: 'question', id: 't1-q4' }],
		loud: [{ id: 't1-q4', why: expect.stringContaining('taken out') }]
	});
	// The way back: it came, and as it was, so nobody is alarmed.
	expect(diffCourse(next, live, [live])).toMatchObject({ came: [{ id: 't1-q4' }], loud: [] });
});

test('an id that is used for something else is named loudly: another kind, another key, other words, also after a while', () => {
	const key = edited({
		'tiny/ur/check/01-picture.md': (t) => t.replace('- [x] دن', '- [ ] دن').replace('- [ ] رات', '- [x] رات'),
		'tiny/en/check/01-picture.md': (t) =>
			t.replace('- [x] A w', '- [ ] A w').replace('- [ ] A b', '- [x] A b')
	});
	expect(diffCourse(live, key)).toMatchObject({
		changed: [{ kind: 'check item', id: 't1-c1', what: ['right answer'] }],
		loud: [{ id: 't1-c1', why: 'has another right answer' }]
	});
	const other = edited({
		'tiny/ur/prepost.md': (t) =>
			t.replace(
				/(#pp1 type=)pick\}[\s\S]*?:::/,
				'$1amount unit=rupees}\nدو اور دو کتنے ہوئے؟\n\n- [x] 4\n:::'
			),
		'tiny/en/prepost.md': (t) =>
			t.replace(/(#pp1 type=)pick\}[\s\S]*?:::/, '$1amount unit=rupees}\nTwo and two?\n\n- [x] 4\n:::')
	});
	expect(diffCourse(live, other).loud).toEqual([
		{ id: 'pp1', why: 'was a test item (pick), is a test item (amount)' }
	]);
	const without: Course = { ...live, prepost: live.prepost.filter((q) => q.id !== 'pp1') };
	expect(diffCourse(without, other, [live]).loud).toEqual([
		{ id: 'pp1', why: expect.stringContaining('stood in an earlier version') }
	]);
});

test('a name in reviewed_by that stands over other words is asked about', () => {
	const sign = replaced('reviewed_by: { facts: , urdu: }', 'reviewed_by: { facts: S.A., urdu: N.K. }');
	const signed = edited({ 'tiny/ur/01-picture.md': sign });
	expect(diffCourse(live, signed).signed).toEqual([]);
	const next = edited({
		'tiny/ur/01-picture.md': (t) => replaced('نادیہ ہنس پڑی۔', 'نادیہ خوب ہنس پڑی۔')(sign(t))
	});
	// Read again, and signed with the change: nothing to ask.
	expect(diffCourse(live, next).signed).toEqual([]);
	expect(diffCourse(signed, next).signed).toEqual([{ lesson: 't1', lang: 'ur', by: 'S.A., N.K.' }]);
});

test('rules and texts of the course itself', () => {
	const next = edited({
		'tiny/course.yaml': (t) => t.replace('pass: 3', 'pass: 2').replace('A tiny course', 'Tiny')
	});
	expect(diffCourse(live, next).course).toEqual(['title', 'check']);
});
