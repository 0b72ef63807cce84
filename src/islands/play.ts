import { FILL, letterOf, type Judged, type PlayMove } from '#lib/assessment/index.ts';
import { askOf, type PlayData, type PlayScene } from '#lib/catalog/index.ts';
import type { Snippet } from 'svelte';

export interface PlayProps {
	/** Id of the practice. */
	practice: string;
	data: PlayData;
	/** Positions in the file in the order of display, by scene: of options, of the lines to order, of what is marked. */
	shown: Record<string, number[]>;
	/** Addresses of the data's pictures, by name. */
	pictures: Record<string, string>;
	/** Where the plain form looks, and for which version of the course. */
	action: string;
	version: string;
	/** Address of the step behind the practice. */
	after: string;
	/** In its language; `#` stands for a number. */
	words: Record<
		| 'example'
		| 'next'
		| 'check'
		| 'again'
		| 'rupees'
		| 'pieces'
		| 'days'
		| 'right'
		| 'look'
		| 'went'
		| 'order'
		| 'bins'
		| 'marks'
		| 'number'
		| 'own'
		| 'sum'
		| 'skip'
		| 'end'
		| 'restart'
		| 'empty'
		| 'private'
		| 'fault'
		| 'kept'
		| 'you'
		| 'voice'
		| 'local',
		string
	>;
	/** Moves so far, and whether the last one's answer has been read. */
	moves?: PlayMove[];
	seen?: boolean;
	/** What was sent and is no answer. */
	fault?: boolean;
	/** On the phone. */
	on?: PlayHands;
}

export interface PlayHands {
	/** The end is reached. @returns whether what she made lies in her draft shop now */
	done(missed: string[], fills: Record<string, string>): Promise<boolean>;
	/** After every move: what is kept in case she leaves, and whether it goes on. */
	moved(moves: PlayMove[], playing: boolean): void;
	/** What was kept when she left. */
	before(): Promise<PlayMove[] | undefined>;
}

/** What a way to ask (ask/) is given. */
export interface Asked {
	scene: PlayScene;
	/** Positions in the file in the order of display. */
	order: number[];
	/** What was said to her last answer here. */
	last: Judged | undefined;
	/** Why, beside what it belongs to: an option, a mark, a field; '' for the whole. */
	reason: Snippet<[of: string]>;
}

/** Of the ways in which one tap is the answer. */
export interface Chosen {
	choose: (event: MouseEvent, position: number) => void;
}

/** The name of a field in the form. */
export const fieldName = (id: string): string => `f.${id}`;

/**
 * An answer as the form of a scene says it: the same on the phone (FormData) and in an address (URLSearchParams).
 * @returns nothing where it is not whole
 */
export function readAnswer(scene: PlayScene, form: Pick<FormData, 'get' | 'getAll'>): PlayMove | undefined {
	const text = (name: string) => String(form.get(name) ?? '').trim();
	const move = (answer: string, fills?: Record<string, string>) => ({ scene: scene.id, answer, fills });
	switch (askOf(scene)) {
		case 'options':
		case 'bin':
			return /^[a-h]$/.test(text('a')) ? move(text('a')) : undefined;
		case 'order': {
			// Each line has its place; no place twice.
			const lines = scene.order!.map((_, i) => ({
				letter: letterOf(i),
				at: Number(text(`o${letterOf(i)}`))
			}));
			lines.sort((a, b) => a.at - b.at);
			return lines.every(({ at }, i) => at === i + 1) ? move(lines.map((l) => l.letter).join('')) : undefined;
		}
		case 'marks': {
			const marked = form
				.getAll('k')
				.map(String)
				.filter((k) => /^[a-h]$/.test(k));
			return marked.length ? move([...new Set(marked)].sort().join('')) : undefined;
		}
		case 'number':
			return text('n') ? move(text('n')) : undefined;
		case 'fields': {
			const fills = Object.fromEntries(
				scene.fields!.map(({ id }) => [
					id,
					(text(`${fieldName(id)}.own`) || text(fieldName(id))).slice(0, FILL)
				])
			);
			return move('', fills);
		}
		default:
			return move('');
	}
}
