/** What a wall of lessons shows, by the same rule on the server and on the phone. */

/** Clay is cut (bisque), painted (finished, waiting), fired (passed); `now` is the next lesson. */
export type TileState = 'bisque' | 'now' | 'painted' | 'fired';

export interface WallTile {
	/** For the script that fills in what is personal: stands in `data-lesson`. */
	id: string;
	number: number;
	title: string;
	/** The state in words. */
	word: string;
	href: string;
	state: TileState;
}

export interface WallProgress {
	/** Ids of finished lessons. */
	finished: readonly string[];
	/** Of the final check: waiting is handed in and not yet marked. */
	check: 'none' | 'waiting' | 'passed' | 'not_yet';
}

export const untouched: WallProgress = { finished: [], check: 'none' };

interface CourseLike {
	lessons: Record<string, { state: string }>;
	check: { state: WallProgress['check'] };
}

export function wallProgress(course: CourseLike | undefined): WallProgress {
	if (!course) return untouched;
	const finished = Object.keys(course.lessons).filter((id) => course.lessons[id]?.state === 'finished');
	return { finished, check: course.check.state };
}

/** Only a pass fires clay, and it fires the whole wall, also for who took the check at once (A6). */
export function wallStates(lessons: readonly string[], { finished, check }: WallProgress): TileState[] {
	if (check === 'passed') return lessons.map(() => 'fired');
	const next = lessons.find((id) => !finished.includes(id));
	return lessons.map((id) => (finished.includes(id) ? 'painted' : id === next ? 'now' : 'bisque'));
}

/** The one next act: a lesson's id, or what the final check calls for, with a `!` before it: ids never have one. */
export type NextAct = `!${'check' | 'waiting' | 'not_yet' | 'passed'}` | (string & {});

export function nextAct(lessons: readonly string[], { finished, check }: WallProgress): NextAct {
	if (check === 'passed' || check === 'waiting') return `!${check}`;
	const lesson = lessons.find((id) => !finished.includes(id));
	return lesson ?? (check === 'not_yet' ? '!not_yet' : '!check');
}
