import readXlsx from 'read-excel-file/node';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import type { StaffAt } from '../cohorts/index.server.ts';
import { GENDERS } from './indicators.ts';
import { editionKit, PERIOD, ZONE } from './edition-kit.server.ts';
import { makeDueEditions } from './make-edition.server.ts';
import { boundsOf, closesAt } from './period.ts';
import { readReport } from './read-report.server.ts';
import { readWholeReport } from './read-whole-report.server.ts';
import {
	allFigures,
	apiFigures,
	reportBook,
	reportCsv,
	reportXlsx,
	type WholeReport
} from './report-file.server.ts';
import { genderName, indicatorName, rowName, tableName, type Names } from './words.ts';

const names: Names = {
	course: (id) => `course ${id}`,
	badge: (id) => `badge ${id}`,
	// R6. What an organisation calls its classes is nobody's formula.
	cohort: (id) => `=HYPERLINK("x";"${id.slice(-4)}")`,
	programme: (id) => `@programme ${id}`
};

describeEachDatabase('editions of a quarter', (get) => {
	const kit = editionKit(get);
	const { services, organisation, live, times, make } = kit;
	const whole = async (at: StaffAt): Promise<WholeReport> => {
		const read = await readWholeReport(get(), at);
		if (!read.ok) throw new Error(read.refusal.tag);
		return { ...read.value, organisation: at.organisation, span: 'Q3', counted: 'then' };
	};
	const near = (n: number | null | undefined, truth: number) => {
		expect(n).toEqual(expect.any(Number));
		expect(n! % 5).toBe(0);
		expect(Math.abs(n! - truth)).toBeLessThanOrEqual(4);
	};

	test('R3 a quarter that runs, or waits for late work, has no edition; one that holds nobody neither', async () => {
		const at = await organisation();
		expect((await make(at)).ok).toBe(false);
		await live(at, times(12, {}));
		const after = kit.now();
		kit.goTo(closesAt(PERIOD, ZONE) - 1);
		expect(await make(at)).toEqual({
			ok: false,
			refusal: { tag: 'not_closed', closes: closesAt(PERIOD, ZONE) }
		});
		expect(await readReport(get(), at, { by: 'district', who: 'woman' })).toEqual({
			ok: false,
			refusal: { tag: 'no_report' }
		});
		kit.goTo(after);
		expect((await make(at)).ok).toBe(true);
	});

	test('R3 what is shown is rounded, small groups are hidden, and what is shown of all is near the truth', async () => {
		const at = await organisation();
		await live(at, [
			...times(43, { indicators: ['enrolled', 'badge_any'] }),
			...times(27, { district: 'punjab-lodhran' }),
			...times(4, { district: 'sindh-sukkur' })
		]);
		await make(at);
		const read = await readReport(get(), at, { by: 'district', who: 'woman' });
		if (!read.ok) throw new Error(read.refusal.tag);
		const { funnel, rows, foot } = read.value;
		const row = (id: string) => rows.find((one) => one.row === id)!.cells[0];
		expect(row('sindh-sukkur')).toBeNull();
		// How the others were rounded decides whether one of them has to be hidden with it; never more than one.
		expect(funnel[0]!.people).toBe(foot[0]);
		const shown = [
			[foot[0], 74],
			[row('punjab-multan'), 43],
			[row('punjab-lodhran'), 27]
		].filter(([n]) => n !== null);
		expect(shown.length).toBeGreaterThanOrEqual(2);
		for (const [n, truth] of shown) near(n, truth!);
		// One hidden row beside a total would be found by taking away: another one is hidden with it, or its room is enough.
		expect(JSON.stringify(rows)).not.toContain(':4,');
	});

	test('R3 whoever may not see reports sees none', async () => {
		const at = { ...(await organisation()), roles: ['trainer' as const] };
		await live(at, times(12, {}));
		await make(at);
		expect(await readReport(get(), at, { by: 'age', who: 'everybody' })).toEqual({
			ok: false,
			refusal: { tag: 'forbidden' }
		});
	});

	test('R5 a second edition only when enough people’s work has changed; the same count is the same number', async () => {
		const at = await organisation();
		await live(at, times(40, {}));
		await make(at);
		const before = allFigures(await whole(at));
		await live(at, times(9, { district: 'punjab-multan' }));
		expect(await make(at)).toEqual({ ok: false, refusal: { tag: 'too_few_changes', threshold: 10 } });
		await live(at, times(1, { indicators: ['active'] }));
		const made = await make(at);
		expect(made.ok && made.value.edition).toBe(2);
		const after = allFigures(await whole(at));
		const women = (figures: typeof after) =>
			figures.find(({ key, table, gender }) => key === 'enrolled' && table === 'all' && gender === 'woman')!
				.people;
		near(women(before), 40);
		near(women(after), 49);
		// Nothing has changed since: no third one.
		expect((await make(at)).ok).toBe(false);
	});

	test('the job makes the first edition of every closed quarter, once', async () => {
		const at = await organisation();
		await live(at, times(12, { period: '2026-Q1' }));
		await live(at, times(12, { period: '2026-Q4' }));
		// The year's first days, whose week began in the year before.
		await live(at, times(12, { period: '2025-Q4', indicators: [{ id: 'active_week', part: '2025-12-29' }] }));
		const made = await makeDueEditions(services());
		expect(made).toBeGreaterThanOrEqual(1);
		expect(await makeDueEditions(services())).toBe(0);
		const read = await readReport(get(), at, { by: 'age', who: 'woman' });
		expect(read.ok && read.value.quarters.map(({ period }) => period)).toEqual(['2026-Q1']);
	});

	test('K5 who was erased goes on being counted; consent that was taken back does not', async () => {
		const at = await organisation();
		await live(at, times(30, {}));
		const { allLearners } = get();
		const [gone] = await allLearners
			.selectFrom('report_fact')
			.select('learner_id')
			.where('organisation_id', '=', at.organisationId)
			.limit(1)
			.execute();
		await allLearners.deleteFrom('report_fact').where('learner_id', '=', gone!.learner_id).execute();
		await allLearners
			.insertInto('report_contribution')
			.values({
				organisation_id: at.organisationId,
				contribution_id: kit.newId(),
				groups: JSON.stringify({
					gender: 'woman',
					district: 'punjab-multan',
					age: '25_34',
					disability: 'no',
					business: 'untold',
					language: 'ur'
				}),
				facts: JSON.stringify([
					{
						indicator: 'enrolled',
						part: '',
						period: PERIOD,
						at: boundsOf(PERIOD, ZONE).from,
						value: null,
						band: '',
						cohortId: 'class-one',
						programmeId: ''
					}
				])
			})
			.execute();
		await make(at);
		// 30 is a multiple of 5: it stays 30 by any rounding.
		expect(allFigures(await whole(at)).find(({ key }) => key === 'enrolled')!.people).toBe(30);
	});

	test('R3 what nobody did, one did and nine did is the same to read, in every table', async () => {
		const of = async (people: number) => {
			const at = await organisation();
			await live(at, [
				...times(40, { indicators: ['enrolled'] }),
				...times(people, { indicators: ['enrolled', 'badge_any', { id: 'badge', part: 'selling-online' }] }),
				...times(9 - people, { indicators: ['enrolled'] }),
				// The badge is one that the organisation knows.
				...times(1, { indicators: [{ id: 'badge', part: 'selling-online' }], period: '2026-Q2' })
			]);
			await make(at);
			return allFigures(await whole(at))
				.filter(({ key }) => key.startsWith('badge'))
				.map(({ key, table, gender, people: shown }) => [key, table, gender, shown]);
		};
		const [nobody, one, nine] = [await of(0), await of(1), await of(9)];
		expect(nobody.length).toBeGreaterThan(10);
		expect(nobody.every(([, , , shown]) => shown === null)).toBe(true);
		expect(one).toEqual(nobody);
		expect(nine).toEqual(nobody);
	});

	test('R1 R6 screen, XLSX, CSV and interface show the same number in every cell of every table', async () => {
		const at = await organisation();
		const course = (id: string, more: object = {}) => ({ id, part: 'selling-online', ...more });
		await live(at, [
			...times(41, {
				cohort: 'class-one',
				indicators: [
					'reached',
					'enrolled',
					'activated',
					course('completed'),
					course('gain', { value: 20 }),
					{ id: 'sales', band: 'to_5000' },
					{ id: 'active_week', part: '2026-07-06' }
				]
			}),
			...times(23, {
				gender: 'man',
				district: 'punjab-lodhran',
				cohort: 'class-two',
				indicators: ['enrolled', course('gain', { value: 40 }), { id: 'sales', band: 'none' }]
			}),
			...times(13, { district: 'sindh-sukkur', cohort: 'class-two', indicators: ['enrolled', 'troubled'] }),
			...times(3, { gender: 'untold', district: 'untold', indicators: ['enrolled'] })
		]);
		await make(at);
		const report = await whole(at);
		const figures = allFigures(report);
		expect(new Set(figures.map(({ table }) => table))).toEqual(
			new Set(['all', 'programme', 'cohort', 'district', 'age', 'disability', 'business', 'language', 'band'])
		);
		expect(figures.some(({ people }) => people === null)).toBe(true);

		// Screen: each figure of its page.
		for (const who of ['everybody', ...GENDERS] as const) {
			const read = await readReport(get(), at, { by: 'district', who });
			if (!read.ok) throw new Error(read.refusal.tag);
			for (const { key, row } of read.value.lines) {
				const shown = who === 'everybody' ? row.everybody : row.gender[who];
				const figure = figures.find((f) => f.table === 'all' && f.key === key && f.gender === who);
				expect(shown?.people).toBe(figure?.people);
			}
			for (const { row, cells } of read.value.rows)
				read.value.columns.forEach((key, n) => {
					const figure = figures.find(
						(f) => f.table === 'district' && f.key === key && f.row === row && f.gender === who
					);
					expect(cells[n]).toBe(figure?.people);
				});
		}

		// Interface.
		expect(
			apiFigures(report).map(({ indicator, part, table, row, who, people }) => [
				part ? `${indicator}/${part}` : indicator,
				table,
				row,
				who,
				people
			])
		).toEqual(figures.map(({ key, table, row, gender, people }) => [key, table, row, gender, people]));

		// CSV, read back.
		const csv = reportCsv(report, names, 'ur').toString('utf8');
		expect(csv.startsWith('\ufeff')).toBe(true);
		const { data } = Papa.parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true });
		expect(
			data.map((line) => [
				line['part'] ? `${line['indicator']}/${line['part']}` : line['indicator'],
				line['table'],
				line['row'],
				line['who'],
				line['hidden'] === 'yes' ? null : Number(line['people'])
			])
		).toEqual(figures.map(({ key, table, row, gender, people }) => [key, table, row, gender, people]));
		for (const line of data) for (const cell of Object.values(line)) expect(cell).not.toMatch(/^[=+@]/);

		// XLSX, read back: numbers as numbers, hidden ones as a word, nothing that runs.
		for (const locale of ['ur', 'en'] as const) {
			const sheets = await readXlsx(await reportXlsx(report, names, locale));
			const book = reportBook(report, names, locale);
			let compared = 0;
			for (const [n, sheet] of book.slice(0, -1).entries()) {
				const [head, ...lines] = sheets[n]!.data;
				expect(sheets[n]!.sheet).toBe(sheet.name);
				expect(head).toEqual(sheet.headings);
				for (const figure of figures) {
					const name = indicatorName(figure.key, names, locale);
					const of = figure.table === 'all' ? '' : rowName(figure.table, figure.row, names, locale);
					const shield = (text: string) => (/^[=+\-@]/.test(text) ? `'${text}` : text);
					if (sheet.name !== (figure.table === 'all' ? book[0]!.name : tableName(figure.table, locale)))
						continue;
					const line = lines.find(
						(cells) => cells[0] === name && (figure.table === 'all' || cells[1] === shield(of))
					)!;
					const column = sheet.headings.indexOf(genderName(figure.gender, locale));
					const cell = line[column];
					if (figure.people === null) expect(cell).toBe(locale === 'ur' ? 'چھپا' : 'hidden');
					else expect(cell).toBe(figure.people);
					compared++;
				}
			}
			expect(compared).toBe(figures.length);
		}
	});
});
