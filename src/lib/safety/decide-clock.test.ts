import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../platform/clock.ts';
import { byUrgency, decideClock } from './decide-clock.ts';

describe('T7 the answer clock', () => {
	const at = (now: number, state: 'new' | 'taken' | 'closed' = 'new', answered = false) =>
		decideClock({ state, answered, dueAt: DAY }, now);

	it('T7 counts whole hours, and never says less than is so', () => {
		expect(at(0)).toEqual({ tag: 'due', hours: 24 });
		expect(at(DAY - MINUTE)).toEqual({ tag: 'due', hours: 1 });
		expect(at(DAY)).toEqual({ tag: 'due', hours: 1 });
		expect(at(DAY + 1)).toEqual({ tag: 'late', hours: 1 });
		expect(at(DAY + 3 * HOUR)).toEqual({ tag: 'late', hours: 3 });
	});

	it('T7 goes on when somebody has taken it, and stands when she was spoken to or there is an outcome', () => {
		expect(at(0, 'taken')).toEqual({ tag: 'due', hours: 24 });
		expect(at(3 * DAY, 'taken')).toEqual({ tag: 'late', hours: 48 });
		expect(at(9 * DAY, 'taken', true)).toEqual({ tag: 'answered' });
		expect(at(9 * DAY, 'closed')).toEqual({ tag: 'closed' });
	});

	it('T7 overdue first, in nobody’s hand before in somebody’s, then due, answered, closed', () => {
		const row = (name: string, state: 'new' | 'taken' | 'closed', when: number, answered = false) => ({
			name,
			state,
			clock: decideClock({ state, answered, dueAt: when + DAY }, DAY + 5),
			at: when,
			dueAt: when + DAY
		});
		const rows = [
			row('closed old', 'closed', 1),
			row('answered', 'taken', 0, true),
			row('taken and overdue', 'taken', 1),
			row('fresh', 'new', 9),
			row('closed new', 'closed', 8),
			row('overdue', 'new', 2)
		];
		expect(byUrgency(rows).map(({ name }) => name)).toEqual([
			'overdue',
			'taken and overdue',
			'fresh',
			'answered',
			'closed new',
			'closed old'
		]);
	});
});
