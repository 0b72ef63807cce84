/**
 * Whether two typed words are the same to a person. Roman Urdu has no spelling (qila, qilla, kila), keyboards write ي for ی,
 * and a space or a comma says nothing: what is left is the skeleton of each word.
 */
const LOOKALIKES: readonly [RegExp, string][] = [
	[/[يىئ]/g, 'ی'],
	[/ك/g, 'ک'],
	[/[هةۃھ]/g, 'ہ'],
	[/[أإآ]/g, 'ا'],
	[/ؤ/g, 'و']
];
/** Letters that Roman Urdu uses for one another. Order matters: pairs before single letters. An h hardly sounds. */
const ROMAN: readonly [RegExp, string][] = [
	[/q|ck/g, 'k'],
	[/w/g, 'v'],
	[/z|j(?=h)/g, 'z'],
	[/ph/g, 'f'],
	[/[aeiouy]+/g, 'a'],
	[/h/g, ''],
	[/(.)\1+/g, '$1'],
	[/a$/, '']
];

const skeleton = (text: string): string => {
	const plain = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
	const urdu = LOOKALIKES.reduce((t, [of, by]) => t.replace(of, by), plain);
	const words = urdu.replace(/[^\p{L}\p{N}]+/gu, '');
	return ROMAN.reduce((t, [of, by]) => t.replace(of, by), words);
};

/** @returns whether `typed` is one of the words, small differences of spelling aside; an empty text is none of them */
export function sameWord(typed: string, words: readonly string[]): boolean {
	const mine = skeleton(typed);
	return mine !== '' && words.some((word) => skeleton(word) === mine);
}
