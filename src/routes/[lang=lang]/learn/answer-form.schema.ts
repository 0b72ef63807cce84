/** What the plain forms of a lesson send, read once at the door. */
import { readAmount } from '#lib/assessment/index.ts';
import type { Question } from '#lib/catalog/index.ts';
import * as v from 'valibot';

const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/));
const tryNumber = v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/), v.transform(Number));

export const questionForm = v.object({
	version: name,
	item: name,
	try: v.optional(tryNumber, '1'),
	from: v.optional(v.picklist(['rehearsal']))
});
export const lessonForm = v.object({ version: name });

export const fieldsOf = (form: FormData): Record<string, string> =>
	Object.fromEntries([...form].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));

export type ReadChoice = { ok: true; choice: string } | { ok: false; typed: string };

type Choosable = Pick<Question, 'type'> & { options: readonly { letter: string }[] };

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
