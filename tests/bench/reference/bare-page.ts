/** The floor of what a lesson can cost: its text and nothing else, one file with a few lines of style. */
import { parse } from 'node-html-parser';

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * The words of a page as a bare page.
 * @param head what stands before </head>, e.g. the script that registers a service worker
 */
export function barePage(html: string, head = ''): string {
	const root = parse(html);
	for (const unseen of root.querySelectorAll('script, style, svg, [hidden]')) unseen.remove();
	const lines = root
		.querySelectorAll('h1, h2, h3, p, li, legend, label')
		.map((line) => line.text.replace(/\s+/g, ' ').trim())
		.filter(Boolean);
	const lang = root.querySelector('html')?.getAttribute('lang') ?? 'ur';
	return `<!doctype html><html lang="${lang}" dir="${lang === 'ur' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escape(lines[0] ?? '')}</title>
<style>body{font:1.2rem/2 sans-serif;max-width:36rem;margin:auto;padding:1rem}</style>${head}</head><body>
${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
</body></html>
`;
}
