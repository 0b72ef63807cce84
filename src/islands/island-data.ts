import type { EventBodies } from '#lib/progress/index.ts';

/** Where a component was drawn by the server, and what it was given: the JSON element behind it. */
export function islandData<P>(name: string): { target: HTMLElement; props: P } {
	const target = document.querySelector<HTMLElement>(`[data-island=${name}]`)!;
	return { target, props: JSON.parse(target.nextElementSibling!.textContent!) as P };
}

/** course, version, lang and lesson of this page, for its events. */
export const eventBody = () =>
	({ ...document.querySelector<HTMLElement>('.steps')!.dataset }) as EventBodies['lesson.finished'] &
		Record<string, string>;
