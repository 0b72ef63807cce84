import type { List, ListItem, RootContent } from 'mdast';
import type { AuthoredOption, AuthoredQuestion, TextRun } from '../authored.ts';
import type { Place } from '../finding.ts';
import { checkInline, oneOf, run, type FileContext } from './body.ts';
import { placeOf, plain } from './markdown.ts';

const UNITS = ['none', 'rupees', 'pieces', 'days'] as const;

/** One entry of a question's list. */
export interface Item extends Place {
	checked: boolean | null;
	text: TextRun;
	reason?: TextRun;
}

export function readItem(item: ListItem, context: FileContext): Item {
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

export function readPick(
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

export function readSort(
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

export function readAmount(
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
