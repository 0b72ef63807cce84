/** Journey 7: what an officer asks of a quarter, and how she knows. */
import { parse } from 'node-html-parser';
import Papa from 'papaparse';
import readXlsxFile from 'read-excel-file/node';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, test as base, type Lang } from './test.ts';
import type { Page } from '@playwright/test';
import { startDemo, type Logins } from '../support/demo.ts';
import { START, type TestServer } from '../support/server.ts';

const test = base.extend<object, { demo: { server: TestServer; logins: Logins } }>({
	demo: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const demo = await startDemo();
			await use(demo);
			await demo.server.stop();
			demo.server.remove();
		},
		{ scope: 'worker', timeout: START }
	],
	server: [async ({ demo }, use) => use(demo.server), { scope: 'worker', timeout: START }]
});

const who = ({ staff }: Logins, role: string) => staff.find((one) => one.role === role)!;

/** Opens reports as somebody of the demo. @returns their address */
async function openReports(page: Page, logins: Logins, role: string, lang: Lang = 'ur'): Promise<string> {
	await logInStaff(page, who(logins, role), lang);
	// The demo's own organisation is the oldest.
	const homes = await page
		.locator('main a[href*="/staff/0"]')
		.evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
	await page.goto(homes.toSorted()[0]!);
	await page.locator('nav.parts a[href$="/report"]').click();
	await expect(page.locator('.says').first()).toBeVisible();
	return new URL(page.url()).pathname;
}

interface Line {
	indicator: string;
	part: string;
	name: string;
	table: string;
	row: string;
	row_name: string;
	who: string;
	people: string;
	mean: string;
}

const body = async (page: Page, path: string) => {
	const answer = await page.request.get(path);
	expect(answer.status(), path).toBe(200);
	return answer;
};
const readCsv = async (page: Page, home: string): Promise<Line[]> =>
	Papa.parse<Line>((await (await body(page, `${home}/file.csv`)).text()).replace('\ufeff', ''), {
		header: true,
		skipEmptyLines: true
	}).data;

const MULTAN = 'punjab-multan';
const KEY = 'first_sale_confirmed';

test('journey 7: how many women of Multan made a first sale that the buyer confirmed, and how do you know?', async ({
	page,
	demo
}) => {
	const home = await openReports(page, demo.logins, 'programme_officer');
	// Whose: the women, who are most; by district, ranked by the number that is asked for.
	await page.locator('summary').first().click();
	await page.locator('#r-who').selectOption('woman');
	await page.locator('#r-by').selectOption('district');
	await page.locator('#r-rank').selectOption(KEY);
	await page.locator('.filters button').click();
	await expect(page).toHaveURL(/who=woman.*rank=first_sale_confirmed|rank=first_sale_confirmed.*who=woman/);
	const row = page.locator('#by tbody tr').filter({ hasText: 'ملتان' });
	await expect(row.locator('td').first()).toHaveText('1');
	const said = await row.locator('td').last().innerText();
	expect(Number(said)).toBeGreaterThanOrEqual(10);
	expect(Number(said) % 5).toBe(0);

	// How do you know: one tap on the heading.
	await page.locator('#by thead a').last().click();
	await expect(page).toHaveURL(/\/about\/first_sale_confirmed\?/);
	await expect(page.locator('dl')).toContainText('گاہک');
	await expect(page.locator('dl')).toContainText('5 پر گول');
	const table = page.locator('details', { has: page.locator('summary', { hasText: 'ضلع' }) });
	await expect(table).toHaveAttribute('open', '');
	await expect(table.locator('tbody tr').filter({ hasText: 'ملتان' })).toContainText(said);
	// What she may not: nobody's name.
	await expect(page.locator('form[action*="names"]')).toHaveCount(0);
	await page.goBack();
	await expect(page.locator('#r-who')).toHaveValue('woman');

	// The same from the files.
	const mine = (line: Line) =>
		line.indicator === KEY && line.table === 'district' && line.row === MULTAN && line.who === 'woman';
	expect((await readCsv(page, home)).find(mine)?.people).toBe(said);
	const sheets = await readXlsxFile(await (await body(page, `${home}/file.xlsx`)).body());
	const district = sheets.find(({ sheet }) => sheet === 'ضلع')!.data;
	const column = district[0]!.indexOf('عورتیں');
	const line = district.find(([name, place]) => String(name).includes('مانی') && place === 'ملتان');
	expect(line?.[column]).toBe(Number(said));
	// Printed, and by a program's key.
	const print = await (await body(page, `${home}/print?who=woman&by=district`)).text();
	const printed = parse(print)
		.querySelectorAll('#by tbody tr')
		.find((tr) => tr.text.includes('ملتان'))!;
	expect(printed.querySelectorAll('td').at(-1)!.text).toBe(said);
	await page.goto(`${home}/keys`);
	await page.locator('#k-name').fill('ڈونر کا پروگرام');
	await page.locator('form[action="?/make"] button').click();
	const key = await page.locator('.key').innerText();
	await page.locator('nav.parts a[href$="/report/keys"]').click();
	await expect(page.locator('.key'), 'it is shown once').toHaveCount(0);
	const api = await page.request.get('/api/report/quarters', { headers: { authorization: `Bearer ${key}` } });
	const newest = ((await api.json()) as { quarter: string }[]).at(-1);
	const asked = await page.request.get(`/api/report/quarters/${newest!.quarter}`, {
		headers: { authorization: `Bearer ${key}` }
	});
	const { figures } = (await asked.json()) as { figures: Record<string, unknown>[] };
	expect(
		figures.find(
			(f) => f.indicator === KEY && f.table === 'district' && f.row === MULTAN && f.who === 'woman'
		)
	).toMatchObject({ people: Number(said) });

	// Frozen, and opened again: the same number, with what proves it.
	await page.goto(`${home}/snapshots`);
	await page.locator('#s-name').fill('ڈونر کے لیے');
	await page.locator('form[action="?/freeze"] button').click();
	await expect(page).toHaveURL(/\/snapshots\/.+/);
	await page.goto(`${home}/snapshots`);
	await page.getByRole('link', { name: 'ڈونر کے لیے' }).click();
	await expect(page.locator('.says').first()).toContainText(newest!.quarter);
	await page.goto(`${new URL(page.url()).pathname}?who=woman&by=district`);
	await expect(page.locator('#by tbody tr').filter({ hasText: 'ملتان' }).locator('td').last()).toHaveText(
		said
	);
	await expect(page.locator('.hash').first()).toHaveText(/^[0-9a-f]{64}$/);
});

