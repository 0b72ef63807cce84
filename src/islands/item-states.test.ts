import type { EventState } from '#lib/offline/index.ts';
import { expect, test } from 'vitest';
import { itemOf, itemStates } from './item-states.ts';

const event = (kind: string, body: Record<string, unknown>, state: EventState = 'here') => ({
	kind,
	body,
	state
});
const card = (lesson: string, state: EventState) => event('lesson.card', { course: 'c', lesson }, state);
const told = (...of: Parameters<typeof itemStates>) => Object.fromEntries(itemStates(...of));

test('an event belongs to its lesson, its check, its six questions or its part of the draft', () => {
	const items = [
		event('question.answered', { course: 'c', lesson: 'a1', item: 'a1-q1' }),
		event('check.submitted', { course: 'c', number: 1 }),
		event('prepost.answered', { course: 'c', phase: 'before' }),
		event('draft.saved', { part: 'price' })
	].map(itemOf);
	expect(items).toEqual(['c/a1', 'c/check', 'c/prepost', 'draft/price']);
});

test('S6 one event that waits makes its lesson wait, whatever came before or after it', () => {
	expect(told([card('a1', 'accepted'), card('a1', 'here'), card('a2', 'known')], true)).toEqual({
		'c/a1': 'wait',
		'c/a2': 'safe'
	});
	expect(told([card('a1', 'here'), card('a1', 'accepted')], true)).toEqual({ 'c/a1': 'wait' });
});

test('K1 what a guest does is on this phone and goes nowhere', () => {
	expect(told([card('a1', 'here')], false)).toEqual({ 'c/a1': 'here' });
});

test('S3 deferred is held; a rejected event makes nothing safe', () => {
	expect(told([card('a1', 'deferred'), card('a2', 'rejected')], true)).toEqual({ 'c/a1': 'safe' });
});

test('what the server told of another phone is safe, until this one adds to it', () => {
	const news = {
		lessons: [{ course: 'c', lesson: 'a1', state: 'finished' as const, at: 1 }],
		attempts: [{ course: 'c', number: 1, passed: false, revisit: [], opensNextAt: 2 }]
	};
	expect(told([], true, news)).toEqual({ 'c/a1': 'safe', 'c/check': 'safe' });
	expect(told([card('a1', 'here')], true, news)).toMatchObject({ 'c/a1': 'wait' });
});
