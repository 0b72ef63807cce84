/** Filling a page with what the phone knows. All words stand in the page, in templates and `data-words`; here are none. */
import type { Lang } from '#lib/catalog/index.ts';
import { withBdi } from '../lib/ui/bdi.ts';

export const one = <E extends Element = HTMLElement>(root: ParentNode, selector: string) =>
	root.querySelector<E>(selector);
export const all = <E extends Element = HTMLElement>(root: ParentNode, selector: string) =>
	Array.from(root.querySelectorAll<E>(selector));

export const lang = () => document.documentElement.lang as Lang;

/** What stands in the template that `selector` names. */
export const copy = (root: ParentNode, selector: string) =>
	one<HTMLTemplateElement>(root, `template${selector}`)?.content.cloneNode(true) as
		DocumentFragment | undefined;

/** The same, in the place of what `place` holds; without such a template the place is empty and hidden. */
export function fillPlace(place: HTMLElement | null, from: ParentNode, selector: string): void {
	if (!place) return;
	const shown = copy(from, selector);
	place.textContent = '';
	if (shown) place.append(shown);
	place.hidden = !shown;
}

/** Words with a place for each value, `#`, or `#1`, `#2` … where there are several. Numbers keep their direction. */
export function fillWords(place: Element | null, ...values: (string | number)[]): void {
	if (!place) return;
	const words = ((place as HTMLElement).dataset.words ??= place.textContent ?? '');
	place.innerHTML = withBdi(
		words.replace(/#(\d?)/g, (_, nth: string) => String(values[nth ? Number(nth) - 1 : 0] ?? ''))
	);
}

export function showOnly(places: readonly HTMLElement[], shown: (place: HTMLElement) => boolean): void {
	for (const place of places) place.hidden = !shown(place);
}
