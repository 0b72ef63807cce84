import type { FormFault } from './fault-words.ts';

/** Faults of a secret that travel in an address of ours, from the door that refused to the page that asks again. */
const PLAIN = ['secret_missing', 'secret_both', 'wrong_secret'] as const;
const COUNTED = { pictures_missing: 'chosen', digits_length: 'count', wait: 'ms' } as const;

/** `wrong_secret`, `wait.60000`; empty for a fault that no secret has. */
export function faultText(fault: FormFault): string {
	switch (fault.tag) {
		case 'pictures_missing':
			return `${fault.tag}.${fault.chosen}`;
		case 'digits_length':
			return `${fault.tag}.${fault.count}`;
		case 'wait':
			return `${fault.tag}.${fault.ms}`;
		default:
			return PLAIN.some((tag) => tag === fault.tag) ? fault.tag : '';
	}
}

/** Anybody can write an address: what is none of these faults is no fault. */
export function readFaultText(text: string | null): FormFault | undefined {
	const [, tag = '', number] = /^([a-z_]{1,20})(?:\.(\d{1,10}))?$/.exec(text ?? '') ?? [];
	const plain = PLAIN.find((known) => known === tag);
	if (plain) return { tag: plain };
	if (number === undefined || !Object.hasOwn(COUNTED, tag)) return undefined;
	return { tag, [COUNTED[tag as keyof typeof COUNTED]]: Number(number) } as FormFault;
}
