import { beforeAll, expect, test } from 'vitest';
import { anyRow, columnsOf } from '../../../tests/support/any-row.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { aboutHeld, noteAbout } from '../cohorts/index.server.ts';
import { secretsFrom } from '../platform/secrets.server.ts';
import { learnerTables } from '../platform/tables.ts';
import { aboutPhone } from '../selling/index.server.ts';
import { KINDS } from './index.ts';
import { countOwnData, FORMAT, readOwnData, type OwnData } from './index.server.ts';
import { leftOut, ownTables } from './own-tables.ts';

const NOW = 1_795_000_000_000;
const secrets = secretsFrom(new Uint8Array(32));

/** What is kept sealed stands sealed in her rows; what was said in an order, a buyer said. */
const given = (table: string, her: string): Record<string, string> => {
	const row = anyRow(table, her) as Record<string, string>;
	switch (table) {
		case 'learner':
			return { contact: secrets.seal(`contact-of-${her}`, `contact:${her}`) };
		case 'staff_note':
			return { body: secrets.seal(`body-of-${her}`, noteAbout(her, row.note_id!)) };
		case 'push_phone':
			return { sealed: secrets.seal(`sealed-of-${her}`, aboutPhone(row.phone_hash!)) };
		case 'held_staff_act': {
			const about = aboutHeld({ organisation: row.organisation_id!, id: row.act_id! }, row.staff_id!);
			return { body: secrets.seal(`body-of-${her}`, about) };
		}
		case 'shop_order_word':
			return { by_whom: 'buyer' };
		default:
			return {};
	}
};

describeEachDatabase('the copy of what is kept of her', (get) => {
	const own = (her: string) => readOwnData({ ...get(), secrets, clock: () => NOW }, her);
	const put = (table: string, row: Record<string, unknown>) =>
		get()
			.db.insertInto(table as 'event')
			.values(row as never)
			// Her rows have marked her already.
			.onConflict((c) => c.doNothing())
			.execute();
	const fill = async (her: string, over: Record<string, unknown> = {}) => {
		for (const table of learnerTables)
			await put(table, { ...anyRow(table, her), ...given(table, her), ...(table === 'learner' && over) });
		await put('session', { ...anyRow('session', her), user_id: `learner:${her}`, learner_id: undefined });
	};
	let copy: OwnData;
	const rowOf = (table: string) => copy.kinds[ownTables[table]!.kind][table]![0]!;
	beforeAll(async () => {
		await fill('neighbour', { merged_into: null });
		await fill('hers', { merged_into: null });
		copy = await own('hers');
	});

	test('K5 every table with rows of hers is in the copy, or left out for a reason', () => {
		expect([...Object.keys(ownTables), ...Object.keys(leftOut)].sort()).toEqual([...learnerTables].sort());
		for (const [table, why] of Object.entries(leftOut))
			expect([table, why.length > 20]).toEqual([table, true]);
		for (const [table, { kind }] of Object.entries(ownTables))
			expect([table, copy.kinds[kind][table]?.length]).toEqual([table, 1]);
		expect(copy.kinds.account.session).toHaveLength(1);
		expect([copy.format, copy.madeAt, copy.learnerId]).toEqual([FORMAT, new Date(NOW).toISOString(), 'hers']);
	});

	test('K5 every column goes out, but hashes and what is named with its reason', () => {
		for (const [table, { without = {} }] of Object.entries(ownTables)) {
			const gone = Object.keys(rowOf(table));
			const kept = columnsOf(table).map(({ name }) => name);
			const expected = kept.filter((name) => !/(?:^|_)hash$/.test(name) && !(name in without));
			expect([table, gone.sort()]).toEqual([table, expected.sort()]);
			for (const name of Object.keys(without)) expect([table, kept.includes(name)]).toEqual([table, true]);
		}
	});

	test('K5 nothing of a neighbour is in it, nothing that opens her work, and no buyer', () => {
		const text = JSON.stringify(copy);
		expect(text).not.toContain('neighbour');
		for (const closed of [
			'secret_hash',
			'token_hash',
			'code_hash',
			'buyer-of-',
			'buyer_phone-of-',
			'contact-of-hers"}'
		])
			expect(text).not.toContain(closed);
		for (const table of ['shop_enquiry', 'shop_report'])
			expect(JSON.stringify(rowOf(table))).not.toMatch(/(?:name|contact|words)-of-/);
	});

	test('K5 what is sealed is opened: her number, what trainers wrote', () => {
		expect(rowOf('learner').contact).toBe('contact-of-hers');
		expect(rowOf('staff_note').body).toBe('body-of-hers');
		expect(rowOf('held_staff_act').body).toBe('body-of-hers');
		expect(rowOf('push_phone').sealed).toBe('sealed-of-hers');
	});

	test('K5 her own answer to a buyer is hers, the word of the buyer is not', async () => {
		const word = { ...anyRow('shop_order_word', 'hers'), n: 2 };
		await put('shop_order_word', { ...word, by_whom: 'seller', words: 'mine' });
		await put('shop_order_word', { ...word, n: 3, by_whom: 'buyer', words: 'theirs' });
		const words = (await own('hers')).kinds.orders.shop_order_word!;
		expect(words.map((row) => [row.n, row.words]).sort()).toEqual([
			[1, undefined],
			[2, 'mine'],
			[3, undefined]
		]);
	});

	test('K5, K6 staff are named as staff; JSON, times and bytes are as docs/privacy.md says', async () => {
		const her = '01900000-0000-7000-8000-00000000cafe';
		const staff = '01900000-0000-7000-8000-00000000beef';
		await put('learner', { ...anyRow('learner', her), contact: null, merged_into: null });
		for (const [pos, actor] of [staff, 'self', her].entries())
			await put('event', {
				...anyRow('event', her),
				pos,
				event_id: `event-${pos}`,
				actor,
				at: NOW,
				body: '{"lesson":"a1"}'
			});
		await put('blob', { ...anyRow('blob', her), bytes: Uint8Array.of(1, 2, 3) });
		const { kinds } = await own(her);
		const events = kinds.learning.event!.toSorted((a, b) => Number(a.pos) - Number(b.pos));
		expect(events.map(({ actor }) => actor)).toEqual(['staff', 'self', 'self']);
		expect(events[0]).toMatchObject({ at: new Date(NOW).toISOString(), body: { lesson: 'a1' } });
		expect(kinds.shop.blob![0]!.bytes).toBe('AQID');
		expect(kinds.account.learner![0]!.contact).toBeNull();
	});

	test('T5 a record that was joined to hers is hers', async () => {
		await fill('earlier', { merged_into: 'joined-to' });
		await put('learner', { ...anyRow('learner', 'joined-to'), contact: null, merged_into: null });
		const { kinds } = await own('joined-to');
		expect(kinds.notes.staff_note!.map((row) => row.body)).toEqual(['body-of-earlier']);
		expect(kinds.account.session).toHaveLength(1);
	});

	test('K5 the page counts by kind what stands for something of hers', async () => {
		const counts = new Map(await countOwnData(get().allLearners, 'hers'));
		expect([...counts.keys()]).toEqual([...KINDS]);
		expect([counts.get('account'), counts.get('notes'), counts.get('orders'), counts.get('class')]).toEqual([
			1, 1, 1, 2
		]);
	});
});
