import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../platform/clock.ts';
import { byUrgency, decideClock } from './decide-clock.ts';

describe('T7 the answer clock', () => {
	const at = (now: number, state: 'new' | 'taken' | 'closed' = 'new') =>
		decideClock({ state, dueAt: DAY }, now);

	it('T7 counts whole hours, and never says less than is so', () => {
		expect(at(0)).toEqual({ tag: 'due', hours: 24 });
		expect(at(DAY - MINUTE)).toEqual({ tag: 'due', hours: 1 });
		expect(at(DAY)).toEqual({ tag: 'due', hours: 1 });
		expect(at(DAY + 1)).toEqual({ tag: 'late', hours: 1 });
		expect(at(DAY + 3 * HOUR)).toEqual({ tag: 'late', hours: 3 });
	});

	it('T7 stands when somebody has taken it', () => {
		expect(at(9 * DAY, 'taken')).toEqual({ tag: 'taken' });
		expect(at(9 * DAY, 'closed')).toEqual({ tag: 'closed' });
	});

	it('T7 overdue first, then due, in hand, closed', () => {
		const row = (name: string, state: 'new' | 'taken' | 'closed', when: number) => ({
			name,
			state,
			at: when,
			dueAt: when + DAY
		});
		const rows = [
			row('closed old', 'closed', 1),
			row('taken', 'taken', 0),
			row('fresh', 'new', 9),
			row('closed new', 'closed', 8),
			row('overdue', 'new', 2)
		];
		expect(byUrgency(rows).map(({ name }) => name)).toEqual([
			'overdue',
			'fresh',
			'taken',
			'closed new',
			'closed old'
		]);
	});
});
