/** A5. Every practical that waits in her class stands in a trainer's queue, whatever the course, its rubric one tap away. */
import { composeBeside } from '../support/beside.ts';
import { makeHistoryClass, type HistoryClass } from '../support/history-class.ts';
import type { TestServer } from '../support/server.ts';
import { logInStaff, makeTrainer } from './staff.ts';
import { expect, expectAccessible, test } from './test.ts';

const PASSWORD = 'a shawl for every winter';

/** Two learners: both have finished C3, the first B5 as well. Neither lesson keeps anything for the trainer to read. */
async function makeClass(server: TestServer, email: string): Promise<HistoryClass> {
	const composed = await composeBeside(server);
	const { services } = composed;
	const [a, b, c] = ['selling-online', 'digital-payments', 'trust'].map((id) =>
		services.catalogue.course(id)!
	);
	const made = await makeHistoryClass(services, { learners: 2, courses: [a!, b!, c!] });
	await makeTrainer(services, made, { email, password: PASSWORD });
	const [first, second] = made.learnerIds;
	for (const [who, course, days] of [
		[first, b, 3],
		[first, c, 1],
		[second, c, 2]
	] as const) {
		const place = { course: course!.id, version: course!.version, lang: 'ur' };
		await made.did(who!, 'lesson.finished', { ...place, lesson: course!.practical.lesson }, days);
	}
	await composed.close();
	return made;
}

for (const { lang, width, scripts } of [
	{ lang: 'ur', width: 360, scripts: true },
	{ lang: 'en', width: 1280, scripts: true },
	{ lang: 'ur', width: 360, scripts: false }
] as const)
	test(`A5 what is shown in person waits in the queue and is marked there (${lang}, ${width} px${scripts ? '' : ', no scripts'})`, async ({
		browser,
		server
	}) => {
		const email = `marks-${lang}-${scripts}@qadam.example`;
		const { at, cohortId, learnerIds } = await makeClass(server, email);
		const board = `/${lang}/staff/${at.organisationId}/class/${cohortId}`;
		const context = await browser.newContext({
			baseURL: server.url,
			viewport: { width, height: 740 },
			javaScriptEnabled: scripts
		});
		const page = await context.newPage();
		await logInStaff(page, { email, password: PASSWORD }, lang);
		await page.goto(board);
		const due = page.locator('.plan li', { has: page.locator('a[href$="/marks"]') });
		await expect(due).toContainText('3');
		// Whom it says to help leads to that very practical: of two, the one that waits longer.
		const hers = page.locator('.help:not(.plan) li', { hasText: 'نام 1' });
		await expect(hers).toContainText('2');
		await expect(hers.getByRole('link').last()).toHaveAttribute(
			'href',
			`${board}/marks#of-digital-payments-${learnerIds[0]}`
		);
		await due.getByRole('link').click();

		const rows = page.locator('main details');
		await expect(rows).toHaveCount(3);
		// A longer wait stands first, in each course.
		expect(await rows.evaluateAll((all) => all.map(({ id }) => id))).toEqual([
			`of-digital-payments-${learnerIds[0]}`,
			`of-trust-${learnerIds[1]}`,
			`of-trust-${learnerIds[0]}`
		]);
		const trust = rows.last();
		await expect(trust.locator('fieldset')).toBeHidden();
		await trust.locator('summary').click();
		await expect(trust.locator('input[type=checkbox]')).toHaveCount(5);
		await expect(trust.locator('fieldset')).toBeVisible();
		for (const box of await trust.locator('input[type=checkbox]').all()) await box.check();
		await trust.locator('textarea').fill('رسید بہت صاف ہے');
		if (scripts) await expectAccessible(page, 'a practical that is shown');
		await trust.locator('button.main').click();

		// The one that was marked is open and says so; her other practical is neither.
		await expect(rows.locator('[role=status]')).toHaveCount(1);
		await expect(rows.nth(2).locator('[role=status]')).toBeVisible();
		await expect(rows.nth(2).locator('textarea')).toHaveValue('رسید بہت صاف ہے');
		expect(await rows.evaluateAll((all) => all.map((row) => (row as HTMLDetailsElement).open))).toEqual([
			false,
			false,
			true
		]);
		await page.goto(board);
		await expect(due).toContainText('2');
		await context.close();
	});
