import type { PriceDraft } from '#lib/progress/index.ts';

/** The costs that she moves, in the order of the phone, and how far. */
export const SLIDES = [
	{ name: 'price', step: 50 },
	{ name: 'goods', step: 10 },
	{ name: 'hours', step: 1 },
	{ name: 'courier', step: 10 },
	{ name: 'packing', step: 10 },
	{ name: 'tax_percent', step: 1 },
	{ name: 'returns_of_ten', step: 1 }
] as const satisfies readonly { name: keyof PriceDraft; step: number }[];

export type SlideName = (typeof SLIDES)[number]['name'];

const MOST: Partial<Record<SlideName, number>> = { hours: 24, tax_percent: 20, returns_of_ten: 9 };

/** The end of a slide: twice what it starts from, rounded up, and never less than there is room to play. */
export const mostOf = (name: SlideName, start: number): number =>
	MOST[name] ?? Math.max(500, Math.ceil((start * 2) / 500) * 500);

export interface PotProps {
	/** Id of the practice. */
	practice: string;
	/** Rupees to keep in the pot. */
	goal: number;
	start: PriceDraft;
	/** Where the plain form looks, and for which version of the course. */
	action: string;
	version: string;
	/** In its language; `#` stands for rupees. */
	words: Record<
		| SlideName
		| 'goal'
		| 'fixed'
		| 'kept'
		| 'leak'
		| 'even'
		| 'some'
		| 'full'
		| 'potLeak'
		| 'potSome'
		| 'potFull'
		| 'sum'
		| 'keep'
		| 'isKept'
		| 'example',
		string
	>;
	/** On the phone: the pot is full for the first time. */
	filled?: () => void;
	/** On the phone: keeps this price in her draft shop. */
	keep?: (draft: PriceDraft) => Promise<unknown>;
}

/** Rupees as they are written: 1,600 and −30. */
export const rupees = (n: number): string => (n < 0 ? '−' : '') + Math.abs(n).toLocaleString('en');

export type PotState = 'leak' | 'some' | 'full';

export const potState = (left: number, goal: number): PotState =>
	left >= goal ? 'full' : left < 0 ? 'leak' : 'some';

/** The sentence beside the pot. */
export function potSays(left: number, goal: number, words: PotProps['words']): string {
	const state = potState(left, goal);
	const say = state === 'some' && left === 0 ? words.even : words[state];
	return say.replace('#', rupees(state === 'leak' ? -left : goal - left));
}

/** Height of the water: at the goal's line when the goal is met, a finger above at most, a puddle when it leaks. */
export const waterLine = (left: number, goal: number): number =>
	left < 0 ? 214 : Math.max(92, Math.round(206 - (94 * left) / Math.max(goal, 1)));
