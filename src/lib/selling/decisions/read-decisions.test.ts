import { describe, expect, test } from 'vitest';
import { readDecisions, REASON_MAX, type Decided } from './read-decisions.ts';

const known = new Map<string, Decided>([
	['s-1', { learnerId: 'l-1', decision: null, reason: '' }],
	['s-2', { learnerId: 'l-2', decision: 'accepted', reason: '' }],
	['s-3', { learnerId: 'l-3', decision: 'refused', reason: 'تصویر دھندلی' }]
]);
const table = (...lines: string[][]) => ({
	rows: lines.map((cells, i) => ({ number: i + 1, cells }))
});
const read = (...lines: string[][]) => readDecisions(table(['id', 'decision', 'reason'], ...lines), known);

describe('decisions that come back', () => {
	test.each([
		['accepted', 'accepted'],
		[' Accepted ', 'accepted'],
		['قبول', 'accepted'],
		['REFUSED', 'refused'],
		['نامنظور', 'refused']
	])('"%s" is %s', (word, decision) =>
		expect(read(['S-1', word, 'وجہ  یہ ہے'])).toMatchObject({
			value: { rows: [{ number: 2, id: 's-1', learnerId: 'l-1', decision, reason: 'وجہ یہ ہے' }], faults: [] }
		})
	);

	test('columns in any order, others passed over; empty and unchanged ones are counted', () =>
		expect(
			readDecisions(
				table(
					['reason', 'state', 'ID', 'Decision'],
					['', 'active', 's-1', ''],
					['', 'active', 's-2', 'accepted'],
					['دیر سے جواب', 'active', 's-3', 'refused']
				),
				known
			)
		).toMatchObject({
			value: { same: 1, blank: 1, faults: [], rows: [{ id: 's-3', reason: 'دیر سے جواب' }] }
		}));

	test.each([
		[['s-9', 'accepted', ''], 'unknown'],
		[['', 'accepted', ''], 'unknown'],
		[['__proto__', 'accepted', ''], 'unknown'],
		[['s-1', 'perhaps', ''], 'decision'],
		[['s-1', 'refused', ' '], 'reason'],
		[['s-1', 'refused', 'x'.repeat(REASON_MAX + 1)], 'long'],
		[['s-1', 'refused', 'call 0300 1234567'], 'private']
	])('%j is named with its row: %s', (cells, fault) =>
		expect(read(cells)).toMatchObject({ value: { rows: [], faults: [{ number: 2, fault }] } })
	);

	test('what no text has is no part of a reason', () =>
		expect(read(['s-1', 'refused', 'a\u0000b\nc'])).toMatchObject({
			value: { rows: [{ reason: 'a b c' }] }
		}));

	test('the same seller twice is nobody’s decision', () =>
		expect(read(['s-1', 'accepted', ''], ['s-1', 'refused', 'نہیں'])).toMatchObject({
			value: { faults: [{ number: 3, fault: 'twice' }] }
		}));

	test.each(['id', 'decision', 'reason'])('a second column %s: nobody knows which is meant', (heading) =>
		expect(
			readDecisions(
				table(['id', 'decision', 'reason', ` ${heading.toUpperCase()}`], ['s-1', 'accepted', '', 'refused']),
				known
			)
		).toEqual({ ok: false, refusal: { tag: 'doubled', heading } })
	);

	test.each([[[]], [[['id', 'reason']]], [[['s-1', 'accepted']]]])(
		'without its headings it is no list: %j',
		(lines) =>
			expect(readDecisions(table(...(lines as string[][])), known)).toEqual({
				ok: false,
				refusal: { tag: 'headings' }
			})
	);
});
