import type { Image, Nodes, Parents, Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Findings, Place } from '../finding.ts';

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

/**
 * Markdown that a library would chew on for minutes, or that would exhaust its stack, is refused unread. The limits are
 * several times what a lesson needs: measured against the worst texts we could make, every file ends within a second.
 */
const HEAVY: readonly [RegExp, string][] = [
	[/^.{4001}/mu, 'a line of more than 4,000 characters'],
	[/^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])(?=[ \t>]|$)){7}/mu, 'nested lists or quotes'],
	[/^[ \t]{41}/mu, 'an indent of more than 40 columns']
];
const LINKS = 300;
const DIRECTIVE_DEPTH = 3;

function heavy(text: string): string | undefined {
	const found = HEAVY.find(([pattern]) => pattern.test(text));
	if (found) return found[1];
	if (text.split('](').length > LINKS) return `more than ${LINKS} links or pictures`;
	let open = 0;
	for (const line of text.split('\n')) {
		if (/^\s*:{3,}\s*$/u.test(line)) open = Math.max(0, open - 1);
		else if (/^\s*:{3,}/u.test(line)) open++;
		if (open > DIRECTIVE_DEPTH) return 'blocks inside blocks: is a closing ::: missing?';
	}
	return undefined;
}

/** Parses Markdown with our directives; positions are lines of `text`. Never throws. */
export function parseMarkdown(text: string, file: string, findings: Findings): Root | undefined {
	const reason = heavy(text);
	if (reason) {
		findings.add('C5.size', { file, line: 1 }, reason);
		return undefined;
	}
	try {
		const root = parser.parse(text);
		unravel(root, text);
		return root;
	} catch (error) {
		findings.add('C5.size', { file, line: 1 }, `cannot be read: ${(error as Error).message}`);
		return undefined;
	}
}

/**
 * `10:30` and `نمبر:کیا` look like inline directives to the library; for an author they are text, in one piece. The one
 * that is meant is a word of the glossary: `:term[راست]{#raast}`.
 */
function unravel(node: Nodes, source: string): void {
	if (!('children' in node)) return;
	const children: Nodes[] = [];
	for (const child of (node as Parents).children as Nodes[]) {
		const text: Nodes =
			child.type === 'textDirective' && child.name !== 'term'
				? {
						type: 'text',
						value: source.slice(child.position!.start.offset, child.position!.end.offset),
						position: child.position
					}
				: child;
		const last = children.at(-1);
		if (text.type === 'text' && last?.type === 'text') last.value += text.value;
		else children.push(text);
	}
	(node as Parents).children = children as Parents['children'];
	for (const child of children) unravel(child, source);
}

export const placeOf = (node: Nodes, file: string): Place => ({ file, line: node.position?.start.line ?? 1 });

/** Plain text of inline content; a hard or soft break is a line break, a picture is not text. */
export function plain(node: Nodes): string {
	switch (node.type) {
		case 'text':
		case 'inlineCode':
			return node.value;
		case 'break':
			return '\n';
		case 'image':
		case 'imageReference':
		case 'html':
			return '';
		default:
			return 'children' in node ? node.children.map(plain).join('') : '';
	}
}

/** Every picture at or below a node. */
export const imagesIn = (node: Nodes): Image[] =>
	node.type === 'image' ? [node] : 'children' in node ? node.children.flatMap(imagesIn) : [];
