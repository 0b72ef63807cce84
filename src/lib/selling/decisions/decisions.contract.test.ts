import { beforeEach, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { meanwhile } from '../../../../tests/support/meanwhile.ts';
import { addAboutMe, grantRole, INSTALLATION } from '../../accounts/index.server.ts';
import { readSheetFile, writeSheet, type SheetKind } from '../../cohorts/index.server.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { erase, learnerWithBadge, tablesOf, unlock, world } from '../testing.server.ts';
import { readOwnDecisions } from './decision.repository.server.ts';
import {
	commitDecisions,
	countSellers,
	listMarketplaces,
	listSellers,
	previewDecisions
} from './decisions.server.ts';

describeEachDatabase('the list of sellers', (get) => {
	const w = world(get);
	let admin = '';
	beforeEach(async () => {
		await w.allLearners.deleteFrom('seller').execute();
		await w.allLearners.deleteFrom('seller_decision').execute();
		admin = uuidv7(w.clock(), w.random);
		await w.db.transaction().execute((tx) => grantRole(tx, INSTALLATION, admin, 'administrator', w.clock()));
	});
	const seller = async () => {
		const her = await learnerWithBadge(w);
		await unlock(w, her);
		return her;
	};
	const list = async (at = 'bazaar') => {
		const listed = await listSellers(w, admin, at);
		if (!listed.ok) throw new Error(listed.refusal.tag);
		return listed.value;
	};
	const decisionOf = (her: string) =>
		w.db
			.selectFrom('seller_decision')
			.select(['decision', 'reason', 'by_staff'])
			.where('learner_id', '=', her)
			.executeTakeFirst();

	test.each(['csv', 'xlsx'] satisfies SheetKind[])(
		'M8 taken as %s, filled in and brought back',
		async (kind) => {
			const [one, two, three] = [await seller(), await seller(), await seller()];
			const { headings, rows } = await list();
			expect(rows).toHaveLength(3);
			for (const her of [one, two, three]) expect(JSON.stringify(rows)).not.toContain(her);
			rows[0]!.splice(4, 2, 'accepted', '');
			// What would run in a spreadsheet is text when it comes out, and as it was when it comes back.
			rows[1]!.splice(4, 2, 'refused', '=1+1 تصویر');
			const file = await writeSheet(kind, { headings, rows, rtl: false });
			if (kind === 'csv') expect(file.toString()).toContain("'=1+1");
			const sheet = await readSheetFile(file);
			if (!sheet.ok) throw new Error(sheet.refusal.tag);
			const preview = await previewDecisions(w, admin, 'bazaar', sheet.value);
			if (!preview.ok) throw new Error(preview.refusal.tag);
			expect(preview.value).toMatchObject({ same: 0, blank: 1, faults: [] });
			expect(await decisionOf(one)).toBeUndefined();
			expect(await commitDecisions(w, admin, 'bazaar', preview.value.rows)).toEqual({
				ok: true,
				value: { recorded: 2 }
			});
			const known = await Promise.all([one, two, three].map(decisionOf));
			expect(known).toEqual(
				expect.arrayContaining([
					{ decision: 'accepted', reason: '', by_staff: admin },
					{ decision: 'refused', reason: '=1+1 تصویر', by_staff: admin }
				])
			);
			expect(await countSellers(w, admin, 'bazaar')).toEqual({ ok: true, value: { sellers: 3, decided: 2 } });
			// Once more, by a second tap or another day: nothing is new.
			expect(await commitDecisions(w, admin, 'bazaar', preview.value.rows)).toEqual({
				ok: true,
				value: { recorded: 0 }
			});
		}
	);

	test('as spreadsheets save it: with a mark or without, UTF-16, the code page of an Urdu Windows, semicolons', async () => {
		await seller();
		const id = (await list()).rows[0]![0]!;
		const text = `id,decision,reason\r\n${id},نامنظور,تصوير\r\n`;
		const inUrduWindows = Buffer.concat([
			Buffer.from(`id,decision,reason\r\n${id},`),
			// "نامنظور,تصوير": its one letter for ی is the Arabic one.
			Buffer.from('e4c7e3e4d9e6d12c', 'hex'),
			Buffer.from('cad5e6edd1', 'hex')
		]);
		for (const bytes of [
			Buffer.from(text),
			Buffer.from(`\ufeff${text}`),
			Buffer.from(`\ufeff${text}`, 'utf16le'),
			Buffer.from(text.replaceAll(',', ';')),
			inUrduWindows
		]) {
			const sheet = await readSheetFile(bytes);
			if (!sheet.ok) throw new Error(sheet.refusal.tag);
			expect(await previewDecisions(w, admin, 'bazaar', sheet.value)).toMatchObject({
				value: {
					faults: [],
					rows: [{ id, decision: 'refused', reason: expect.stringMatching(/^تصو[یي]ر$/) }]
				}
			});
		}
		// A quote that does not close: the row behind it would be part of a reason, and not decided.
		const torn = Buffer.from(`id,decision,reason\n${id},refused,"late\ns-2,accepted,\n`);
		expect(await readSheetFile(torn)).toEqual({ ok: false, refusal: { tag: 'broken' } });
	});

	test('K5 a list that comes back while one of them is being erased says so, and nothing of it is written', async () => {
		const [stays, goes] = [await seller(), await seller()];
		const rows = (await list()).rows.map(([id]) => ({ id: id!, decision: 'accepted', reason: '' }));
		expect(rows).toHaveLength(2);
		const allLearners = meanwhile(w.allLearners, () => erase(w, goes));
		expect(await commitDecisions({ ...w, db: w.db, allLearners }, admin, 'bazaar', rows)).toMatchObject({
			refusal: { tag: 'changed' }
		});
		expect(await tablesOf(w, goes)).toEqual([]);
		expect(await decisionOf(stays)).toBeUndefined();
	});

	test('one bad row, and nothing is written', async () => {
		const her = await seller();
		const id = (await list()).rows[0]![0]!;
		for (const bad of [
			{ id: 'made-up', decision: 'accepted', reason: '' },
			{ id, decision: 'refused', reason: 'دوسری بار' },
			{ id: '', decision: '', reason: '' }
		])
			expect(
				await commitDecisions(w, admin, 'bazaar', [{ id, decision: 'accepted', reason: '' }, bad])
			).toEqual({
				ok: false,
				refusal: { tag: 'changed' }
			});
		expect(await decisionOf(her)).toBeUndefined();
	});

	test('M11 who says she is under 18 stands there as one whose badge was taken back', async () => {
		const [, young] = [await seller(), await seller()];
		await addAboutMe(w.db, young, { age: 'under_18' }, w.clock());
		const column = (await list()).headings.indexOf('state');
		expect((await list()).rows.map((row) => row[column]).sort()).toEqual(['active', 'suspended']);
		await addAboutMe(w.db, young, { age: '18_24' }, w.clock());
		expect((await list()).rows.map((row) => row[column])).toEqual(['active', 'active']);
	});

	test('M8 two marketplaces have no id in common, and neither sees or changes what the other decided', async () => {
		const her = await seller();
		const ids = async (at: string) => (await list(at)).rows.map(([id]) => id!);
		const [[here], [there]] = [await ids('bazaar'), await ids('mandi')];
		expect(here).not.toBe(there);
		const say = (at: string, id: string, decision: string, reason: string) =>
			commitDecisions(w, admin, at, [{ id, decision, reason }]);
		expect((await say('bazaar', here!, 'refused', 'دھندلی تصویر')).ok).toBe(true);
		expect((await list('mandi')).rows[0]!.slice(4)).toEqual(['', '']);
		expect((await say('mandi', there!, 'accepted', '')).ok).toBe(true);
		expect((await list('bazaar')).rows[0]!.slice(4)).toEqual(['refused', 'دھندلی تصویر']);
		expect((await list('mandi')).rows[0]!.slice(4)).toEqual(['accepted', '']);
		const own = (await readOwnDecisions(w.db, her)).map((one) => [one.marketplace, one.decision, one.reason]);
		expect(own).toEqual([
			['bazaar', 'refused', 'دھندلی تصویر'],
			['mandi', 'accepted', '']
		]);
		expect(await readOwnDecisions(w.db, await seller())).toEqual([]);
		// The one's list brought back as the other's.
		expect(await say('mandi', here!, 'accepted', '')).toMatchObject({ refusal: { tag: 'changed' } });
		const named = await listMarketplaces(w, admin);
		expect(named.ok && named.value).toEqual(['bazaar', 'mandi']);
		expect((await tablesOf(w, her)).includes('seller_decision')).toBe(true);
	});

	test('the ids are the same tomorrow, and others than a marketplace’s', async () => {
		await seller();
		expect(await list()).toEqual(await list());
	});

	test('K6, K7 administrators alone; what went out and came in is in the audit', async () => {
		await seller();
		const stranger = uuidv7(w.clock(), w.random);
		for (const act of [
			listMarketplaces(w, stranger),
			countSellers(w, stranger, 'bazaar'),
			listSellers(w, stranger, 'bazaar'),
			previewDecisions(w, stranger, 'bazaar', { rows: [] }),
			commitDecisions(w, stranger, 'bazaar', [])
		])
			expect(await act).toEqual({ ok: false, refusal: { tag: 'forbidden' } });
		const id = (await list()).rows[0]![0]!;
		await commitDecisions(w, admin, 'bazaar', [{ id, decision: 'accepted', reason: '' }]);
		const acts = await w.db
			.selectFrom('audit')
			.select(['act', 'detail'])
			.where('organisation_id', '=', INSTALLATION)
			.where('actor', '=', admin)
			.orderBy('act', 'desc')
			.execute();
		expect(acts.map(({ act }) => act)).toEqual(['sellers.exported', 'decisions.imported']);
	});
});
