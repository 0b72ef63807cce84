import { expect, type Page } from '@playwright/test';

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
