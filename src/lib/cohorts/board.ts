/** What a class's board shows, and how it is filtered, sorted and laid out: the same for the page and for its files. */
import { OWN } from '#lib/platform/country/lang.ts';
import type { Lang, Text } from '../catalog/index.ts';
import { byName, nameKey } from '../platform/name-order.ts';
import type { HelpReason, Need } from './decide-needs-help.ts';

/** Four states, each with its own shape: done, going on, stuck, not begun. */
export type Cell = 'done' | 'on' | 'stuck' | 'none';

export interface Column {
	kind: 'lesson' | 'check' | 'practical' | 'badge';
	course: string;
	/** Of a lesson; '' otherwise. */
	lesson: string;
	/** Of a lesson, 1 … n in its course; 0 otherwise. */
	number: number;
	/** Of a lesson, its title; '' otherwise. */
	title: string;
}

export interface BoardLearner {
	id: string;
	/** '' where she has told none. */
	name: string;
	tileSeed: number;
	/** Worst first; empty when she needs none. */
	needs: Need[];
	/** In the order of the columns. */
	cells: Cell[];
	/** Columns done. */
	done: number;
	finished: boolean;
	/** Newest work that has arrived; null when there is none. */
	lastAt: number | null;
}

/** A question that many got wrong at the first try; only of lessons and practices, never of the final check (C6). */
export interface HardQuestion {
	course: string;
	lesson: string;
	number: number;
	item: string;
	stem: string;
	wrong: number;
	of: number;
	/** The wrong answer most gave; '' where it cannot be told in words. */
	mostly: string;
	mostlyBy: number;
}

export interface Board {
	courses: { id: string; title: string; columns: number }[];
	columns: Column[];
	/** Needs help first. */
	learners: BoardLearner[];
	/** Number in the column where most are stuck, at least two; -1 when there is none. */
	hot: number;
	week: { moved: number; finishedLessons: number };
	/** What waits for the trainer. */
	waiting: { toMark: number; toLetIn: number; asked: number };
	hardest: HardQuestion[];
	/** When the newest of what stands here reached the server; null when nothing has. */
	arrivedAt: number | null;
}

export const textIn = (text: Text, lang: Lang): string => text[lang] || text[OWN] || text.en;

export const SHOWN_STATES = ['help', 'going', 'done', 'none'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];
export const SORTS = ['help', 'name', 'last', 'progress'] as const;
export type Sort = (typeof SORTS)[number];

/** What was asked for; '' asks for everything. */
export interface BoardQuery {
	q: string;
	state: ShownState | '';
	reason: HelpReason | '';
	/** `course/lesson`: who is in it or stuck there. */
	lesson: string;
	/** Only those for whom something waits. */
	waiting: boolean;
	sort: Sort;
}

const stateOf = ({ needs, finished, lastAt }: BoardLearner): ShownState =>
	needs.length ? 'help' : finished ? 'done' : lastAt === null ? 'none' : 'going';

const WAITS: readonly HelpReason[] = ['asked_for_help', 'work_waiting', 'practical_waiting', 'buyer_waits'];

/** Those asked for, in the order asked for. */
export function selectLearners(board: Board, query: BoardQuery): BoardLearner[] {
	const name = nameKey(query.q);
	const at = board.columns.findIndex((c) => c.lesson && `${c.course}/${c.lesson}` === query.lesson);
	const found = board.learners.filter(
		(l) =>
			(!name || nameKey(l.name).includes(name)) &&
			(!query.state || stateOf(l) === query.state) &&
			(!query.reason || l.needs.some((n) => n.reason === query.reason)) &&
			(!query.waiting || l.needs.some((n) => WAITS.includes(n.reason))) &&
			(at < 0 || l.cells[at] === 'on' || l.cells[at] === 'stuck')
	);
	switch (query.sort) {
		case 'name':
			return found.sort(byName);
		case 'last':
			return found.sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0) || byName(a, b));
		case 'progress':
			return found.sort((a, b) => b.done - a.done || byName(a, b));
		default:
			return found;
	}
}
