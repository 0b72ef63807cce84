/** S: where each piece of her work is. */
import type { PhoneEvent } from '#lib/offline/index.ts';
import type { ServerNews } from '#lib/progress/index.ts';

/** Only on this phone · waiting for a signal · held by the server. */
export type ItemState = 'here' | 'wait' | 'safe';

/** The thing an event belongs to: `<course>/<lesson>`, `<course>/check`, `<course>/prepost`, `draft/<part>`. */
export function itemOf({ kind, body }: Pick<PhoneEvent, 'kind' | 'body'>): string {
	const { course, lesson, part } = body as Record<string, string>;
	if (kind === 'check.submitted') return `${course}/check`;
	if (kind === 'prepost.answered') return `${course}/prepost`;
	if (kind === 'draft.saved') return `draft/${part}`;
	return `${course}/${lesson}`;
}

/**
 * A thing is safe when all of its events are. What the server has refused is neither waiting nor safe: it is told apart,
 * and of the others of its thing.
 * @param joined has joined: what is on the phone goes by itself
 */
export function itemStates(
	events: readonly Pick<PhoneEvent, 'kind' | 'body' | 'state'>[],
	joined: boolean,
	news?: Pick<ServerNews, 'lessons' | 'attempts'>
): Map<string, ItemState> {
	const states = new Map<string, ItemState>();
	for (const { course, lesson } of news?.lessons ?? []) states.set(`${course}/${lesson}`, 'safe');
	for (const { course } of news?.attempts ?? []) states.set(`${course}/check`, 'safe');
	for (const event of events) {
		const item = itemOf(event);
		if (event.state === 'here') states.set(item, joined ? 'wait' : 'here');
		else if (event.state !== 'rejected' && !states.has(item)) states.set(item, 'safe');
	}
	return states;
}
