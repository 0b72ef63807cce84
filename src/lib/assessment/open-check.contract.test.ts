import { describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import type { CheckItem, Course } from '../catalog/index.ts';
import { openCheck } from './index.server.ts';
import { dealForm, openPack } from './index.ts';

const NOW = 1_795_000_000_000;
const text = (s: string) => ({ ur: s, en: s });

/** Every secret of an item has a word of its own, so that it is found wherever it slips out. */
const item = (n: number, type: CheckItem['type']): CheckItem => ({
	block: 'question',
	id: `item-${n}`,
	type,
	stem: text(`What is to be done ${n}?`),
	picture: { file: 'picture.svg', alt: text('A cup') },
	...(type === 'amount' && { unit: 'rupees' }),
	options:
		type === 'amount'
			? []
			: ['a', 'b', 'c'].map((letter) => ({
					letter,
					text: text(`Shown ${letter}`),
					reason: text('SECRET-reason'),
					...(type === 'spot' && { at: [10, 20] as [number, number] })
				})),
	key: [`SECRET-key-${n}`],
	reasonRight: text('SECRET-reason-right'),
	reasonOther: text('SECRET-reason-other'),
	lesson: `SECRET-lesson-${n}`,
	level: 'hard',
	kind: 'scene'
});
const types = ['pick', 'spot', 'sort', 'amount'] as const;
const bank = (size: number) =>
	({
		id: 'c1',
		version: 'v1',
		openBank: true,
		check: {
			draw: 4,
			pass: 3,
			tries: 3,
			wait_hours: [0],
			then_wait_hours: 72,
			items: Array.from({ length: size }, (_, n) => item(n, types[n % types.length]!))
		}
	}) as unknown as Course;
const course = bank(types.length);

/** Everything that a question shown to a learner may carry. */
const ITEM_FIELDS = ['id', 'options', 'picture', 'stem', 'type', 'unit'];
const OPTION_FIELDS = ['at', 'letter', 'text'];
/** As it travels: JSON drops what is undefined. */
const travelled = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const fields = (objects: readonly object[]) => [...new Set(objects.flatMap(Object.keys))].sort();

describeEachDatabase('an open check', (get) => {
	const open = async () => {
		const check = await openCheck({ db: get().db, clock: () => NOW }, 'l1', course);
		if (!check.ok) throw new Error(check.refusal.tag);
		return travelled(check.value);
	};

	test('C6 no key, reason, lesson or level of an item leaves the server', async () => {
		const check = await open();
		expect(JSON.stringify(check)).not.toMatch(/SECRET|hard|scene/);
		expect(fields([check])).toEqual(['course', 'items', 'number', 'version']);
		expect(fields(check.items)).toEqual(ITEM_FIELDS);
		expect(fields(check.items.flatMap((i) => i.options))).toEqual(OPTION_FIELDS);
	});

	test('C6 what a learner needs for an answer does leave it', async () => {
		const { items } = await open();
		expect(items.map((i) => i.type).sort()).toEqual([...types].sort());
		for (const { stem, picture, options, type } of items) {
			expect([stem.en, picture?.file, options.length]).toEqual([
				expect.stringContaining('What is to be done'),
				'picture.svg',
				type === 'amount' ? 0 : 3
			]);
		}
	});

	test('A1 the form that the phone deals from what is published is the one that the server opens', async () => {
		const large = bank(24);
		for (const learner of ['l1', 'l2', 'l3']) {
			const check = await openCheck({ db: get().db, clock: () => NOW }, learner, large);
			if (!check.ok) throw new Error(check.refusal.tag);
			const { number, items } = check.value;
			expect(dealForm(travelled(openPack(large)), learner, number).map((i) => i.id)).toEqual(
				items.map((i) => i.id)
			);
		}
	});
});

describe('the published pack', () => {
	test('C6 no key, reason, lesson or level of an item is published with the check', () => {
		const pack = travelled(openPack(bank(8)));
		expect(pack.items).toHaveLength(8);
		expect(JSON.stringify(pack)).not.toMatch(/SECRET|hard|scene/);
		expect(fields([pack])).toEqual(['draw', 'items', 'version']);
		expect(fields(pack.items)).toEqual([...ITEM_FIELDS, 'rank'].sort());
		expect(fields(pack.items.flatMap((i) => i.options))).toEqual(OPTION_FIELDS);
	});

	test('C6 of lessons that must be right only ranks are published', () => {
		const strict = bank(8);
		strict.check.must = { lessons: ['SECRET-lesson-1'], at_least: 1 };
		const pack = travelled(openPack(strict));
		expect(pack.must).toEqual({ ranks: [1], atLeast: 1 });
		expect(JSON.stringify(pack)).not.toMatch(/SECRET/);
	});

	test('C6 a bank that is not open is not published at all', () => {
		expect(openPack({ ...bank(8), openBank: false }).items).toEqual([]);
	});
});
