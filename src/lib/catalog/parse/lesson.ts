import type { RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { AuthoredBlock, AuthoredCard, AuthoredLesson, AuthoredQuestion, TextRun } from '../authored.ts';
import type { Lang } from '../course.ts';
import type { Findings } from '../finding.ts';
import {
	checkInline,
	heading,
	oneOf,
	readAttributes,
	readBody,
	takePicture,
	type FileContext
} from './body.ts';
import { lessonSchema } from './course-yaml.schema.ts';
import { parseMarkdown, placeOf, plain } from './markdown.ts';
import { parsePractice } from './practice.ts';
import { parseQuestion, type QuestionPlace } from './question.ts';
import { CONDITIONS } from '../situation.ts';
import { parseYaml, readYaml } from './yaml.ts';

const PARTS = ['hook', 'idea', 'example', 'close'] as const;

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

function parseCard(node: ContainerDirective, context: FileContext): AuthoredCard {
	const at = placeOf(node, context.file);
	const attributes = readAttributes(node.attributes, ['id', 'part', 'title', 'if'], at, context);
	const title = heading(attributes.title, node, context);
	const { picture, rest } = takePicture(node.children, at, true, context);
	return {
		block: 'card',
		...at,
		id: attributes.id ?? '',
		part: oneOf(attributes.part, PARTS, 'part', at, context),
		...(attributes.if !== undefined && { if: oneOf(attributes.if, CONDITIONS, 'if', at, context) }),
		...(title && { title }),
		...(picture && { picture }),
		...readBody(rest, context)
	};
}

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
