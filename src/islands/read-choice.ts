/** Reads an answer from the fields of a form: the same on the phone and on the server. */
import { readAmount } from '#lib/assessment/index.ts';

export type ReadChoice = { ok: true; choice: string } | { ok: false; typed: string };

/** What must be known of a question to read an answer to it. */
export interface Choosable {
	type: 'pick' | 'spot' | 'sort' | 'amount';
	options: readonly { letter: string }[];
}

/**
 * A choice as it is written in events: a letter, letters in order, or a number; from the field `name`, or for a sort
 * from the fields `<name>-<letter>`.
 */
export function readChoice(question: Choosable, fields: Record<string, string>, name = 'choice'): ReadChoice {
	const letters = question.options.map(({ letter }) => letter);
	if (question.type === 'sort') {
		const place = (letter: string) => Number(fields[`${name}-${letter}`]) || 0;
		const order = [...letters].sort((a, b) => place(a) - place(b));
		return order.every((letter, i) => place(letter) === i + 1)
			? { ok: true, choice: order.join('') }
			: { ok: false, typed: order.filter((letter) => place(letter)).join('') };
	}
	const given = (fields[name] ?? '').slice(0, 40);
	const choice = question.type === 'amount' ? readAmount(given) : letters.includes(given) ? given : null;
	return choice === null ? { ok: false, typed: given } : { ok: true, choice };
}

/** Nothing at all was given: an empty line of a check, which is no fault. */
export const isEmpty = (question: Choosable, fields: Record<string, string>, name: string): boolean =>
	question.type === 'sort'
		? question.options.every(({ letter }) => !fields[`${name}-${letter}`])
		: !(fields[name] ?? '').trim();
