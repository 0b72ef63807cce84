/** T3 as a trainer does it: a list with faults, twins to decide about, a double tap, and the whole of it taken back. */
import type { Page } from '@playwright/test';
import { firstAdministrator } from '../support/administrator.ts';
import { logInStaff, makeClass, makeOrganisation } from './staff.ts';
import { expect, expectAccessible, test } from './test.ts';

const person = { email: 'nasreen@qadam.example', password: 'a shawl for every winter' };
const HEADS = 'نام,موبائل,کس کا فون,نوٹ';

const csv = (...rows: string[]) => ({
	name: 'فہرست.csv',
	mimeType: 'text/csv',
	buffer: Buffer.from([HEADS, ...rows].join('\r\n'))
});

async function give(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
	await page.setInputFiles('#file', file);
	await page.locator('form[action*="?/upload"] button').click();
}

const members = async (page: Page, path: string): Promise<string> => {
	await page.goto(`${path}/members`);
	return page.locator('main').innerText();
};

test('T3 a list is looked at, decided about, brought in once and taken back', async ({ page, server }) => {
	test.setTimeout(60_000);
	const admin = await firstAdministrator(server);
	const home = await makeOrganisation(admin, 'T3 ادارہ');
	const { path } = await makeClass(admin, `${home}/new-class`, { name: 'جمعرات' });
	await page.setViewportSize({ width: 360, height: 640 });
	await logInStaff(page, person);
	await page.goto(`${path}/import`);

	// What is no list at all is said, and the page is there again.
	const torn = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)]);
	await give(page, { name: 'list.xlsx', mimeType: 'application/octet-stream', buffer: torn });
	await expect(page.locator('#file-fault')).toBeVisible();

	// A formula is a text like another; a row that cannot be read is named with its number.
	await give(
		page,
		csv(
			'سکینہ,۰۳۰۰ ۱۱۱۲۲۳۳,own,=1+1',
			'مریم بی بی,+92 301 1112233,own,',
			'ناز,12345,own,',
			'سکینہ کی بہن,0300-1112233,family,'
		)
	);
	await expect(page.locator('.counts dd').first()).toHaveText('2');
	await expect(page.locator('tbody th[scope=row]').first()).toHaveText('4');
	await expectAccessible(page, 'a preview with twins');
	const [rows] = await Promise.all([
		page.waitForEvent('download'),
		page.locator('a[href$="/rows.csv"]').click()
	]);
	expect(await (await rows.createReadStream()).toArray().then(String)).toContain('12345');
	expect(await members(page, path)).not.toContain('سکینہ');
	await page.goBack();

	// Nothing is guessed: the twin is for a person to decide.
	await page.locator('button[form=commit]').click();
	await expect(page.locator('[role=alert]')).toBeVisible();
	await expect(page.locator('[name=row_5]')).toHaveAttribute('aria-invalid', 'true');
	await page.locator('[name=row_5]').selectOption('skip');
	await page.locator('button[form=commit]').dblclick();
	await expect(page.locator('.note.done')).toContainText('2');
	expect((await members(page, path)).includes('سکینہ کی بہن')).toBe(false);

	// The same list again doubles nobody.
	await page.goto(`${path}/import`);
	await give(page, csv('مریم بی بی,0301 1112233,own,'));
	await expect(page.locator('.counts')).toContainText('1');
	await page.locator('button[form=commit]').click();
	await expect(page.locator('[role=alert]')).toBeVisible();

	await page.goto(`${path}/import`);
	await page.locator('form[action*="?/undo"] button').first().click();
	await expect(page.locator('.note.done')).toBeVisible();
	expect(await members(page, path)).not.toMatch(/سکینہ|مریم/);
});
