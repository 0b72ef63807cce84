/** An answer of hers, into the fields of its question. */
import { all } from './fill.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Once a page: what she is typing is not written over. */
const written = new Set<Element>();

/** She has begun here: on a slow phone before this script came. */
function begun(control: Control): boolean {
	if ('options' in control) return [...control.options].some((o) => o.defaultSelected && !o.selected);
	if (control.type === 'radio')
		return (control as HTMLInputElement).checked !== (control as HTMLInputElement).defaultChecked;
	return control.value !== control.defaultValue;
}

/** @param forms holds the fields, also of several forms */
export function writeAnswer(forms: HTMLElement, answer: Record<string, string>): void {
	if (written.has(forms)) return;
	written.add(forms);
	for (const [name, value] of Object.entries(answer)) {
		const controls = all<Control>(forms, `[name="${name}"]`);
		if (controls.some(begun)) continue;
		for (const control of controls)
			if ((control as HTMLInputElement).type !== 'radio') control.value = value;
			else if (((control as HTMLInputElement).checked = control.value === value))
				// What belongs to this choice alone shows itself.
				control.dispatchEvent(new Event('change'));
	}
}
