import { expect, it } from 'vitest';
import { grantRole } from '#lib/accounts/index.server.ts';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { testServices } from '../../accounts/test-kit.server.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { insertCohort, insertOrganisation } from '../cohorts.repository.server.ts';
import { findStaffAt } from '../staff-at.server.ts';
import { commitImport } from './commit-import.server.ts';
import { keepDraft, openDraft, setMapping } from './draft.server.ts';
import { previewImport } from './preview-import.server.ts';
import { workbook } from './test-kit.server.ts';
import { writeSheet } from './write-sheet.server.ts';

/** Small, fast and the same in every run. */
function seeded(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1664525 + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Bytes changed, cut, doubled, moved; lengths, marks and separators put in where they do not belong. */
function mutate(file: Buffer, pick: (below: number) => number): Buffer {
	let bytes = Buffer.from(file);
	const odd = [
		'\u0000',
		'"',
		',',
		'\n',
		'=1+1',
		'PK\u0005\u0006',
		'</row>',
		'<c r="ZZZZ9">',
		'\ufeff',
		'9.2E+11',
		'�'
	];
	for (let n = 1 + pick(4); n > 0; n--) {
		const at = pick(bytes.length);
		const to = at + pick(1 + Math.min(200, bytes.length - at));
		switch (pick(7)) {
			case 0:
				bytes[at] = pick(256);
				break;
			case 1:
				bytes = bytes.subarray(0, at + 1);
				break;
			case 2:
				bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
				break;
			case 3:
				bytes = Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
				break;
			case 4:
				bytes = Buffer.concat([
					bytes.subarray(0, at),
					Buffer.from(odd[pick(odd.length)]!),
					bytes.subarray(at)
				]);
				break;
			case 5:
				if (bytes.length > at + 4) bytes.writeUInt32LE(pick(2) ? 0xffffffff : pick(2 ** 31), at);
				break;
			default:
				for (let i = at; i < to; i++) bytes[i] = pick(256);
		}
		if (!bytes.length) return Buffer.from('x');
	}
	return bytes;
}

describeEachDatabase('fuzzed files', (get) => {
	it('T3 of 1,000 damaged files none is half imported and none fails', async () => {
		const s = testServices(get(), 'fuzz');
		const newId = () => uuidv7(s.clock(), s.random);
		const [organisationId, staffId] = [newId(), newId()];
		await s.db.transaction().execute(async (tx) => {
			await insertOrganisation(tx, {
				organisation_id: organisationId,
				name: 'x',
				zone: 'Asia/Karachi',
				created_at: 1
			});
			await grantRole(tx, organisationId, staffId, 'administrator', 1);
		});
		const at = (await findStaffAt(s, staffId, organisationId))!;
		const table = {
			headings: ['نام', 'Phone', 'Age', 'Joined on', 'State', 'Note', 'ضلع'],
			rows: Array.from({ length: 8 }, (_, i) => [
				i % 2 ? `Learner ${i}` : `ثنا ${i}`,
				i % 3 ? `0300-123456${i}` : '',
				'25 to 34',
				`${i + 1}/11/2026`,
				'active',
				'=note, "quoted"',
				'Multan'
			]),
			rtl: true
		};
		const originals = [await writeSheet('xlsx', table), await writeSheet('csv', table)];
		const sheet = Buffer.from(
			[table.headings, ...table.rows]
				.map((row, y) => {
					const cell = (value: string, x: number) =>
						`<c r="${String.fromCharCode(65 + x)}${y + 1}" t="inlineStr"><is><t>${value}</t></is></c>`;
					return `<row r="${y + 1}">${row.map(cell).join('')}</row>`;
				})
				.join('')
		);
		const utf16 = Buffer.from(originals[1]!.toString(), 'utf16le');
		const pick = seeded(40_104);
		const told = { read: 0, imported: 0, refused: new Map<string, number>() };
		for (let n = 0; n < 1000; n++) {
			const cohortId = newId();
			await s.db.transaction().execute((tx) =>
				insertCohort(tx, {
					organisation_id: organisationId,
					cohort_id: cohortId,
					name: 'x',
					course: 'x',
					created_at: 1
				})
			);
			// Damage inside a sound zip reaches the reader of sheets; damage to the zip seldom does.
			const bytes =
				n % 4 === 3 ? workbook(mutate(sheet, pick).toString()) : mutate([...originals, utf16][n % 4]!, pick);
			const kept = await keepDraft(s, at, { id: newId(), cohortId, fileName: `${n}`, bytes });
			if (!kept.ok) {
				told.refused.set(kept.refusal.tag, (told.refused.get(kept.refusal.tag) ?? 0) + 1);
				continue;
			}
			told.read++;
			let draft = (await openDraft(s, at, cohortId, kept.value.id))!;
			if (!draft.mapping.columns.includes('name') || draft.mapping.columns.includes('')) {
				const columns = draft.headings.map((_, i) => ['name', 'phone', 'age'][i] ?? 'skip');
				await setMapping(s, at, draft, { columns, headless: pick(2) === 1 });
				draft = (await openDraft(s, at, cohortId, kept.value.id))!;
			}
			const { fresh, asked } = await previewImport(s, at, draft);
			const decisions = new Map(asked.map(({ row }) => [row.number, 'new']));
			const done = await commitImport(s, at, draft, decisions);
			const { count } = await s.db
				.selectFrom('cohort_member')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.where('organisation_id', '=', organisationId)
				.where('cohort_id', '=', cohortId)
				.executeTakeFirstOrThrow();
			expect(Number(count), `file ${n}`).toBe(done.ok ? fresh.length + asked.length : 0);
			if (done.ok) told.imported++;
			// Each class is looked at alone: whoever is in the others would be asked about, and slow this down.
			await s.db
				.updateTable('cohort_member')
				.set({ organisation_id: `${organisationId}-${n}` })
				.where('organisation_id', '=', organisationId)
				.where('cohort_id', '=', cohortId)
				.execute();
		}
		if (process.env.QADAM_MEASURE)
			process.stderr.write(`${get().engine} ${JSON.stringify({ ...told, refused: [...told.refused] })}\n`);
		// It tests something only when a good part of the files can still be read, and a good part cannot.
		expect(told.imported).toBeGreaterThan(200);
		expect(told.refused.size).toBeGreaterThan(2);
	}, 300_000);
});
