import type { ListItem, Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast';
import type { AuthoredPicture, HtmlPart, TextRun, Where } from '../authored.ts';
import type { Findings, Place } from '../finding.ts';
import { imagesIn, placeOf, plain } from './markdown.ts';
import { renderHtml } from './render-html.ts';

/** What the parser of one file carries along. */
export interface FileContext {
	file: string;
	findings: Findings;
}

export const run = (node: Nodes, where: Where, { file }: FileContext): TextRun => ({
	...placeOf(node, file),
	text: plain(node).trim(),
	where
});

const TERM_ID = /^[a-z][a-z0-9-]{0,40}$/;
const PICTURE_NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;
const SAFE_URL = /^(?:https:\/\/|tel:)/i;

/** The one picture among a block's children, and the children that are left. */
export function takePicture(
	children: RootContent[],
	at: Place,
	required: boolean,
	context: FileContext
): { picture?: AuthoredPicture; rest: RootContent[] } {
	const { findings, file } = context;
	const isPicture = (n: RootContent): n is Paragraph =>
		n.type === 'paragraph' &&
		n.children.some((c) => c.type === 'image') &&
		n.children.every((c) => c.type === 'image' || (c.type === 'text' && c.value.trim() === ''));
	const alone = children.filter(isPicture);
	const rest = children.filter((n) => !isPicture(n));
	const images = alone.flatMap(imagesIn);
	for (const extra of [...images.slice(1), ...rest.flatMap(imagesIn)])
		findings.add('C3.picture', placeOf(extra, file), extra.alt || extra.url);
	const image = images[0];
	if (!image) {
		if (required) findings.add('C3.picture', at, 'no picture');
		return { rest };
	}
	const place = placeOf(image, file);
	const alt: TextRun = { ...place, text: (image.alt ?? '').trim(), where: 'alt' };
	if (!alt.text) findings.add('C3.picture-text', place, image.url);
	if (!PICTURE_NAME.test(image.url)) {
		findings.add('C5.path', place, image.url);
		return { rest };
	}
	return { picture: { ...place, name: image.url, alt }, rest };
}

/** Refuses inline markup that the format does not know, and addresses that are not safe. */
export function checkInline(node: PhrasingContent | RootContent, context: FileContext): void {
	const { findings, file } = context;
	const place = placeOf(node, file);
	switch (node.type) {
		case 'text':
		case 'break':
		case 'inlineCode':
		case 'image':
			return;
		case 'html':
			findings.add('C5.html', place, node.value);
			return;
		case 'link':
			if (!SAFE_URL.test(node.url)) findings.add('C5.url', place, node.url);
			node.children.forEach((child) => checkInline(child, context));
			return;
		case 'definition':
			findings.add('C5.url', place, node.url);
			return;
		case 'textDirective': {
			// Only a word of the glossary gets this far (markdown.ts).
			const { id, ...others } = node.attributes ?? {};
			if (!id || !TERM_ID.test(id) || Object.keys(others).length)
				findings.add('C3.attribute', place, `:term[…]{#id} has an id of the glossary and nothing else`);
			node.data = { hName: 'dfn', hProperties: { dataTerm: id ?? '' } };
			node.children.forEach((child) => checkInline(child, context));
			return;
		}
		case 'paragraph':
		case 'strong':
		case 'emphasis':
			node.children.forEach((child) => checkInline(child, context));
			return;
		default:
			findings.add('C3.markup', place, plain(node) || node.type);
	}
}

/** Paragraphs and lists of a card: texts for the check, and what may be rendered. */
export function readBody(
	children: RootContent[],
	context: FileContext
): { html: string; parts: HtmlPart[]; runs: TextRun[] } {
	const runs: TextRun[] = [];
	const parts: HtmlPart[] = [];
	const kept: RootContent[] = [];
	for (const node of children) {
		if (node.type === 'list') {
			for (const item of node.children) {
				runs.push(...readListItem(item, context));
				parts.push({ ...placeOf(item, context.file), html: renderHtml([{ ...node, children: [item] }]) });
			}
			kept.push(node);
			continue;
		}
		checkInline(node, context);
		if (node.type !== 'paragraph') continue;
		runs.push(run(node, 'paragraph', context));
		parts.push({ ...placeOf(node, context.file), html: renderHtml([node]) });
		kept.push(node);
	}
	return { html: renderHtml(kept), parts, runs };
}

function readListItem(item: ListItem, context: FileContext): TextRun[] {
	const { findings, file } = context;
	if (item.checked != null) findings.add('C3.markup', placeOf(item, file), plain(item));
	return item.children.map((part) => {
		if (part.type === 'paragraph') checkInline(part, context);
		else findings.add('C3.markup', placeOf(part, file), plain(part));
		return run(part, 'list', context);
	});
}

/** Attributes of a directive; unknown ones are named. */
export function readAttributes<K extends string>(
	attributes: Record<string, string | null | undefined> | null | undefined,
	known: readonly K[],
	at: Place,
	{ findings }: FileContext
): Partial<Record<K, string>> {
	const out: Partial<Record<K, string>> = {};
	for (const [key, value] of Object.entries(attributes ?? {})) {
		if ((known as readonly string[]).includes(key)) out[key as K] = value ?? '';
		else findings.add('C3.attribute', at, `${key} is not an attribute here`);
	}
	return out;
}

/** A required attribute that is one of a few words; the first of them where it is not, with a finding. */
export function oneOf<T extends string>(
	value: string | undefined,
	allowed: readonly T[],
	name: string,
	at: Place,
	{ findings }: FileContext
): T {
	if ((allowed as readonly (string | undefined)[]).includes(value)) return value as T;
	findings.add('C3.attribute', at, `${name}=${value ?? '(none)'}: one of ${allowed.join(', ')}`);
	return allowed[0]!;
}

/** The title attribute as a text of its own. */
export const heading = (
	title: string | undefined,
	node: RootContent,
	{ file }: FileContext
): TextRun | undefined =>
	title === undefined ? undefined : { ...placeOf(node, file), text: title.trim(), where: 'title' };