test('every number of the quarter is the same on its own page, in the CSV, the Excel file and on paper', async ({
	page,
	demo
}) => {
	test.setTimeout(240_000);
	const home = await openReports(page, demo.logins, 'programme_officer', 'en');
	const lines = await readCsv(page, home);
	expect(new Set(lines.map(({ indicator }) => indicator)).size).toBeGreaterThan(25);
	const GENDERS: Record<string, string> = {
		everybody: 'Everybody',
		woman: 'Women',
		man: 'Men',
		other: 'Other',
		untold: 'Not told'
	};
	const cellOf = (people: string) => (people === '' ? 'hidden' : Number(people).toLocaleString('en'));
	const place = ({ table, row, who: gender }: Line) => `${table}/${row}/${gender}`;

	const sheets = new Map(
		(await readXlsxFile(await (await body(page, `${home}/file.xlsx`)).body())).map(({ sheet, data }) => [
			sheet,
			data
		])
	);
	const print = parse(await (await body(page, `${home}/print?who=woman`)).text());
	let [checked, onPaper] = [0, 0];
	for (const [key, of] of Map.groupBy(lines, ({ indicator, part }) =>
		part ? `${indicator}~${part}` : indicator
	)) {
		const address = `${home}/about/${encodeURIComponent(key)}`;
		const root = parse(await (await body(page, address)).text());
		const onPage = new Map<string, string>();
		for (const table of root.querySelectorAll('.sheet table')) {
			const columns = table.querySelectorAll('thead th').map((th) => th.text.trim());
			const name = table.closest('details')?.querySelector('summary')?.text.trim() ?? '';
			for (const tr of table.querySelectorAll('tbody tr')) {
				const row = tr.querySelector('th')!.text.trim();
				tr.querySelectorAll('td').forEach((td, i) => {
					td.querySelector('small')?.remove();
					onPage.set(`${name}/${row}/${columns[i + 1]}`, td.text.trim());
				});
			}
		}
		for (const line of of) {
			const names = {
				all: '',
				programme: 'Programme',
				cohort: 'Class',
				district: 'District',
				age: 'Age',
				disability: 'Disability',
				business: 'Kind of business',
				language: 'Language',
				band: 'Band'
			} as Record<string, string>;
			const row = line.table === 'all' ? 'All' : line.row_name;
			const shown = onPage.get(`${names[line.table]}/${row}/${GENDERS[line.who]}`);
			expect(shown?.toLowerCase(), `${key} ${place(line)}`).toBe(cellOf(line.people));
			const sheet = sheets.get(line.table === 'all' ? 'Everybody' : names[line.table]!)!;
			const column = sheet[0]!.indexOf(GENDERS[line.who]!);
			const inFile = sheet.find(
				(cells) => cells[0] === line.name && (line.table === 'all' || cells[1] === line.row_name)
			);
			expect(String(inFile?.[column]).toLowerCase(), `${key} ${place(line)} in Excel`).toBe(
				line.people === '' ? 'hidden' : line.people
			);
			checked++;
			if (line.table !== 'all') continue;
			const paper = print
				.querySelectorAll('#all tbody tr')
				.find((tr) => tr.querySelector('th')!.text.trim() === line.name);
			if (!paper) continue;
			const heads = paper
				.closest('table')!
				.querySelectorAll('thead th')
				.map((th) => th.text.trim());
			const at = heads.indexOf(GENDERS[line.who]!);
			// A column in which everything is hidden does not stand on paper.
			const td = at < 0 ? undefined : paper.querySelectorAll('td')[at - 1];
			td?.querySelector('small')?.remove();
			if (at < 0) expect(line.people, `${key} ${line.who} on paper`).toBe('');
			else expect(td?.text.trim().toLowerCase(), `${key} ${line.who} on paper`).toBe(cellOf(line.people));
			onPaper++;
		}
	}
	expect(checked).toBe(lines.length);
	expect(onPaper).toBeGreaterThan(30);
});

