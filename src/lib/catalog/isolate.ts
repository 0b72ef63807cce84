import { literal } from '#lib/platform/country/pattern.ts';
import { CURRENCY, PHONE } from '../platform/country/made/country.ts';

/**
 * Numbers in right-to-left text: a run such as 03XX XXXXXXX, *2262#, 40 x 80 or Rs 1,600 is shown left to right and
 * kept together (`<bdi dir="ltr">`). A lone digit needs none, unless it is a price.
 */
const RUN = new RegExp(
	[
		new RegExp(literal(PHONE.shown)), // phone number in an example
		/\+\d{1,3}(?:[ -]\d+)+|\d{4} \d{7}/, // phone number
		/\d+(?:\.\d+)? ?[x×] ?\d+(?:\.\d+)?(?: ?[x×] ?\d+(?:\.\d+)?)?/, // size
		/[*#][*#\d]*\d[*#\d]*/, // dial string
		new RegExp(String.raw`${literal(CURRENCY.sign)} ?[-−]?\d[\d,]*(?:\.\d+)?`), // price on a tag
		/[-−+]?\d+(?:[,.:/-]\d+)+/, // grouped number, time, date, short code
		/[-−+]\d+|\d{2,}/,
		new RegExp(`\\d(?= ?(?:${CURRENCY.words.map(literal).join('|')}))`)
	]
		.map((r) => r.source)
		.join('|'),
	'gu'
);
const PLACEHOLDER = /\{\{[^{}]*\}\}/gu;

export interface TextPiece {
	text: string;
	isolated: boolean;
}

/** Cuts plain text into pieces, those to be isolated marked; `{{key}}` is left alone. */
export function pieces(text: string): TextPiece[] {
	const out: TextPiece[] = [];
	const push = (piece: string, isolated: boolean) => {
		const last = out.at(-1);
		if (piece === '') return;
		if (last && !isolated && !last.isolated) last.text += piece;
		else out.push({ text: piece, isolated });
	};
	const runs = (part: string) => {
		let from = 0;
		for (const match of part.matchAll(RUN)) {
			push(part.slice(from, match.index), false);
			push(match[0], true);
			from = match.index + match[0].length;
		}
		push(part.slice(from), false);
	};
	let from = 0;
	for (const match of text.matchAll(PLACEHOLDER)) {
		runs(text.slice(from, match.index));
		push(match[0], false);
		from = match.index + match[0].length;
	}
	runs(text.slice(from));
	return out;
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);

/** Plain text (a question, an option, a title) as HTML: escaped, numbers isolated. For `{@html …}`. */
export const isolate = (text: string): string =>
	pieces(text)
		.map((p) => (p.isolated ? `<bdi dir="ltr">${escapeHtml(p.text)}</bdi>` : escapeHtml(p.text)))
		.join('');
