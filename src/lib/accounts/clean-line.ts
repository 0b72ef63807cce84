/** Invisible marks and controls: they would let one name look like another, or like nothing. */
// eslint-disable-next-line no-control-regex -- U+0000 and its kin are what is looked for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Tabs and line ends, as in a cell of a spreadsheet: they stand between words. */
const BETWEEN = /[\t-\r\u0085\u2028\u2029]/g;

/** A line as a person typed it: NFC, one space between words, nothing invisible. */
export const cleanLine = (text: string): string =>
	text.normalize('NFC').replace(BETWEEN, ' ').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();

/** Several lines as a person typed them: each cleaned, their ends kept, at most one empty line between two. */
export const cleanText = (text: string): string =>
	text
		.split(/\r\n?|\n/)
		.map(cleanLine)
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