test('two quarters, and two places, stand beside each other; what rounding may have made is said', async ({
	page,
	demo
}) => {
	const home = await openReports(page, demo.logins, 'programme_officer', 'en');
	await page.locator('nav.parts a[href$="/report/compare"]').click();
	await expect(page.locator('table').first()).toBeVisible();
	const [left, right] = [page.locator('#quarter'), page.locator('#quarter2')];
	expect(await left.inputValue()).not.toBe(await right.inputValue());
	await left.selectOption(await right.inputValue());
	await page.locator('#of').selectOption('district~punjab-multan');
	await page.locator('#of2').selectOption('district~punjab-bahawalpur');
	await page.locator('#who').selectOption('woman');
	await page.locator('form.sides button').click();
	await expect(page).toHaveURL(/of=district%7Epunjab-multan|of=district~punjab-multan/);
	await expect(page.locator('#of')).toHaveValue('district~punjab-multan');
	const row = page.locator('tbody tr').filter({ hasText: 'Enrolled' }).first();
	const [a, b, change] = await row.locator('td').allInnerTexts();
	expect(Number(change!.split('\n')[0]!.replace('−', '-').replace('+', ''))).toBe(
		Number(b!.split('\n')[0]) - Number(a!.split('\n')[0])
	);
	// The chart tells of the furthest step that both show, and draws what the tables say.
	const bars = page.locator('section').filter({ has: page.locator('.legend') });
	await expect(bars.locator('h2')).toContainText(/about \d+/);
	expect(await bars.locator('li').first().locator('b').allInnerTexts()).toEqual(
		[a, b].map((cell) => cell!.split('\n')[0])
	);
	await expectAccessible(page, 'compare');
	// What the address makes up counts as not asked; what every object of a program has is no row; no quarter is not found.
	await page.goto(`${home}/compare?of=cohort~x&of2=%27&who=everyone`);
	await expect(page.locator('#of2')).toHaveValue('');
	for (const row of ['age~__proto__', 'business~constructor'])
		expect((await page.goto(`${home}/compare?of=${row}&of2=${row}`))?.status(), row).toBe(200);
	const none = [
		'?quarter=2026-Q9',
		'/compare?quarter=2026-Q9',
		'/logframe?quarter=zz',
		'/about/enrolled~x',
		'/about/badge'
	];
	for (const path of none) expect((await page.goto(`${home}${path}`))?.status(), path).toBe(404);
});

test('a view is kept under a name and opens again, of the newest quarter; bad names are refused in words', async ({
	page,
	demo
}) => {
	const home = await openReports(page, demo.logins, 'programme_officer');
	await page.goto(`${home}?who=woman&by=age`);
	await page.locator('summary').first().click();
	const save = page.locator('form[action^="?/save"] button');
	await page.locator('#view-name').fill('  ');
	await save.click();
	// Refused, and what she looked at and where she wrote still stand there.
	await expect(page.locator('#view-name')).toHaveAttribute('aria-invalid', 'true');
	await expect(page.locator('#r-by')).toHaveValue('age');
	await expect(page.locator('#r-who')).toHaveValue('woman');
	await page.locator('#view-name').fill('عورتیں، عمر سے');
	await save.click();
	await expect(page.locator('.views a')).toHaveText('عورتیں، عمر سے');
	await page.goto(home);
	await page.locator('summary').first().click();
	await page.locator('.views a').click();
	await expect(page).toHaveURL(/by=age/);
	expect(page.url()).not.toContain('quarter=');
	await expect(page.locator('#r-by')).toHaveValue('age');
	await page.locator('summary').first().click();
	await page.locator('form[action="?/remove"] button').click();
	await expect(page.locator('.views a')).toHaveCount(0);
});

