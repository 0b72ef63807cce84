import type { Composed } from '#lib/compose.server.ts';
import { uuidv7 } from '../../src/lib/platform/ids.ts';
import { composeBeside } from '../support/beside.ts';
import { wrongChoice } from '../support/course-a.ts';
import { liveThrough, makeHistoryClass, type HistoryClass } from '../support/history-class.ts';
import Papa from 'papaparse';
import { logInStaff, makeTrainer } from './staff.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const TRAINER = { email: 'board@qadam.example', password: 'a shawl for every winter' };

interface Worker {
	composed: Composed;
	/** A class of twelve: five need help, each for another reason. */
	made: HistoryClass;
}

const test = base.extend<object, Worker>({
	composed: [
		async ({ server }, use) => {
			const composed = await composeBeside(server);
			await use(composed);
			await composed.close();
		},
		{ scope: 'worker' }
	],
	made: [
		async ({ composed: { services } }, use) => {
			const [a] = services.catalogue.courses();
			const made = await makeHistoryClass(services, { learners: 12, courses: [a!] });
			const { db, clock, random } = services;
			await makeTrainer(services, made, TRAINER);
			const [stuck, silent, asked, , full, ...well] = made.learnerIds as [
				string,
				string,
				string,
				string,
				string
			];
			const lesson = a!.lessons[0]!;
			const base = { course: a!.id, version: a!.version, lang: 'ur', lesson: lesson.id };
			const item = lesson.blocks.find((b) => b.block === 'question')!;
			for (let i = 0; i < 3; i++)
				await made.did(
					stuck,
					'question.answered',
					{ ...base, item: item.id, choice: wrongChoice(item as never), right: false },
					1
				);
			await made.did(silent, 'lesson.finished', base, 12);
			await liveThrough(made, asked, [a!], { share: 0.5 });
			await made.did(asked, 'lesson.finished', base, 1);
			await db
				.insertInto('help_request')
				.values({
					learner_id: asked,
					event_id: uuidv7(clock(), random),
					course: a!.id,
					lesson: 'a2',
					at: clock()
				})
				.execute();
			await made.did(full, 'lesson.finished', base, 1);
			await db
				.insertInto('phone_state')
				.values({ learner_id: full, device: 'device-1', waiting: 0, no_room: 1, at: clock() })
				.execute();
			for (const id of well) {
				await liveThrough(made, id, [a!], { share: 0.4 });
				await made.did(id, 'lesson.finished', base, 2);
			}
			await use(made);
		},
		{ scope: 'worker' }
	]
});

const boardOf = (made: HistoryClass, lang = 'ur') =>
	`/${lang}/staff/${made.at.organisationId}/class/${made.cohortId}`;

test('T4 the five who most need help, and why, three taps from the log-in', async ({ page, made }) => {
	await logInStaff(page, TRAINER);
	await page.getByRole('link', { name: 'کھولیں' }).click();
	await page.locator('a[href*="/class/"]').first().click();
	await expect(page).toHaveURL(boardOf(made));
	const rows = page.locator('.help:not(.plan) li');
	await expect(rows).toHaveCount(5);
	const [stuck, silent, asked, never, full] = ['نام 1', 'نام 2', 'نام 3', 'نام 4', 'نام 5'];
	for (const [i, [name, why]] of [
		[asked, 'مدد مانگی ہے'],
		[stuck, '3 بار غلط'],
		[silent, '12 دن سے کچھ نہیں آیا'],
		[never, 'شروع نہیں ہوا'],
		[full, 'جگہ نہیں رہی']
	].entries()) {
		await expect(rows.nth(i)).toContainText(name!);
		await expect(rows.nth(i)).toContainText(why!);
	}
	await rows.nth(1).getByRole('link', { name: 'نام 1: ساتھ بیٹھیں' }).click();
	await expect(page).toHaveURL(/\/learner\/.*#act$/);
	await expect(page.getByRole('heading', { name: 'نام 1' })).toBeVisible();
});

test('the board is filtered, searched, sorted and saved; its file is what is shown', async ({
	page,
	made
}) => {
	await logInStaff(page, TRAINER);
	await page.goto(boardOf(made));
	const names = page.locator('.matrix tbody th');
	await expect(names).toHaveCount(12);
	await page.locator('summary').first().click();
	await page.locator('#f-state').selectOption('help');
	await page.locator('#f-sort').selectOption('name');
	await page.getByRole('button', { name: 'دکھائیں' }).click();
	await expect(names).toHaveText(['نام 1', 'نام 2', 'نام 3', 'نام 4', 'نام 5']);
	await page.locator('#view-name').fill('مدد والے');
	await page.getByRole('button', { name: 'یہ فہرست رکھیں' }).click();
	await expect(page.getByRole('link', { name: 'مدد والے' })).toHaveAttribute('aria-current', 'true');
	const csv = await page.request.get(
		(await page.getByRole('link', { name: 'CSV میں لیں' }).getAttribute('href'))!
	);
	const text = await csv.text();
	expect(text.charCodeAt(0)).toBe(0xfeff);
	const { data } = Papa.parse<string[]>(text.slice(1).trim());
	expect(data.slice(1).map(([name]) => name)).toEqual(await names.allTextContents());
	const xlsx = await page.request.get(
		(await page.getByRole('link', { name: 'ایکسل میں لیں' }).getAttribute('href'))!
	);
	expect([xlsx.status(), (await xlsx.body()).subarray(0, 2).toString()]).toEqual([200, 'PK']);
	await page.getByRole('button', { name: 'مدد والے: ہٹائیں' }).click();
	await expect(page.getByRole('link', { name: 'مدد والے' })).toHaveCount(0);
	await page.goto(`${boardOf(made)}?q=${encodeURIComponent('نام 12')}`);
	await expect(names).toHaveText(['نام 12']);
});

for (const lang of ['ur', 'en'] as const)
	test(`a board and a learner's page are accessible (${lang})`, async ({ page, made }) => {
		await logInStaff(page, TRAINER, lang);
		await page.goto(boardOf(made, lang));
		await page.locator('summary').first().click();
		await expectAccessible(page, 'board');
		await page.goto(`${boardOf(made, lang)}/learner/${made.learnerIds[2]}`);
		for (const summary of await page.locator('summary').all()) await summary.click();
		await expectAccessible(page, 'learner');
	});
