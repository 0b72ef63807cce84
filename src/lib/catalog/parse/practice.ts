import type { Code, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { AuthoredPicture, AuthoredPractice, TextRun } from '../authored.ts';
import { heading, oneOf, readAttributes, readBody, takePicture, type FileContext } from './body.ts';
import { listingSchema, priceSchema } from './course-yaml.schema.ts';
import { placeOf } from './markdown.ts';
import { playRuns } from './play-runs.ts';
import { playSchema } from './play.schema.ts';
import { parseQuestion } from './question.ts';
import { parseYaml, readYaml, type Yaml } from './yaml.ts';

const PRACTICES = ['questions', 'price', 'listing', 'play'] as const;

/** Reads a `::::practice`: picture, introduction, and its questions or its data. */
export function parsePractice(node: ContainerDirective, context: FileContext): AuthoredPractice {
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
	const { data, labels, pictures, placeIn } = readData(type, node.children.filter(isData), node, context);
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
		labels,
		pictures: pictures ?? [],
		...(placeIn && { placeIn })
	};
}

/** The fenced yaml of a practice, by its own schema. */
function readData(
	type: AuthoredPractice['type'],
	[code, extra]: Code[],
	node: ContainerDirective,
	context: FileContext
): Pick<AuthoredPractice, 'data' | 'labels' | 'placeIn'> & { pictures?: AuthoredPicture[] } {
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
	if (type === 'play') {
		const data = parseYaml(playSchema, yaml, findings);
		return data ? { data, ...playRuns(data, yaml, findings) } : { data: null, labels: [] };
	}
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
