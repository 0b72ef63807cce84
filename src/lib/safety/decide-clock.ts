import { DAY, HOUR } from '../platform/clock.ts';

/** T7. Within this time after it came, somebody answers. */
export const ANSWER_WITHIN = DAY;

export type ReportState = 'new' | 'taken' | 'closed';

/** `late` and `due` in whole hours, whoever has it in hand; once she has been spoken to, or there is an outcome, it stands. */
export type Clock = { tag: 'late' | 'due'; hours: number } | { tag: 'answered' | 'closed' };

/**
 * T7. Taking a report answers nobody: the clock goes on until she has been spoken to. A minute over is an hour late, and the
 * last minutes are an hour left: the word never says less than is so.
 */
export function decideClock(
	{ state, answered, dueAt }: { state: ReportState; answered: boolean; dueAt: number },
	now: number
): Clock {
	if (state === 'closed') return { tag: 'closed' };
	if (answered) return { tag: 'answered' };
	const hours = Math.max(1, Math.ceil(Math.abs(dueAt - now) / HOUR));
	return { tag: now > dueAt ? 'late' : 'due', hours };
}

const RANK: Record<Clock['tag'], number> = { late: 0, due: 1, answered: 2, closed: 3 };

/**
 * Whoever waits for an answer first, overdue before due, what nobody has in hand before what somebody has, the longest wait
 * at the top; then those answered, oldest first; closed ones last, newest first.
 */
export const byUrgency = <T extends { clock: Clock; state: ReportState; dueAt: number; at: number }>(
	reports: readonly T[]
): T[] =>
	[...reports].sort(
		(a, b) =>
			RANK[a.clock.tag] - RANK[b.clock.tag] ||
			Number(a.state !== 'new') - Number(b.state !== 'new') ||
			(a.clock.tag === 'closed' ? b.at - a.at : a.dueAt - b.dueAt)
	);
