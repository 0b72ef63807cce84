import { describe, expect, test } from 'vitest';
import type { CheckItem, Course, Lesson } from './course.ts';
import { badgeSetOf, partCheckOf } from './derive-checks.ts';

const text = (s: string) => ({ ur: s, en: s });
const badge = (id: string) => ({ id, name: text(id), description: text(id), criteria: text(id) });
const rule = { draw: 2, pass: 2, tries: 1, wait_hours: [0], then_wait_hours: 24 };
const course = (id: string, more: Partial<Course> = {}): Course =>
	({
		id,
		code: id.toUpperCase(),
		version: `v-${id}`,
		openBank: false,
		lessons: ['b1', 'b5', 'b6'].map((lesson) => ({ id: lesson }) as Lesson),
		check: {
			...rule,
			items: ['b1', 'b5', 'b5', 'b6'].map((lesson, i) => ({ id: `${i}`, lesson }) as CheckItem)
		},
		prepost: [],
		practical: { lesson: 'b5', pass: 1, rubric: [{ id: 'x', text: text('x') }] },
		badge: badge(`${id}-badge`),
		fraud: ['b5-p'],
		...more
	}) as Course;

describe('M1 what is earned beside whole courses', () => {
	test('a part check has the items of its lessons, a rule and a badge of its own, and no practical', () => {
		const whole = course('b', {
			partCheck: { ...rule, lessons: ['b5', 'b6'], summary: text('s'), badge: badge('fraud-check') }
		});
		const part = partCheckOf(whole)!;
		expect(part).toMatchObject({ id: 'fraud-check', of: 'b', version: 'v-b', prepost: [] });
		expect(part.lessons.map((l) => l.id)).toEqual(['b5', 'b6']);
		expect(part.check.items.map((i) => i.id)).toEqual(['1', '2', '3']);
		expect(part.practical.rubric).toEqual([]);
		expect(part.partCheck).toBeUndefined();
		expect(partCheckOf(course('a'))).toBeUndefined();
	});

	test('a set needs every course of it; another list is another version', () => {
		const set = { of: ['a', 'b'], badge: badge('ready') };
		const courses = new Map([['a', course('a')]]);
		expect(badgeSetOf(set, courses)).toBeUndefined();
		courses.set('b', course('b', { openBank: true }));
		const made = badgeSetOf(set, courses)!;
		expect(made).toMatchObject({ id: 'ready', needs: ['a-badge', 'b-badge'], openBank: true, lessons: [] });
		courses.set('c', course('c'));
		expect(badgeSetOf({ ...set, of: ['a', 'c'] }, courses)!.version).not.toBe(made.version);
	});
});
