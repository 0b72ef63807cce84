import { DAY, HOUR } from '../platform/clock.ts';

/** T7. Within this time after it came, somebody answers. */
export const ANSWER_WITHIN = DAY;

export type ReportState = 'new' | 'taken' | 'closed';

/** `late` and `due` in whole hours; what somebody has taken is answered, and its clock stands. */
export type Clock = { tag: 'late' | 'due'; hours: number } | { tag: 'taken' | 'closed' };

/** T7. A minute over is an hour late, and the last minutes are an hour left: the word never says less than is so. */
export function decideClock({ state, dueAt }: { state: ReportState; dueAt: number }, now: number): Clock {
	if (state !== 'new') return { tag: state };
	const hours = Math.max(1, Math.ceil(Math.abs(dueAt - now) / HOUR));
	return { tag: now > dueAt ? 'late' : 'due', hours };
}

const RANK: Record<ReportState, number> = { new: 0, taken: 1, closed: 2 };

/** Unread ones first, the most overdue at the top; then those in hand, oldest first; closed ones last, newest first. */
export const byUrgency = <T extends { state: ReportState; dueAt: number; at: number }>(
	reports: readonly T[]
): T[] =>
	[...reports].sort(
		(a, b) => RANK[a.state] - RANK[b.state] || (a.state === 'closed' ? b.at - a.at : a.dueAt - b.dueAt)
	);
