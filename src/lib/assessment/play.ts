/**
 * The rule of a played practice: moves → where she is, what was missed, how the meters stand. Pure; the phone shows by it
 * and the page without scripts is drawn by it, so that both play the same game.
 */
import { askOf, END, type PlayData, type PlayField, type PlayScene } from '../catalog/index.ts';
import { givesAway } from './decide-practical.ts';
import { readAmount } from './is-right.ts';
import { sameWord } from './same-word.ts';

/**
 * One answer. Letters stand for positions in the file: `b` (option, bin), `bca` (order as put), `ac` or '' (marks), `750`,
 * '' for a form or a scene to read.
 */
export interface PlayMove {
	scene: string;
	answer: string;
	/** What she filled, by field. */
	fills?: Record<string, string> | undefined;
}

/**
 * A form that was not right, in an address: its fields travel beside all moves, and are right by the next one.
 */
const NOT_YET = 'x';

/** In the place of a reason: the words are the product's, what she wrote would be seen by everybody. */
export const PRIVATE = '!private';

/** What is said to one answer. */
export interface Judged {
	scene: PlayScene;
	answer: string;
	right: boolean;
	/** Reasons, each with the place (option, mark, field) it belongs to; '' for the whole. */
	says: { of: string; text: string }[];
	/** The other's answer. */
	then?: string;
	/** Whether it leads on, rightly or not. */
	leads: boolean;
}

export interface PlayState {
	/** The scene she stands at, or `end`. */
	at: string;
	last: Judged | undefined;
	/** Ids of scenes whose first answer was not right, in the order of their happening. */
	missed: string[];
	meters: Record<string, number>;
	fills: Record<string, string>;
	/** Cards that lie in a bin. */
	bins: Record<string, { say: string; amount: number }[]>;
	/** Answers that counted, as they stand in an address: `p1.b`; a move that answers nothing adds none. */
	trail: string[];
}

/** More than anybody plays; the plain form's address stays short of what servers refuse. */
export const MOST_MOVES = 120;
/** Longest line she types. */
export const FILL = 80;

export const letterOf = (position: number): string => String.fromCharCode(97 + position);
/** The position that a letter stands for. */
export const placeOf = (letter: string): number => letter.charCodeAt(0) - 97;

/** Whether a field holds what it asks for; a field that judges nothing needs only to be filled. */
export function fieldIsRight(field: PlayField, value: string): boolean {
	const typed = value.trim();
	if (!typed) return false;
	if (!field.right && !field.accept) return !field.number || readAmount(typed) !== null;
	const accepted = [...(field.right ?? []), ...(field.accept ?? [])];
	if (field.number) return accepted.some((a) => readAmount(a) === (readAmount(typed) ?? '-'));
	return accepted.includes(typed) || sameWord(typed, accepted);
}

/** @returns nothing where the move is no answer to this scene */
export function judge(
	data: PlayData,
	scene: PlayScene,
	{ answer, fills = {} }: PlayMove
): Judged | undefined {
	const base = { scene, answer };
	const whole = (right: boolean): Judged => ({
		...base,
		right,
		leads: right,
		says: [{ of: '', text: (right ? scene.right : scene.other) ?? '' }]
	});
	switch (askOf(scene)) {
		case 'options': {
			const option = scene.options![placeOf(answer)];
			if (!option) return undefined;
			const right = option.right === true;
			return {
				...base,
				right,
				leads: right || option.to !== undefined,
				says: [{ of: answer, text: option.why }],
				...(option.then !== undefined && { then: option.then })
			};
		}
		case 'bin': {
			const bin = data.bins?.[placeOf(answer)];
			if (!bin) return undefined;
			const right = scene.bin!.includes(bin.id);
			return { ...base, right, leads: right, says: [{ of: answer, text: scene.why?.[bin.id] ?? '' }] };
		}
		case 'order': {
			const items = scene.order!;
			if ([...answer].sort().join('') !== items.map((_, i) => letterOf(i)).join('')) return undefined;
			const as = [...answer].map((letter) => placeOf(letter) + 1).join('');
			return whole(items.map((_, i) => i + 1).join('') === as || (scene.also ?? []).includes(as));
		}
		case 'marks': {
			const wrong = scene.marks!.flatMap((mark, i) => {
				const letter = letterOf(i);
				return mark.need === answer.includes(letter) ? [] : [{ of: letter, text: mark.why }];
			});
			if (!/^[a-h]*$/.test(answer)) return undefined;
			return wrong.length ? { ...base, right: false, leads: false, says: wrong } : whole(true);
		}
		case 'number': {
			const typed = readAmount(answer);
			return typed === null ? undefined : whole(typed === String(scene.number));
		}
		case 'fields': {
			if (answer === NOT_YET) return { ...base, right: false, leads: false, says: [] };
			// Numbers of her own people are nobody's to judge, nor to ask for twice.
			if (scene.local) return { ...base, right: true, leads: true, says: [] };
			const says = scene.fields!.flatMap((field) =>
				field.keep && givesAway(fills[field.id] ?? '')
					? [{ of: field.id, text: PRIVATE }]
					: fieldIsRight(field, fills[field.id] ?? '')
						? []
						: [{ of: field.id, text: field.other ?? '' }]
			);
			return { ...base, right: !says.length, leads: !says.length, says };
		}
		default:
			return { ...base, right: true, leads: true, says: [] };
	}
}

