/** What the views of /who read and fill: all words stand in the page, in templates and data attributes. */
import { withBdi } from '#lib/ui/bdi.ts';

export const one = <E extends Element = HTMLElement>(selector: string, root: ParentNode = document) =>
	root.querySelector<E>(selector)!;
export const all = <E extends Element = HTMLElement>(selector: string, root: ParentNode = document) => [
	...root.querySelectorAll<E>(selector)
];
export const copy = (selector: string) =>
	one<HTMLTemplateElement>(`template${selector}`).content.cloneNode(true) as DocumentFragment;
export const words = <T extends string>(
	element: HTMLElement,
	name: 'words' | 'counts' | 'glazes' = 'words'
) => JSON.parse(element.dataset[name]!) as Record<T, string>;
export const fill = (text: string, value: string | number) => text.replace('#', String(value));
/** A sentence with its numbers isolated; `withBdi` escapes it. */
export const say = (element: HTMLElement, text: string) => (element.innerHTML = withBdi(text));
