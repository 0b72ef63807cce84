import type { Course } from '#lib/catalog/index.ts';
import { fold, noNews, type ServerNews } from '#lib/progress/index.ts';
import { expect, test } from 'vitest';
import { workView } from './work-view.ts';

const text = (word: string) => ({ ur: word, en: word });
const course = (id: string) =>
	({
		id,
		title: text(id),
		summary: text(''),
		badge: { id, name: text(`badge ${id}`) },
		lessons: ['1', '2'].map((n, i) => ({
			id: id + n,
			number: i + 1,
			minutes: 5,
			title: text(id + n),
			summary: text('')
		}))
	}) as unknown as Course;
const courses = [course('a'), course('b'), course('c')];

const seen = (lesson: string, at: number, kind = 'lesson.card') => ({
	id: `${lesson}-${at}`,
	profile: 'p',
	actor: 'self',
	device: 'd',
	seq: at,
	kind,
	v: 1,
	at,
	body: { course: lesson[0], version: 'v', lang: 'ur', lesson, card: 'x' }
});
const attempt = (number: number, passed: boolean, revisit: string[] = []) => ({
	course: 'a',
	number,
	passed,
	revisit,
	opensNextAt: passed ? null : 1000 * number
});
const view = (events: ReturnType<typeof seen>[], news: Partial<ServerNews> = {}) =>
	workView(courses, fold(events, news), { ...noNews, ...news }, 'ur');

test('only begun courses are shown, the one worked on last first', () => {
	const { courses: shown } = view([seen('a1', 10), seen('b1', 20)]);
	expect(shown.map(({ course }) => course.id)).toEqual(['b', 'a']);
});

test('a passed course stands behind one in hand, however late it was worked on', () => {
	const { courses: shown } = view([seen('a1', 99), seen('b1', 20)], { attempts: [attempt(1, true)] });
	expect(shown.map(({ course, progress }) => [course.id, progress.check])).toEqual([
		['b', 'none'],
		['a', 'passed']
	]);
});

test('A3 only the newest try names lessons to look at again and when the next opens', () => {
	const { results } = view([], { attempts: [attempt(1, false, ['a1']), attempt(2, false, ['a2'])] });
	expect(
		results.map(({ number, revisit, opensAt }) => [number, revisit.map(({ id }) => id), opensAt])
	).toEqual([
		[2, ['a2'], 2000],
		[1, [], undefined]
	]);
});

test('B4 a badge that was withdrawn is shown as such; one of an unknown course is not shown', () => {
	const award = { badge: 'a', course: 'a', awardId: 'x', state: 'active', at: 5 };
	const { badges } = view([], {
		awards: [award, { ...award, awardId: 'y', state: 'revoked' }, { ...award, awardId: 'z', course: 'gone' }]
	});
	expect(badges.map(({ awardId, held }) => [awardId, held])).toEqual([
		['x', true],
		['y', false]
	]);
});
