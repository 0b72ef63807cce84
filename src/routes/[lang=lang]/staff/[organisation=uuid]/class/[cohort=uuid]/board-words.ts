/** What the board says, in words: the same on the page and in its files. */
import type { BoardLearner, Cell, Column, Need } from '#lib/cohorts/index.ts';
import { daysBetween } from '#lib/cohorts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

const placeOf = (need: Need, columns: readonly Column[]) =>
	columns.find((c) => c.course === need.course && c.lesson !== '' && c.lesson === need.lesson);

/** Why she needs help. */
export function needWords(need: Need, columns: readonly Column[]): string {
	const place = placeOf(need, columns);
	const lesson = { number: place?.number ?? '', title: place?.title ?? '' };
	const n = need.count;
	switch (need.reason) {
		case 'asked_for_help':
			return place ? m.insight_asked_in(lesson) : m.insight_asked();
		case 'check_failed_twice':
			return m.insight_check_failed({ n });
		case 'fraud_practice_failed_twice':
			return m.insight_fraud({ n });
		case 'stuck':
			return m.insight_stuck({ ...lesson, n });
		case 'silent':
			return place ? m.insight_silent_in({ n, number: lesson.number }) : m.insight_silent({ n });
		case 'never_started':
			return m.insight_never({ n });
		case 'phone_full':
			return m.insight_phone_full();
		case 'work_waiting':
			return m.insight_work_waiting({ n });
		case 'practical_waiting':
			return n > 1 ? m.insight_to_mark({ n }) : m.insight_practical();
		case 'buyer_waits':
			return m.insight_buyer_waits({ n });
	}
}

export const reasonNames = {
	asked_for_help: m.insight_reason_asked_for_help,
	check_failed_twice: m.insight_reason_check_failed_twice,
	fraud_practice_failed_twice: m.insight_reason_fraud_practice_failed_twice,
	stuck: m.insight_reason_stuck,
	silent: m.insight_reason_silent,
	never_started: m.insight_reason_never_started,
	phone_full: m.insight_reason_phone_full,
	work_waiting: m.insight_reason_work_waiting,
	practical_waiting: m.insight_reason_practical_waiting,
	buyer_waits: m.insight_reason_buyer_waits
} as const satisfies Record<Need['reason'], () => string>;

export const nextWords = {
	answer: m.insight_next_answer,
	sit_together: m.insight_next_sit_together,
	message: m.insight_next_message,
	meet: m.insight_next_meet,
	make_room: m.insight_next_make_room,
	open_with_signal: m.insight_next_open_with_signal,
	mark: m.insight_next_mark
} as const satisfies Record<Need['next'], () => string>;

export const cellWords: Record<Cell, () => string> = {
	done: m.insight_cell_done,
	on: m.insight_cell_on,
	stuck: m.insight_cell_stuck,
	none: m.insight_cell_none
};

/** A column's whole name. */
export function columnName({ kind, number, title }: Column): string {
	switch (kind) {
		case 'lesson':
			return m.insight_lesson({ number, title });
		case 'check':
			return m.insight_check();
		case 'practical':
			return m.insight_practical_full();
		case 'badge':
			return m.insight_badge();
	}
}

export const nameOf = ({ name }: Pick<BoardLearner, 'name'>): string => name || m.insight_nameless();

/** 'today', 'yesterday', '9 days ago', by the days of the organisation's calendar. */
export function agoWords(at: number | null, now: number, zone: string): string {
	if (at === null) return m.insight_never_came();
	const n = daysBetween(zone, at, now);
	return n <= 0 ? m.insight_today() : n === 1 ? m.insight_yesterday() : m.insight_days_ago({ n });
}
