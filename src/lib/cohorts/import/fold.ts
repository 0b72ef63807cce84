import { latinDigits } from '../../platform/digits.ts';

/** Letters that keyboards and fonts mix up, as one: Arabic ي and ك, the forms of ہ and alef. */
const ALIKE: [RegExp, string][] = [
	[/[يىئ]/g, 'ی'],
	[/ك/g, 'ک'],
	[/[هھةۃۂ]/g, 'ہ'],
	[/[أإآٱ]/g, 'ا'],
	[/ؤ/g, 'و'],
	[/ں/g, 'ن']
];

/** What two spellings of one word share: no case, spaces, marks or vowels; digits as 0–9. For comparing, never for showing. */
export function fold(text: string): string {
	let folded = latinDigits(text.normalize('NFKC')).toLowerCase();
	for (const [letters, one] of ALIKE) folded = folded.replace(letters, one);
	return folded.normalize('NFD').replace(/[^\p{L}\p{Nd}]/gu, '');
}
