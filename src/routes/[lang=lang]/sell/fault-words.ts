import { faultWord, type Faults } from '#lib/selling/index.ts';

/** Faults of a form in the words of the page's language, by field. */
export const inWords = (faults: Faults): Record<string, string> =>
	Object.fromEntries(
		Object.entries(faults).flatMap(([field, tag]) => (tag ? [[field, faultWord(tag)]] : []))
	);
