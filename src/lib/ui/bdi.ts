import { literal } from '#lib/platform/country/pattern.ts';
import { CURRENCY, PHONE } from '#lib/platform/country/made/country.ts';

/**
 * Numbers in running text keep their own direction: every run of digits, with its price mark, ratio or phone number, is
 * isolated (urdu-style, section 8). `4/8`, `0300 1234567`, `*2262#`, `80 x 40`, `Rs 1,600`, `−30`, and the telephone of
 * every example, `03XX XXXXXXX`.
 */
const RUN = /* @__PURE__ */ new RegExp(
	String.raw`${literal(PHONE.shown)}|(?:${literal(CURRENCY.sign)} )?[−+*]?\d+(?:(?:[,.:/#+−-]| (?:x )?)\d+)*#?`,
	'gu'
);
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** Plain text → HTML with `<bdi dir="ltr">` round each number. */
export function withBdi(text: string): string {
	let html = '';
	let from = 0;
	for (const run of text.matchAll(RUN)) {
		html += `${escape(text.slice(from, run.index))}<bdi dir="ltr">${escape(run[0])}</bdi>`;
		from = run.index + run[0].length;
	}
	return html + escape(text.slice(from));
}
