import type { Lang } from '../course.ts';
import { VALUE_KEY } from '../values.ts';

/** Stands for `{{key}}` and code while a text is looked at: neither a word, nor a space, nor a letter. */
const HOLE = '\uFFFC';

export const stripped = (text: string): string => text.replace(VALUE_KEY, HOLE);

/** A word is a run without white space that holds a letter or digit (urdu guide, section 4). */
export const wordsOf = (text: string): string[] =>
	stripped(text)
		.split(/\s+/u)
		.filter((run) => /[\p{L}\p{N}]/u.test(run));

export const countWords = (text: string): number => wordsOf(text).length;

export interface Sentence {
	text: string;
	/** Position in the text it was cut from. */
	index: number;
}

/** Urdu: at ۔ ؟ ! or a line break. English: at . ? ! before a space; its lines may be wrapped. */
export function sentencesOf(text: string, lang: Lang): Sentence[] {
	const end = lang === 'ur' ? /[۔؟!\n]+/gu : /[.?!]["”’')]*(?=\s|$)/gu;
	const out: Sentence[] = [];
	let from = 0;
	const push = (to: number) => {
		const part = text.slice(from, to);
		const start = from + (part.length - part.trimStart().length);
		if (part.trim()) out.push({ text: part.trim(), index: start });
		from = to;
	};
	for (const match of text.matchAll(end)) push(match.index + match[0].length);
	push(text.length);
	return out;
}