/** Where an answer leads. */
function wayOf(data: PlayData, scene: PlayScene, answer: string): string {
	const to = scene.options?.[placeOf(answer)]?.to ?? scene.to;
	return to ?? data.scenes[data.scenes.indexOf(scene) + 1]?.id ?? END;
}

const add = (meters: Record<string, number>, effects: Record<string, number> = {}, data: PlayData) => {
	for (const { id, max } of data.meters ?? []) {
		const next = (meters[id] ?? 0) + (effects[id] ?? 0);
		// A scale with an end has a beginning as well: a heart of five stars is never below none.
		meters[id] = max === undefined ? next : Math.min(max, Math.max(0, next));
	}
};

/** What she filled, as it is read back: a number of hers stands in a sentence as ours do, 1,550. */
function kept(typed: string, number = false): string {
	const amount = number ? readAmount(typed) : null;
	return amount === null ? typed.trim().slice(0, FILL) : Number(amount).toLocaleString('en');
}

/** Folds moves into where she is. A move that answers nothing is passed over; it never throws. */
export function play(data: PlayData, moves: readonly PlayMove[]): PlayState {
	const state: PlayState = {
		at: data.scenes[0]?.id ?? END,
		last: undefined,
		missed: [],
		meters: Object.fromEntries((data.meters ?? []).map((m) => [m.id, m.start])),
		fills: {},
		bins: Object.fromEntries((data.bins ?? []).map((b) => [b.id, []])),
		trail: []
	};
	const answered = new Set<string>();
	for (const move of moves.slice(0, MOST_MOVES)) {
		const scene = data.scenes.find((s) => s.id === state.at);
		if (!scene || scene.id !== move.scene) continue;
		const judged = judge(data, scene, move);
		if (!judged) continue;
		state.last = judged;
		const said = askOf(scene) === 'fields' && !judged.leads ? NOT_YET : move.answer;
		state.trail.push(`${scene.id.replace(/^.*-/, '')}.${said}`);
		if (!judged.right && !answered.has(scene.id)) state.missed.push(scene.id);
		answered.add(scene.id);
		for (const { id, number } of scene.fields ?? [])
			if (move.fills?.[id] !== undefined) state.fills[id] = kept(move.fills[id], number);
		if (scene.options) add(state.meters, scene.options[placeOf(move.answer)]!.meters, data);
		else if (!judged.right || askOf(scene) === 'read') add(state.meters, scene.meters, data);
		if (!judged.leads) continue;
		const bin = scene.bin && data.bins![placeOf(move.answer)];
		if (bin) state.bins[bin.id]!.push({ say: scene.say, amount: scene.amount ?? 0 });
		state.at = wayOf(data, scene, move.answer);
	}
	return state;
}

/**
 * Whether a move says again what was answered just now, while she reads what was said to it: a thumb's second tap is no
 * second answer, and costs nothing twice.
 */
export const repeats = ({ last, fills }: Pick<PlayState, 'last' | 'fills'>, move: PlayMove): boolean =>
	last?.scene.id === move.scene &&
	last.answer === move.answer &&
	Object.entries(move.fills ?? {}).every(([id, value]) => {
		const field = last.scene.fields?.find((other) => other.id === id);
		return fills[id] === kept(value, field?.number);
	});

/** A trail as it stands in an address: `p1.b~p2.ac`. Fills travel beside it, as fields of the form. */
export const writeTrail = (state: Pick<PlayState, 'trail'>): string => state.trail.join('~');

/** Puts what she filled into a text: `{days}`; an empty field stays a line to write on. */
export const filled = (text: string, fills: Record<string, string>): string =>
	text.replace(/\{([a-z][a-z0-9_]*)\}/g, (_, id: string) => fills[id]?.trim() || '____');

/** What a finished practice puts into her draft shop: the kept fields, and `text` as it was read back. */
export function playDraft(data: PlayData, fills: Record<string, string>): Record<string, string> | undefined {
	const scenes = data.scenes.filter((s) => !s.local && s.fields?.some((f) => f.keep));
	if (!scenes.length) return undefined;
	const kept = scenes.flatMap((s) => s.fields!.filter((f) => f.keep && fills[f.id]));
	if (!kept.length) return undefined;
	const text = scenes
		.flatMap((s) => s.reads ?? [])
		.map((line) => filled(line, fills))
		.join(' ')
		.slice(0, 400);
	return { ...Object.fromEntries(kept.map((f) => [f.id, fills[f.id]!])), ...(text && { text }) };
}

/** @param practice id of the practice, which scene ids continue; what is no move is passed over */
export const readMoves = (text: string, practice: string, fills: Record<string, string>): PlayMove[] =>
	text
		.split('~')
		.slice(0, MOST_MOVES)
		.flatMap((move) => {
			const [, scene, answer] = /^p(\d{1,2})\.([a-h]{0,8}|x|-?\d{1,9})$/.exec(move) ?? [];
			if (scene === undefined) return [];
			return [{ scene: `${practice}${scene}`, answer: answer!, ...(answer !== NOT_YET && { fills }) }];
		});
