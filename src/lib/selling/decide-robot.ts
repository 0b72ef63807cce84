/** Robots at forms that strangers fill, told by the form alone: no puzzle, no third party, nothing kept of people. Pure. */
import { DAY, SECOND } from '../platform/clock.ts';

/** Nobody reads a form and fills it in less; who is refused by mistake sends once more. */
export const FILLED_IN = 1 * SECOND;
/** How long a page may lie open before its form is made anew. */
export const FORM_LASTS = 7 * DAY;

export type FormFault = 'trap' | 'too-fast' | 'old-form';

/** When a key was made: a UUID of version 7 begins with its time. @returns UTC ms, or null for any other text */
export function keyTime(key: string): number | null {
	if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(key)) return null;
	return parseInt(key.slice(0, 8) + key.slice(9, 13), 16);
}

/**
 * @param form `website` is the field that people cannot see; `key` was made with the form
 * @param now UTC ms
 */
export function formFault(
	{ website = '', key = '' }: { website?: string | undefined; key?: string | undefined },
	now: number
): FormFault | null {
	if (website !== '') return 'trap';
	const made = keyTime(key);
	// A key of its own, or from tomorrow, was made by no form of ours.
	if (made === null || made > now || now - made > FORM_LASTS) return 'old-form';
	return now - made < FILLED_IN ? 'too-fast' : null;
}
