import type { List, ListItem, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { AuthoredOption, AuthoredQuestion, TextRun } from '../authored.ts';
import type { Place } from '../finding.ts';
import { checkInline, oneOf, readAttributes, run, takePicture, type FileContext } from './body.ts';
import { placeOf, plain } from './markdown.ts';

/** Where a question stands decides whether it has reasons, a level, a kind (C6). */
export type QuestionPlace = 'lesson' | 'check' | 'prepost';

const TYPES = ['pick', 'spot', 'sort', 'amount'] as const;
const UNITS = ['none', 'rupees', 'pieces', 'days'] as const;
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

interface Item extends Place {
	checked: boolean | null;
	text: TextRun;
	reason?: TextRun;
}

function readItem(item: ListItem, context: FileContext): Item {
	const [first, ...more] = item.children;
	item.children.forEach((n) => checkInline(n, context));
	const at = placeOf(item, context.file);
	const reasonText = more.map((n) => plain(n).trim()).join('\n');
	return {
		...at,
		checked: item.checked ?? null,
		text: first ? run(first, 'option', context) : { ...at, text: '', where: 'option' },
		...(reasonText && {
			reason: { ...placeOf(more[0]!, context.file), text: reasonText, where: 'reason' as const }
		})
	};
}

function readPick(
	q: AuthoredQuestion,
	items: Item[],
	at: string | undefined,
	{ findings }: FileContext
): void {
	const right = items.filter((i) => i.checked === true);
	if (
		items.length < 2 ||
		items.length > 3 ||
		right.length !== 1 ||
		items.some((i) => i.checked === null || !i.text.text)
	)
		findings.add('C3.answer', q, `${items.length} options, ${right.length} of them right`);
	const places = at === undefined ? [] : at.split(',').map((pair) => pair.trim().split(/\s+/).map(Number));
	const fits = places.every(
		(p) => p.length === 2 && p.every((n) => Number.isFinite(n) && n >= 0 && n <= 100)
	);
	if (q.type === 'spot' ? places.length !== items.length || !fits : at !== undefined)
		findings.add('C3.attribute', q, `at="${at ?? ''}": one place in percent for each option of a spot`);
	q.options = items.map((item, i): AuthoredOption => ({
		text: item.text,
		right: item.checked === true,
		...(item.reason && { reason: item.reason }),
		...(q.type === 'spot' && fits && places[i] && { at: places[i] as [number, number] })
	}));
}

function readSort(
	q: AuthoredQuestion,
	list: List | undefined,
	items: Item[],
	quotes: RootContent[],
	also: string | undefined,
	context: FileContext
): void {
	const { findings } = context;
	if (
		!list?.ordered ||
		items.length < 3 ||
		items.length > 5 ||
		items.some((i) => i.checked !== null || !i.text.text)
	)
		findings.add('C3.answer', q, `${items.length} items to put in order`);
	q.options = items.map((item) => ({
		text: item.text,
		right: true,
		...(item.reason && { reason: item.reason })
	}));
	q.also = also ? also.split(/[\s,]+/).filter(Boolean) : [];
	const digits = items.map((_, i) => String(i + 1)).join('');
	for (const order of q.also)
		if ([...order].sort().join('') !== digits) findings.add('C3.attribute', q, `also="${order}"`);
	if (quotes.length > 2) findings.add('C3.reason', q, `${quotes.length} block quotes`);
	const [right, other] = quotes.map((n) => ({ ...run(n, 'reason', context) }));
	if (right) q.reasonRight = right;
	if (other) q.reasonOther = other;
}

function readAmount(
	q: AuthoredQuestion,
	items: Item[],
	unit: string | undefined,
	context: FileContext
): void {
	q.unit = oneOf(unit ?? 'none', UNITS, 'unit', q, context);
	const right = items.filter((i) => i.checked === true);
	const other = items.filter((i) => i.checked === false);
	const amount = (right[0]?.text.text ?? '').replace(/\u2212/g, '-').replace(/(?<=\d),(?=\d{3})/g, '');
	if (
		right.length !== 1 ||
		other.length > 1 ||
		items.length !== right.length + other.length ||
		!/^-?\d{1,9}$/.test(amount)
	)
		context.findings.add('C3.answer', q, right[0]?.text.text ?? 'no amount');
	else q.amount = String(Number(amount));
	if (other[0] && other[0].text.text !== '*') context.findings.add('C3.answer', other[0], other[0].text.text);
	if (right[0]?.reason) q.reasonRight = right[0].reason;
	if (other[0]?.reason) q.reasonOther = other[0].reason;
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
