/** Whoever follows a link of README.md or docs/ arrives: the file is there, and so is the heading. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = [
	'README.md',
	...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join('docs', name))
];

interface Node {
	type: string;
	url?: string;
	value?: string;
	children?: Node[];
}

const parse = (file: string): Node =>
	unified()
		.use(remarkParse)
		.use(remarkGfm)
		.parse(readFileSync(join(root, file), 'utf8'));

function* nodesOf(node: Node): Generator<Node> {
	yield node;
	for (const child of node.children ?? []) yield* nodesOf(child);
}

const linksOf = (tree: Node): string[] =>
	[...nodesOf(tree)].flatMap(({ type, url, value }) =>
		type === 'html'
			? [...value!.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!)
			: url !== undefined
				? [url]
				: []
	);

/** As the pages of a forge name headings. */
const anchorsOf = (tree: Node): Set<string> => {
	const seen = new Map<string, number>();
	const anchors = [...nodesOf(tree)]
		.filter(({ type }) => type === 'heading')
		.map((heading) => {
			const name = toString(heading)
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
				.replaceAll(' ', '-');
			const before = seen.get(name) ?? 0;
			seen.set(name, before + 1);
			return before ? `${name}-${before}` : name;
		});
	return new Set(anchors);
};

function fault(file: string, link: string): string | undefined {
	const [path = '', anchor] = link.split('#');
	const to = path === '' ? join(root, file) : resolve(root, dirname(file), decodeURI(path));
	const said = `${file}: ${link}`;
	if (relative(root, to).startsWith('..')) return `${said} leaves the project`;
	if (!existsSync(to)) return `${said} leads nowhere`;
	if (anchor === undefined || statSync(to).isDirectory()) return undefined;
	return anchorsOf(parse(relative(root, to))).has(anchor) ? undefined : `${said} names no heading`;
}

test('every relative link of README.md and docs/ leads to a file, and to a heading in it', () => {
	const links = files.flatMap((file) =>
		linksOf(parse(file))
			.filter((link) => !/^[a-z][a-z+.-]*:/i.test(link) && !link.startsWith('//'))
			.map((link) => ({ file, link }))
	);
	expect(links.length).toBeGreaterThan(20);
	expect(links.flatMap(({ file, link }) => fault(file, link) ?? [])).toEqual([]);
});

test('every page of docs/ is named in its index', () => {
	const named = linksOf(parse('docs/README.md'));
	const pages = readdirSync(join(root, 'docs')).filter(
		(name) => name.endsWith('.md') && name !== 'README.md'
	);
	expect(pages.filter((name) => !named.some((link) => link.split('#')[0] === name))).toEqual([]);
});
