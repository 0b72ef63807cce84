import type { Element, ElementContent, Root as HtmlRoot } from 'hast';
import type { RootContent } from 'mdast';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { pieces } from '../isolate.ts';

/** All that author text may become (C5). Raw HTML never gets this far; this is the second wall. */
const allowed: Options = {
	tagNames: ['p', 'br', 'strong', 'em', 'ol', 'ul', 'li', 'a', 'code', 'dfn'],
	attributes: { a: ['href'], ol: ['start'], dfn: ['dataTerm'] },
	protocols: { href: ['https', 'tel'] },
	strip: ['script', 'style'],
	clobber: [],
	required: {}
};

const isolated = (text: string): ElementContent[] =>
	pieces(text).map((piece) =>
		piece.isolated
			? {
					type: 'element',
					tagName: 'bdi',
					properties: { dir: 'ltr' },
					children: [{ type: 'text', value: piece.text }]
				}
			: { type: 'text', value: piece.text }
	);

/** Puts `<bdi dir="ltr">` round numbers, prices, dial strings and sizes (urdu guide, section 8). */
function isolateNumbers() {
	const visit = (node: HtmlRoot | Element): void => {
		node.children = node.children.flatMap((child) =>
			child.type === 'text' ? isolated(child.value) : [child as ElementContent]
		);
		for (const child of node.children) if (child.type === 'element' && child.tagName !== 'bdi') visit(child);
	};
	return (tree: HtmlRoot) => visit(tree);
}

const renderer = unified()
	.use(remarkRehype)
	.use(rehypeSanitize, allowed)
	.use(isolateNumbers)
	.use(rehypeStringify);

/** Paragraphs and lists of a card as sanitised HTML; `{{key}}` and `<dfn>` stay for `fillCard`. */
export const renderHtml = (body: RootContent[]): string =>
	renderer.stringify(renderer.runSync({ type: 'root', children: body })).trim();
