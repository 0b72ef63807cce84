import type { OpenQuestion } from '#lib/catalog/index.ts';
import { isEmpty, readChoice } from '../../../islands/read-choice.ts';

export interface ReadAnswers {
	/** By item, as written in events; an empty line is left out. */
	answers: Record<string, string>;
	/** Items whose answer could not be read. */
	faults: string[];
}

/** The answers to a check or to the six: each item's field is named by its id. */
export function readAnswers(items: readonly OpenQuestion[], fields: Record<string, string>): ReadAnswers {
	const read: ReadAnswers = { answers: {}, faults: [] };
	for (const item of items) {
		if (isEmpty(item, fields, item.id)) continue;
		const choice = readChoice(item, fields, item.id);
		if (choice.ok) read.answers[item.id] = choice.choice;
		else read.faults.push(item.id);
	}
	return read;
}

/** What was typed, by item, to be shown again. */
export const typedOf = (
	items: readonly OpenQuestion[],
	fields: Record<string, string>
): Record<string, string> =>
	Object.fromEntries(
		items.map((item) => {
			const read = readChoice(item, fields, item.id);
			return [item.id, read.ok ? read.choice : read.typed];
		})
	);
