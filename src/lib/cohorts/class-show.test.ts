import { expect, test } from 'vitest';
import type { Board, BoardLearner } from './board.ts';
import { barOf, showClass, tellCount } from './class-show.ts';

test('nobody is read out: not one or two who did, not one or two who did not', () => {
	expect([0, 1, 2, 3, 7, 8, 9, 10].map((n) => tellCount(n, 10))).toEqual([
		'none',
		'few',
		'few',
		{ n: 3 },
		{ n: 7 },
		'most',
		'most',
		'all'
	]);
	expect([0, 3, 5].map((n) => tellCount(n, 5))).toEqual([undefined, undefined, undefined]);
});

test('a bar is as long as the number beside it; where no number is said it does not tell one', () => {
	const bar = (n: number, of: number) => barOf(tellCount(n, of)!, of);
	expect([3, 13, 14].map((n) => bar(n, 20))).toEqual([0.15, 0.65, 0.7]);
	for (const of of [6, 20, 60, 200]) {
		expect([bar(0, of), bar(of, of)]).toEqual([0, 1]);
		expect(bar(1, of)).toBe(bar(2, of));
		expect(bar(of - 1, of)).toBe(bar(of - 2, of));
		const all = [0, 1, 3, of - 3, of - 1, of].map((n) => bar(n, of));
		expect(all).toEqual(all.toSorted((a, b) => a - b));
		expect(bar(1, of)).toBeLessThan(bar(3, of));
		expect(bar(of - 3, of)).toBeLessThan(bar(of - 1, of));
	}
});

const column = (kind: 'lesson' | 'check', number: number) => ({
	kind,
	course: 'c',
	lesson: number ? `a${number}` : '',
	number,
	title: `سبق ${number}`
});
const learner = (i: number, done: boolean): BoardLearner => ({
	id: `0192-${i}`,
	name: `شبانہ ${i}`,
	tileSeed: 70 + i,
	needs: [],
	cells: [done ? 'done' : 'on', 'done'],
	done: 1,
	finished: false,
	lastAt: 5
});
const hard = (item: string, wrong: number, of: number) => ({
	course: 'c',
	lesson: 'a1',
	number: 1,
	item,
	stem: `سوال ${item}`,
	wrong,
	of,
	mostly: '',
	mostlyBy: 0
});
const board = (count: number): Board => ({
	courses: [{ id: 'c', title: 'کورس', columns: 2 }],
	columns: [column('lesson', 1), column('check', 0)],
	learners: Array.from({ length: count }, (_, i) => learner(i, i < 4)),
	hot: -1,
	week: { moved: 0, finishedLessons: 0 },
	waiting: { toMark: 0, toLetIn: 0, asked: 0 },
	hardest: [hard('q1', 9, 10), hard('q2', 4, 4), hard('q3', 4, 9), hard('q4', 2, 9)],
	arrivedAt: null
});

test('lessons with how many finished, questions that a class missed, and nothing of anybody', () => {
	const shown = showClass(board(10));
	expect(shown).toEqual({
		of: 10,
		small: false,
		courses: [{ id: 'c', title: 'کورس', lessons: [{ number: 1, title: 'سبق 1', finished: { n: 4 } }] }],
		questions: [
			{ number: 1, stem: 'سوال q1', missed: 'most', of: 10 },
			{ number: 1, stem: 'سوال q3', missed: { n: 4 }, of: 9 }
		]
	});
	const text = JSON.stringify(shown);
	for (const l of board(10).learners) for (const own of [l.id, l.name]) expect(text).not.toContain(own);
});

test('a class of a handful is told no counts', () => {
	expect(showClass(board(5)).courses[0]!.lessons[0]).not.toHaveProperty('finished');
});
