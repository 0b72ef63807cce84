import type { CheckItem } from '../catalog/index.ts';
import { isRight, readAmount } from './is-right.ts';

/**
 * What first tries say about one item of the bank, as sums: everything shown is computed from them, and nobody's answer can
 * be read back. *Rest* is the score of the form without this item.
 */
export interface ItemCounts {
	/** Forms that held the item. */
	tries: number;
	right: number;
	restSum: number;
	restSquares: number;
	/** Of the forms that had it right. */
	rightRestSum: number;
	/** How often each answer was given; `''` for none, `*` for any number or order that is not right. */
	choices: Record<string, number>;
}

/** Under this many tries no number of an item is shown. */
export const SHOWN_FROM = 10;
/** From this many tries it can be said whether an item separates, and whom nobody picks. */
export const SEPARATES_FROM = 30;

const none = (): ItemCounts => ({
	tries: 0,
	right: 0,
	restSum: 0,
	restSquares: 0,
	rightRestSum: 0,
	choices: {}
});

/** The answers that are told apart: letters, else right or not. */
function answerOf(item: CheckItem, choice: string, right: boolean): string {
	if (choice === '') return '';
	if (item.type === 'pick' || item.type === 'spot')
		return item.options.some((o) => o.letter === choice) ? choice : '*';
	return right ? (item.key[0] ?? '*') : '*';
}

/** Adds one handed-in form to the counts of its items. Missing answers are wrong, as in marking (A2). */
export function countForm(
	counts: Map<string, ItemCounts>,
	form: readonly CheckItem[],
	answers: Readonly<Record<string, string>>
): void {
	const given = form.map((item) => {
		const choice = Object.hasOwn(answers, item.id) ? (answers[item.id] ?? '') : '';
		return { item, choice, right: choice !== '' && isRight(item, choice) };
	});
	const score = given.filter((g) => g.right).length;
	for (const { item, choice, right } of given) {
		const of = counts.get(item.id) ?? none();
		const rest = score - (right ? 1 : 0);
		of.tries++;
		of.restSum += rest;
		of.restSquares += rest * rest;
		if (right) {
			of.right++;
			of.rightRestSum += rest;
		}
		const answer = answerOf(item, item.type === 'amount' ? (readAmount(choice) ?? choice) : choice, right);
		of.choices[answer] = (of.choices[answer] ?? 0) + 1;
		counts.set(item.id, of);
	}
}

/** What is to be looked at, in words on the page. */
export type ItemFlag = 'too_easy' | 'too_hard' | 'does_not_separate' | 'idle_distractor';

export interface ItemFigures {
	tries: number;
	/** Share right, 0–1; nothing where too few have tried. */
	right?: number;
	/** Point-biserial correlation with the rest score, −1–1; nothing where too few, or where all are alike. */
	separates?: number;
	/** Share of each wrong answer, 0–1, by letter, `*` or `''`; empty where too few. */
	wrong: Record<string, number>;
	flags: ItemFlag[];
}

/**
 * The point-biserial correlation of right or not with the rest score: whether those who do well in the rest have this one
 * right more often. The rest and not the whole, which the item itself is part of.
 */
function pointBiserial({ tries, right, restSum, restSquares, rightRestSum }: ItemCounts): number | undefined {
	const both = tries * rightRestSum - right * restSum;
	const spread = right * (tries - right) * (tries * restSquares - restSum * restSum);
	return spread > 0 ? both / Math.sqrt(spread) : undefined;
}

/** The numbers of one item, with its key by the server's own bank. */
export function figuresOf(item: CheckItem, counts: ItemCounts | undefined): ItemFigures {
	const tries = counts?.tries ?? 0;
	if (!counts || tries < SHOWN_FROM) return { tries, wrong: {}, flags: [] };
	const right = counts.right / tries;
	const separates = tries < SEPARATES_FROM ? undefined : pointBiserial(counts);
	const isKey = (answer: string) => item.key.includes(answer);
	const offered = item.options
		.map((o) => o.letter)
		.filter(() => item.type === 'pick' || item.type === 'spot');
	const wrongAnswers = [...new Set([...offered, ...Object.keys(counts.choices)])].filter((a) => !isKey(a));
	const idle = offered.some((letter) => !isKey(letter) && !counts.choices[letter]);
	return {
		tries,
		right,
		...(separates !== undefined && { separates }),
		wrong: Object.fromEntries(wrongAnswers.map((a) => [a, (counts.choices[a] ?? 0) / tries])),
		flags: [
			...(right > 0.95 ? ['too_easy' as const] : []),
			...(right < 0.3 ? ['too_hard' as const] : []),
			...(separates !== undefined && separates < 0.1 ? ['does_not_separate' as const] : []),
			...(tries >= SEPARATES_FROM && idle ? ['idle_distractor' as const] : [])
		]
	};
}
