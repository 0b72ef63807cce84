import { describe, expect, it } from 'vitest';
import { nameKey } from '../platform/name-order.ts';
import { selectLearners, type Board, type BoardLearner } from './board.ts';
import { readBoardQuery, writeBoardQuery } from './board-query.schema.ts';
import type { Need } from './decide-needs-help.ts';

const need = (reason: Need['reason']): Need => ({
	reason,
	next: 'message',
	since: 0,
	count: 0,
	course: '',
	lesson: ''
});
const learner = (name: string, more: Partial<BoardLearner> = {}): BoardLearner => ({
	id: name,
	name,
	tileSeed: 0,
	needs: [],
	cells: [],
	done: 0,
	finished: false,
	lastAt: 1,
	...more
});
const board = {
	columns: [{ kind: 'lesson', course: 'c', lesson: 'a1', number: 1, title: 'x' }],
	learners: [
		learner('ثمینہ', { needs: [need('silent')], cells: ['on'], lastAt: 5 }),
		learner('Kulsoom', { needs: [need('asked_for_help')], cells: ['stuck'], done: 2 }),
		learner('عابدہ', { finished: true, cells: ['done'], done: 9, lastAt: 9 }),
		learner('زبیدہ', { lastAt: null, cells: ['none'] })
	]
} as unknown as Board;
const found = (query: string) =>
	selectLearners(board, readBoardQuery(new URLSearchParams(query))).map((l) => l.name);

describe('the board as asked for', () => {
	it('shows everybody, help first, when nothing is asked, or nonsense is', () => {
		const all = board.learners.map((l) => l.name);
		expect(found('')).toEqual(all);
		expect(found('state=x&reason=constructor&lesson=..%2F..&sort=1&waiting=yes')).toEqual(all);
	});

	it('filters by state, reason, lesson and what waits', () => {
		expect(found('state=help')).toEqual(['ثمینہ', 'Kulsoom']);
		expect(found('state=done')).toEqual(['عابدہ']);
		expect(found('state=none')).toEqual(['زبیدہ']);
		expect(found('reason=silent')).toEqual(['ثمینہ']);
		expect(found('lesson=c/a1')).toEqual(['ثمینہ', 'Kulsoom']);
		expect(found('waiting=1')).toEqual(['Kulsoom']);
	});

	it('sorts by last work and progress', () => {
		expect(found('sort=last')[0]).toBe('عابدہ');
		expect(found('sort=progress').slice(0, 2)).toEqual(['عابدہ', 'Kulsoom']);
	});

	it('finds names in either script, however the keyboard wrote them', () => {
		expect(found('q=kuls')).toEqual(['Kulsoom']);
		expect(found('q=ثَمِينه')).toEqual(['ثمینہ']);
		expect(nameKey('عابدة')).toBe(nameKey('عابدہ'));
	});

	it('one query has one text, which reads back as itself', () => {
		const text = 'q=%D8%AB&state=help&reason=stuck&lesson=c%2Fa1&waiting=1&sort=name';
		expect(writeBoardQuery(readBoardQuery(new URLSearchParams(text)))).toBe(text);
		expect(writeBoardQuery(readBoardQuery(new URLSearchParams('sort=help&x=1')))).toBe('');
	});
});
