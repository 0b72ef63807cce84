import type { List, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { AuthoredQuestion, TextRun } from '../authored.ts';
import { readAmount, readItem, readPick, readSort } from './answers.ts';
import { checkInline, oneOf, readAttributes, takePicture, type FileContext } from './body.ts';
import { placeOf, plain } from './markdown.ts';

/** Where a question stands decides whether it has reasons, a level, a kind (C6). */
export type QuestionPlace = 'lesson' | 'check' | 'prepost';

const TYPES = ['pick', 'spot', 'sort', 'amount'] as const;
const LEVELS = ['easy', 'middle', 'hard'] as const;
const KINDS = ['recall', 'scene', 'sum'] as const;

/** Reads one `:::question`. Faults become findings; what can be read is kept. */
export function parseQuestion(
	node: ContainerDirective,
	place: QuestionPlace,
	context: FileContext
): AuthoredQuestion {
	const { findings, file } = context;
	const at = placeOf(node, file);
	const known = [
		'id',
		'type',
		'at',
		'also',
		'unit',
		...(place === 'check' ? (['level', 'kind'] as const) : [])
	] as const;
	const attributes = readAttributes(node.attributes, known, at, context);
	const type = oneOf(attributes.type, TYPES, 'type', at, context);
	const { picture, rest } = takePicture(node.children, at, type === 'spot', context);

	const stemNodes = rest.filter((n) => n.type === 'paragraph');
	stemNodes.forEach((n) => checkInline(n, context));
	const stem: TextRun = {
		...(stemNodes[0] ? placeOf(stemNodes[0], file) : at),
		text: stemNodes.map((n) => plain(n).trim()).join('\n'),
		where: 'stem'
	};
	if (!stem.text) findings.add('C3.stem', at, 'the question has no words');

	const lists = rest.filter((n): n is List => n.type === 'list');
	const quotes = rest.filter((n) => n.type === 'blockquote');
	for (const other of rest)
		if (!['paragraph', 'list', 'blockquote'].includes(other.type)) checkInline(other as RootContent, context);
	if (lists.length > 1) findings.add('C3.answer', placeOf(lists[1]!, file), 'a second list');
	const items = (lists[0]?.children ?? []).map((item) => readItem(item, context));

	const question: AuthoredQuestion = {
		block: 'question',
		...at,
		id: attributes.id ?? '',
		type,
		stem,
		...(picture && { picture }),
		options: [],
		also: []
	};
	if (place === 'check') {
		question.level = oneOf(attributes.level, LEVELS, 'level', at, context);
		question.kind = oneOf(attributes.kind, KINDS, 'kind', at, context);
	}
	if (type === 'amount') readAmount(question, items, attributes.unit, context);
	else if (type === 'sort') readSort(question, lists[0], items, quotes, attributes.also, context);
	else readPick(question, items, attributes.at, context);
	if (type !== 'sort' && quotes[0]) findings.add('C3.markup', placeOf(quotes[0], file), plain(quotes[0]));
	checkReasons(question, place, context);
	return question;
}

/** Reasons belong to practice: open items need every one, bank items have none (C3, C6). */
function checkReasons(q: AuthoredQuestion, place: QuestionPlace, { findings }: FileContext): void {
	const perOption = q.type === 'pick' || q.type === 'spot';
	const given = [...q.options.map((o) => o.reason), q.reasonRight, q.reasonOther].filter(
		(r) => r !== undefined
	);
	if (place !== 'lesson') {
		for (const reason of given) findings.add('C6.reason', reason, reason.text);
		return;
	}
	if (perOption) {
		for (const option of q.options)
			if (!option.reason) findings.add('C3.reason', option.text, option.text.text);
	} else if (!q.reasonRight || !q.reasonOther) {
		findings.add('C3.reason', q, `${q.id}: the reason when right, and the reason otherwise`);
	}
}
