import { expect, test } from 'vitest';
import { nextAct, untouched, wallProgress, wallStates, type WallProgress } from './wall-states.ts';

const lessons = ['a1', 'a2', 'a3', 'a4'];
const done = (finished: string[], check: WallProgress['check'] = 'none'): WallProgress => ({
	finished,
	check
});

test('nothing done: the first lesson is next', () => {
	expect(wallStates(lessons, untouched)).toEqual(['now', 'bisque', 'bisque', 'bisque']);
	expect(nextAct(lessons, untouched)).toBe('a1');
});

test('a finished lesson is painted, not fired; the first gap is next', () => {
	expect(wallStates(lessons, done(['a1', 'a3']))).toEqual(['painted', 'now', 'painted', 'bisque']);
	expect(nextAct(lessons, done(['a1', 'a3']))).toBe('a2');
});

test('all finished, not passed: nothing is fired, the final check is next', () => {
	expect(wallStates(lessons, done(lessons))).toEqual(lessons.map(() => 'painted'));
	expect(nextAct(lessons, done(lessons))).toBe('!check');
	expect(nextAct(lessons, done(lessons, 'not_yet'))).toBe('!not_yet');
});

test('not passed with lessons left: the lesson comes before another try', () => {
	expect(nextAct(lessons, done(['a1'], 'not_yet'))).toBe('a2');
});

test('waiting: painted until the server has marked it (A2)', () => {
	expect(wallStates(lessons, done(lessons, 'waiting'))).toEqual(lessons.map(() => 'painted'));
	expect(nextAct(lessons, done(['a1'], 'waiting'))).toBe('!waiting');
});

test('a pass fires the whole wall, also for who took the check at once (A6)', () => {
	expect(wallStates(lessons, done(['a1'], 'passed'))).toEqual(lessons.map(() => 'fired'));
	expect(nextAct(lessons, done(['a1'], 'passed'))).toBe('!passed');
});

test('a course of the fold becomes a wall: started is not finished', () => {
	const course = {
		lessons: { a1: { state: 'finished' }, a2: { state: 'started' } },
		check: { state: 'none' as const }
	};
	expect(wallProgress(course)).toEqual(done(['a1']));
	expect(wallProgress(undefined)).toEqual(untouched);
});
