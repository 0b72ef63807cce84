import { literal } from '#lib/platform/country/pattern.ts';
import { CURRENCY } from '#lib/platform/country/made/country.ts';
import type { Findings, Place } from '../finding.ts';

/** Written apart from the renderer's own pattern, so that the two must agree. ￼ stands for what is isolated. */
const OUTSIDE = new RegExp(
	String.raw`\d ?[*#+/×x-] ?\d|[*#+]\d|\d[*#]|\d,\d{3}|\d{3,} \d{3,}|${literal(CURRENCY.sign)} ?[\d￼]|\d ?(?:${CURRENCY.words.map(literal).join('|')})`,
	'u'
);

/** U24: in rendered HTML no number run, price or dial string stands outside `<bdi>`. */
export function checkIsolation(html: string, at: Place, findings: Findings): void {
	const text = html
		.replace(/<bdi\b[^>]*>.*?<\/bdi>/gsu, '￼')
		.replace(/<\/(?:p|li)>/gu, '\n')
		.replace(/<[^>]*>/gu, '')
		.replace(/\{\{[^{}]*\}\}/gu, '￼￼')
		.replace(/&#?\w+;/gu, ' & ');
	const match = OUTSIDE.exec(text);
	if (match) findings.add('U24', at, text.slice(Math.max(0, match.index - 20), match.index + 20));
}
