import type { Board } from './board.ts';

/** How many, as it may be said before everybody. */
export type Told = { n: number } | 'none' | 'few' | 'most' | 'all';

/**
 * Of fewer than so many, on one side or the other, somebody in the room would know who is meant. The same for those who did
 * and those who did not: "all but one" names one as surely as "one".
 */
export const LEAST_TOLD = 3;
/** A class smaller than this is told no counts at all. */
export const LEAST_CLASS = 2 * LEAST_TOLD;

/** How many of a class, without reading anybody out; nothing for a class that is too small for it. */
export function tellCount(n: number, of: number): Told | undefined {
	if (of < LEAST_CLASS) return undefined;
	if (n <= 0) return 'none';
	if (n >= of) return 'all';
	if (n < LEAST_TOLD) return 'few';
	return of - n < LEAST_TOLD ? 'most' : { n };
}

/**
 * Length of the bar beside it, 0 to 1: where a number is said the bar is that number. Where only a word is, it is one bar for
 * one or two, whichever it is, and shorter than that of the least number that is said.
 */
export function barOf(told: Told, of: number): number {
	if (typeof told === 'object') return told.n / of;
	const few = Math.min(0.1, LEAST_TOLD / 2 / of);
	return { none: 0, few, most: 1 - few, all: 1 }[told];
}

export interface ClassShow {
	/** How many are in the class; never who. */
	of: number;
	/** Too small for any count. */
	small: boolean;
	courses: { id: string; title: string; lessons: { number: number; title: string; finished?: Told }[] }[];
	/** The most missed first, without how many missed them where that would point at somebody. */
	questions: { number: number; stem: string; missed?: Told; of: number }[];
}

const MOST_QUESTIONS = 3;

/** What everybody in the room may see of a class's board: counts, and nothing that says whose they are. */
export function showClass({ courses, columns, learners, hardest }: Board): ClassShow {
	const of = learners.length;
	return {
		of,
		small: of < LEAST_CLASS,
		courses: courses.map(({ id, title }) => ({
			id,
			title,
			lessons: columns.flatMap(({ kind, course, number, title: lesson }, i) => {
				if (kind !== 'lesson' || course !== id) return [];
				const finished = tellCount(learners.filter((l) => l.cells[i] === 'done').length, of);
				return [{ number, title: lesson, ...(finished && { finished }) }];
			})
		})),
		questions: hardest
			.map(({ number, stem, wrong, of: answered }) => ({
				number,
				stem,
				missed: tellCount(wrong, answered),
				of: answered
			}))
			// A question that only one or two missed is theirs, not the class's.
			.filter(({ missed }) => missed !== undefined && missed !== 'few')
			.slice(0, MOST_QUESTIONS)
	};
}
