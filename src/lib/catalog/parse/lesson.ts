import type { Code, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type {
	AuthoredBlock,
	AuthoredCard,
	AuthoredLesson,
	AuthoredPractice,
	AuthoredQuestion,
	TextRun
} from '../authored.ts';
import type { Lang } from '../course.ts';
import type { Findings } from '../finding.ts';
import { checkInline, oneOf, readAttributes, readBody, takePicture, type FileContext } from './body.ts';
import { lessonSchema, listingSchema, priceSchema } from './course-yaml.schema.ts';
import { parseMarkdown, placeOf, plain } from './markdown.ts';
import { parseQuestion, type QuestionPlace } from './question.ts';
import { parseYaml, readYaml, type Yaml } from './yaml.ts';

const PARTS = ['hook', 'idea', 'example', 'close'] as const;
const PRACTICES = ['questions', 'price', 'listing'] as const;

/** Cuts the front matter off, leaving its lines empty so that positions stay true. */
function splitFrontMatter(text: string): { yaml?: string; body: string } {
	const match = /^---\n([\s\S]*?\n)---(?:\n|$)/.exec(text);
	if (!match) return { body: text };
	return { yaml: match[1]!, body: match[0].replace(/[^\n]/g, '') + text.slice(match[0].length) };
}

/** Reads a lesson's file in one language. */
export function parseLesson(
	text: string,
	file: string,
	lang: Lang,
	findings: Findings
): AuthoredLesson | undefined {
	const context: FileContext = { file, findings };
	const { yaml, body } = splitFrontMatter(text);
	const front = yaml === undefined ? undefined : readYaml(yaml, { file, firstLine: 2 }, findings);
	if (yaml === undefined) findings.add('C3.yaml', { file, line: 1 }, 'no front matter between --- lines');
	const head = front && parseYaml(lessonSchema, front, findings);
	const root = parseMarkdown(body, file, findings);
	if (!root || !front || !head) return undefined;

	const field = (name: 'title' | 'summary'): TextRun => ({
		...front.place([name]),
		text: head[name],
		where: name
	});
	return {
		file,
		line: 1,
		lang,
		id: head.id,
		title: field('title'),
		summary: field('summary'),
		minutes: head.minutes,
		facts: head.facts,
		factsPlace: front.place(['facts']),
		...(head.keeps && { keeps: head.keeps }),
		reviewedBy: { facts: head.reviewed_by?.facts ?? null, urdu: head.reviewed_by?.urdu ?? null },
		allow: (head.allow ?? []).map((a) => a.rule),
		blocks: root.children.flatMap((node) => parseBlock(node, context))
	};
}

function parseBlock(node: RootContent, context: FileContext): AuthoredBlock[] {
	if (node.type === 'containerDirective') {
		if (node.name === 'card') return [parseCard(node, context)];
		if (node.name === 'practice') return [parsePractice(node, context)];
		if (node.name === 'question') return [parseQuestion(node, 'lesson', context)];
	}
	stray(node, context);
	return [];
}

function stray(node: RootContent, context: FileContext): void {
	if (node.type === 'html' || node.type === 'definition') checkInline(node, context);
	else
		context.findings.add(
			'C3.markup',
			placeOf(node, context.file),
			`outside a block: ${plain(node) || node.type}`
		);
}

const heading = (
	title: string | undefined,
	node: ContainerDirective,
	{ file }: FileContext
): TextRun | undefined =>
	title === undefined ? undefined : { ...placeOf(node, file), text: title.trim(), where: 'title' };

function parseCard(node: ContainerDirective, context: FileContext): AuthoredCard {
	const at = placeOf(node, context.file);
	const attributes = readAttributes(node.attributes, ['id', 'part', 'title'], at, context);
	const title = heading(attributes.title, node, context);
	const { picture, rest } = takePicture(node.children, at, true, context);
	return {
		block: 'card',
		...at,
		id: attributes.id ?? '',
		part: oneOf(attributes.part, PARTS, 'part', at, context),
		...(title && { title }),
		...(picture && { picture }),
		...readBody(rest, context)
	};
}

function parsePractice(node: ContainerDirective, context: FileContext): AuthoredPractice {
	const at = placeOf(node, context.file);
	const attributes = readAttributes(node.attributes, ['id', 'kind', 'title'], at, context);
	const type = oneOf(attributes.kind, PRACTICES, 'kind', at, context);
	const title = heading(attributes.title, node, context);
	if (!title?.text) context.findings.add('C3.attribute', at, 'a practice has a title');
	const isQuestion = (n: RootContent): n is ContainerDirective =>
		n.type === 'containerDirective' && n.name === 'question';
	const isData = (n: RootContent): n is Code => n.type === 'code' && n.lang === 'yaml';
	const own = node.children.filter((n) => !isQuestion(n) && !isData(n));
	const { picture, rest } = takePicture(own, at, true, context);
	const questions = node.children.filter(isQuestion).map((n) => parseQuestion(n, 'lesson', context));
	if ((type === 'questions') !== questions.length > 0)
		context.findings.add('C3.markup', at, `kind=${type} with ${questions.length} questions`);
	const { data, labels } = readData(type, node.children.filter(isData), node, context);
	return {
		block: 'practice',
		...at,
		id: attributes.id ?? '',
		type,
		...(title && { title }),
		...(picture && { picture }),
		...readBody(rest, context),
		questions,
		data,
		labels
	};
}

/** The fenced yaml of a practice, by its own schema. */
function readData(
	type: AuthoredPractice['type'],
	[code, extra]: Code[],
	node: ContainerDirective,
	context: FileContext
): { data: unknown; labels: TextRun[] } {
	const { file, findings } = context;
	if (type === 'questions' ? code : !code || extra)
		findings.add(
			'C3.markup',
			placeOf(extra ?? code ?? node, file),
			`kind=${type} takes ${type === 'questions' ? 'no' : 'one'} yaml block`
		);
	if (!code || type === 'questions') return { data: null, labels: [] };
	const yaml = readYaml(code.value, { file, firstLine: placeOf(code, file).line + 1 }, findings);
	if (!yaml) return { data: null, labels: [] };
	if (type === 'price') return { data: parseYaml(priceSchema, yaml, findings) ?? null, labels: [] };
	const data = parseYaml(listingSchema, yaml, findings);
	return { data: data ?? null, labels: data ? tileLabels(data.tiles, yaml) : [] };
}

const tileLabels = (tiles: { label: string; hint: string; choices: string[] }[], yaml: Yaml): TextRun[] =>
	tiles.flatMap((tile, i) => {
		const label = (path: (string | number)[], text: string): TextRun => ({
			...yaml.place(['tiles', i, ...path]),
			text,
			where: 'label'
		});
		return [
			label(['label'], tile.label),
			label(['hint'], tile.hint),
			...tile.choices.map((choice, c) => label(['choices', c], choice))
		];
	});

/** Reads a file that holds questions only: rehearsal, check bank, prepost. */
export function parseQuestions(
	text: string,
	file: string,
	place: QuestionPlace,
	findings: Findings
): AuthoredQuestion[] {
	const context: FileContext = { file, findings };
	const root = parseMarkdown(text, file, findings);
	return (root?.children ?? []).flatMap((node) => {
		if (node.type === 'containerDirective' && node.name === 'question')
			return [parseQuestion(node, place, context)];
		stray(node, context);
		return [];
	});
}
