import { expect, test } from 'vitest';
import { isOpenStep, maySkip, mustAnswer, openSteps, stepAfter, stepBefore, whereNext } from './steps.ts';

test('one question after the other, and back the same way', () => {
	const way = openSteps.map(stepAfter);
	expect(way).toEqual([...openSteps.slice(1), 'look']);
	expect(openSteps.slice(1).map(stepBefore)).toEqual(openSteps.slice(0, -1));
	expect(stepBefore('name')).toBeUndefined();
});

test('she goes on at the first question that was not asked yet, wherever it lies', () => {
	expect(whereNext(new Set())).toBe('name');
	expect(whereNext(new Set(['name', 'handle']))).toBe('latin');
	expect(whereNext(new Set(openSteps))).toBe('look');
});

test('what a buyer must know cannot be passed over', () => {
	expect(openSteps.filter(maySkip)).toEqual(['latin', 'about', 'hours']);
	expect(openSteps.filter((s) => mustAnswer(s) && maySkip(s))).toEqual([]);
	expect(['look', '__proto__', 'Name', ''].some(isOpenStep)).toBe(false);
});