test('a viewer reads and takes files, and makes nothing', async ({ page, demo }) => {
	const home = await openReports(page, demo.logins, 'viewer', 'en');
	await expect(page.locator('nav.parts a[href$="/report/keys"]')).toHaveCount(0);
	await expect(page.locator('nav.parts a[href$="/report/live"]')).toHaveCount(0);
	await page.goto(`${home}/snapshots`);
	await expect(page.locator('main form[method=post]')).toHaveCount(0);
	expect((await page.request.get(`${home}/keys`)).status()).toBe(404);
	expect((await page.request.get(`${home}/live`)).status()).toBe(404);
	expect((await page.request.get(`${home}/file.xlsx`)).status()).toBe(200);
});

test('names and the quarter that runs are for the administrator, and each look is written down', async ({
	page,
	demo
}) => {
	const home = await openReports(page, demo.logins, 'administrator', 'en');
	await page.goto(`${home}/about/first_sale_confirmed?quarter=${await newestQuarter(page, home)}`);
	await page.locator('form[action*="names"] button').click();
	await expect(page.locator('.names a').first()).toBeVisible();
	await page.locator('nav.parts a[href$="/report/live"]').click();
	await expect(page.locator('.sheet').first()).toContainText('Closes on');
	const audit = await (await body(page, home.replace(/\/report$/, '/audit'))).text();
	for (const act of ['Opened the names behind a number', 'Read the quarter that runs'])
		expect(audit, act).toContain(act);
});

const newestQuarter = async (page: Page, home: string): Promise<string> => {
	await page.goto(home);
	return page.locator('#r-quarter').inputValue();
};

test('from how many people on numbers are shown is set by the administrator; fewer than five is refused', async ({
	page,
	demo
}) => {
	const home = await openReports(page, demo.logins, 'administrator', 'en');
	await page.goto(home.replace(/\/report$/, '/settings'));
	for (const [typed, fault] of [
		['4', true],
		['۱۵', false]
	] as const) {
		await page.locator('#threshold').fill(typed);
		await page.locator('form[action="?/save"] button.main').click();
		await expect(page.locator('#threshold-fault')).toHaveCount(fault ? 1 : 0);
		if (fault) await expect(page.locator('#threshold')).toHaveValue(typed);
	}
	await expect(page.locator('#threshold')).toHaveValue('15');
});

for (const lang of ['ur', 'en'] as const)
	test(`reports are accessible on a phone and on a desk (${lang})`, async ({ page, demo }) => {
		test.setTimeout(240_000);
		const home = await openReports(page, demo.logins, 'administrator', lang);
		const quarter = await newestQuarter(page, home);
		for (const size of [
			{ width: 360, height: 640 },
			{ width: 1280, height: 800 }
		]) {
			await page.setViewportSize(size);
			for (const path of [
				'',
				`/about/first_sale_confirmed?quarter=${quarter}`,
				'/compare',
				'/logframe',
				'/snapshots',
				'/signs',
				'/keys',
				'/live',
				'/print'
			]) {
				await page.goto(home + path);
				await page
					.locator('main details')
					.evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
				await expectAccessible(page, `${size.width} ${path}`);
			}
			await page.goto(`${home}/snapshots`);
			await page.locator('ul.plan a').first().click();
			await expectAccessible(page, `${size.width} a snapshot`);
		}
	});

test('before the first quarter has closed it is said when the first report comes', async ({ page, demo }) => {
	await logInStaff(page, who(demo.logins, 'administrator'), 'en');
	await page.goto('/en/staff/admin');
	await page.locator('form[action*="organisation"] [name=name]').fill('A new trust');
	await page.locator('form[action*="organisation"] button').click();
	await page.locator('nav.parts a[href$="/report"]').click();
	await expect(page.locator('.empty h2')).toBeVisible();
	await expect(page.locator('.empty')).toContainText(/\d/);
	for (const path of [
		'compare',
		'logframe',
		'snapshots',
		'keys',
		'live',
		'print',
		'file.csv',
		'about/enrolled'
	]) {
		const answer = await page.request.get(`${new URL(page.url()).pathname}/${path}`);
		expect([200, 404], path).toContain(answer.status());
	}
});
