import type { openPhone } from '#lib/offline/index.ts';
import type { EventBodies } from '#lib/progress/index.ts';

/** What lesson.island.ts brings after the first view: a practice, reading aloud, lines put in order by touch (`data-bring` names it). */
export interface Brought {
	/** @param openPhone the lesson's: one connection to the store a page */
	default(open: typeof openPhone): void;
}

/** Where a component was drawn by the server, and what it was given: the JSON element behind it. */
export function islandData<P>(name: string): { target: HTMLElement; props: P } {
	const target = document.querySelector<HTMLElement>(`[data-island=${name}]`)!;
	return { target, props: JSON.parse(target.nextElementSibling!.textContent!) as P };
}

/** course, version, lang and lesson of this page, for its events. */
export const eventBody = () =>
	({ ...document.querySelector<HTMLElement>('.steps')!.dataset }) as EventBodies['lesson.finished'] &
		Record<string, string>;
