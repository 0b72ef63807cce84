/** How names are compared: the same on every page, sheet and phone, in either script. */

const MARKS = /[\p{M}\u0640\u200B-\u200F]/gu;

/** What a name is found and sorted by: no marks, no case, one form for letters that keyboards write in two. */
export const nameKey = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(MARKS, '')
		.replace(/[يىئ]/gu, 'ی')
		.replace(/ك/gu, 'ک')
		.replace(/[ةۃهھ]/gu, 'ہ')
		.replace(/[أإآٱ]/gu, 'ا')
		.replace(/\s+/gu, ' ')
		.trim()
		.toLowerCase();

// One collator: making one for each comparison would cost more than all else together. Urdu's on English pages too: one class
// has one order.
const urdu = new Intl.Collator('ur');

/** Urdu names in the order of its alphabet, then Latin ones. */
export const byName = (a: { name: string }, b: { name: string }): number =>
	urdu.compare(nameKey(a.name), nameKey(b.name)) || urdu.compare(a.name, b.name);

/** A class by name, as {@link byName}; each name's key is made once. */
export const sortByName = <T extends { name: string }>(people: readonly T[]): T[] =>
	people
		.map((one) => ({ one, name: one.name, key: nameKey(one.name) }))
		.sort((a, b) => urdu.compare(a.key, b.key) || urdu.compare(a.name, b.name))
		.map(({ one }) => one);
