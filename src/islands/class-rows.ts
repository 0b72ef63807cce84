/** What the parts of a kept class share: rows from templates, names, words. */
import type { Doing, KeptLearner } from '#lib/class-phone/index.ts';
import { copy, fillWords, one } from './fill.ts';

/** Keeps acts, and shows the class anew; false where the phone could not keep them. */
export type Do = (...doings: Doing[]) => Promise<boolean>;

/** While it is being kept, a second tap is none. */
export async function once(button: HTMLButtonElement, keep: () => Promise<unknown>): Promise<void> {
	if (button.disabled) return;
	button.disabled = true;
	try {
		await keep();
	} finally {
		button.disabled = false;
	}
}

export const partOf = (name: string) => one(document, `[data-part=${name}]`)!;
export const rowOf = (name: string) => copy(document, `[data-row=${name}]`)!.firstElementChild as HTMLElement;

export function fillName(row: ParentNode, learner: Pick<KeptLearner, 'name'> | undefined): void {
	const place = one(row, '[data-name]')!;
	place.textContent = learner?.name || (place.dataset.nameless ?? '');
}

export function fillRows(part: HTMLElement, rows: HTMLElement[]): void {
	const place = one(part, '[data-rows]')!;
	place.textContent = '';
	place.append(...rows);
	const none = one(part, '[data-none]');
	if (none) none.hidden = rows.length > 0;
}

/** Filled again only when what is offered has changed: a list that she has open stays as it is. */
export function fillOptions(
	select: HTMLSelectElement,
	options: [value: string, word: string][],
	chosen: string
) {
	const is = JSON.stringify(options);
	if (select.dataset.is !== is) {
		select.dataset.is = is;
		const before = select.value;
		select.textContent = '';
		select.append(...options.map(([value, word]) => new Option(word, value)));
		select.value = options.some(([value]) => value === before) ? before : chosen;
	}
}

/** Words of ours or hers in a place by its name; numbers keep their direction. */
export const fillText = (row: ParentNode, name: string, text: string) =>
	fillPlain(one(row, `[data-text=${name}]`)!, text);

export function fillPlain(place: HTMLElement, text: string): void {
	place.dataset.words = '#';
	fillWords(place, text);
}
