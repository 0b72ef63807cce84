import { expect, type Page } from '@playwright/test';
import { grantRole, hashPassword, insertStaff } from '#lib/accounts/index.server.ts';
import type { Services } from '#lib/services.server.ts';
import type { HistoryClass } from '../support/history-class.ts';
import type { PlainBrowser } from '../support/plain-browser.ts';

/** Logs somebody of staff in, by her password alone: a demo lets its administrators wait with the second factor. */
export async function logInStaff(
	page: Page,
	who: { email: string; password: string },
	lang: 'ur' | 'en' = 'ur'
): Promise<void> {
	await page.goto(`/${lang}/staff/login`);
	await page.locator('[name=email]').fill(who.email);
	await page.locator('[name=password]').fill(who.password);
	await page.locator('main form button').click();
	await page.waitForURL(/\/staff(?:\/second\/new\?.*)?$/);
	const later = page.locator('form[action*="later"] button');
	if (page.url().includes('/second/new')) await later.click();
	await expect(page).toHaveURL(/\/staff$/);
}

/** @returns its home's address */
export async function makeOrganisation(admin: PlainBrowser, name: string): Promise<string> {
	await admin.open('/ur/staff/admin');
	await admin.submit({ action: 'organisation' }, { name });
	expect(admin.current.text).toContain('پہلی کلاس بنائیں');
	return admin.current.url.pathname;
}

/** @returns the class's address and its number */
export async function makeClass(admin: PlainBrowser, from: string, typed: Record<string, string | string[]>) {
	await admin.open(from);
	await admin.submit({ field: 'startsOn' }, { course: 'selling-online', ...typed });
	expect(admin.current.url.search).toBe('?made=1');
	const number = /class=([A-Z0-9]{8})/.exec(admin.current.root.toString())![1]!;
	return { path: admin.current.url.pathname.replace(/\/settings$/, ''), number };
}

/** The trainer of a class that was made beside the server: from now on she can log in. */
export async function makeTrainer(
	services: Services,
	{ at: { staffId, organisationId }, cohortId }: Pick<HistoryClass, 'at' | 'cohortId'>,
	{ email, password }: { email: string; password: string }
): Promise<void> {
	const passwordHash = await hashPassword(services, password);
	await services.db.transaction().execute(async (tx) => {
		const now = services.clock();
		await insertStaff(tx, { staffId, name: 'ناہید', email, passwordHash }, now);
		await grantRole(tx, organisationId, staffId, 'trainer', now);
		await tx
			.insertInto('cohort_staff')
			.values({
				organisation_id: organisationId,
				cohort_id: cohortId,
				staff_id: staffId,
				role: 'trainer',
				since: now
			})
			.execute();
	});
}
