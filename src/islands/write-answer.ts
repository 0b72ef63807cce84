/** An answer of hers, into the fields of its question. */
import { all } from './fill.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Once a page: what she is typing is not written over. */
const written = new Set<Element>();

/** @param forms holds the fields, also of several forms */
export function writeAnswer(forms: HTMLElement, answer: Record<string, string>): void {
	if (written.has(forms)) return;
	written.add(forms);
	for (const [name, value] of Object.entries(answer))
		for (const control of all<Control>(forms, `[name="${name}"]`))
			if ((control as HTMLInputElement).type !== 'radio') control.value = value;
			else if (((control as HTMLInputElement).checked = control.value === value))
				// What belongs to this choice alone shows itself.
				control.dispatchEvent(new Event('change'));
}
